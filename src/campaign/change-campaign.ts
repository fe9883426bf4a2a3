/** A partner says its campaign in other words, or takes part in it no more: then it is listed nowhere, and what was planned for it takes place. */
import { Injectable } from '@nestjs/common';
import { changeListed } from '../gathering/listed-of-partner.js';
import { PublicTexts } from '../gathering/public-texts.js';
import { allAccepted } from '../kernel/all-accepted.js';
import { Clock } from '../kernel/clock.js';
import { accept, isRefused, type Refused } from '../kernel/decision.js';
import { decideLanguages } from '../kernel/languages.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { type CampaignRead, CampaignStore } from './campaign.store.js';
import { decideDates } from './campaigns.js';

/** What is left out stays; null takes the summary or the end away. */
export interface CampaignChanges {
  readonly campaignId: string;
  readonly title?: string | null;
  readonly summary?: string | null;
  readonly languages?: readonly string[] | null;
  readonly endsOn?: string | null;
}

@Injectable()
export class ChangeCampaign {
  constructor(
    private readonly database: Database,
    private readonly store: CampaignStore,
    private readonly texts: PublicTexts,
    private readonly clock: Clock,
  ) {}

  change(viewer: CoordinatorViewer, its: CampaignChanges): Promise<{ campaignId: string } | Refused> {
    const { title, summary, languages, endsOn } = its;
    return this.under(viewer, its.campaignId, async (tx, campaign) => {
      const { beginsOn } = campaign;
      const said = allAccepted({
        title: typeof title === 'string' ? this.texts.title(title, ['title']) : accept(campaign.title),
        summary: summary === undefined ? accept(campaign.summary) : this.texts.text(summary, ['summary']),
        languages: languages ? decideLanguages(languages, ['languages']) : accept(campaign.languages),
        dates: endsOn === undefined ? accept(campaign) : decideDates({ beginsOn, endsOn }, this.today()),
      });
      if (!said.accepted) return said;
      await this.store.change(tx, campaign.id, said);
      return undefined;
    });
  }

  retire(viewer: CoordinatorViewer, campaignId: string): Promise<{ campaignId: string } | Refused> {
    return this.under(viewer, campaignId, (tx, { id }) => this.store.retire(tx, id, this.today()));
  }

  private async under(
    viewer: CoordinatorViewer,
    campaignId: string,
    work: (tx: Queryable, campaign: CampaignRead) => Promise<Refused | undefined>,
  ): Promise<{ campaignId: string } | Refused> {
    const named = { id: campaignId, field: 'campaignId' } as const;
    const changed = await changeListed(this.database, this.store, viewer, named, work);
    return isRefused(changed) ? changed : { campaignId };
  }

  /** In UTC. */
  private today(): string {
    return this.clock.now().toISOString().slice(0, 10);
  }
}
