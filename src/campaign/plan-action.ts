/** An action is held by the partner whose campaign it is in. */
import { Injectable } from '@nestjs/common';
import { listedOfPartner } from '../gathering/listed-of-partner.js';
import { type GatheringInput, PlanGathering } from '../gathering/plan-gathering.js';
import { PublicTexts } from '../gathering/public-texts.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { CampaignStore } from './campaign.store.js';

@Injectable()
export class PlanAction {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignStore,
    private readonly texts: PublicTexts,
    private readonly plan: PlanGathering,
  ) {}

  async execute(
    viewer: CoordinatorViewer,
    campaignId: string,
    { title: said, ...input }: GatheringInput & { readonly title: string },
  ): Promise<{ gatheringId: string } | Refused> {
    const named = { id: campaignId, field: 'campaignId' } as const;
    const found = await listedOfPartner(this.database, this.campaigns, viewer, named);
    if (isRefused(found)) return found;
    const title = this.texts.title(said, ['title']);
    if (!title.accepted) return title;
    return this.plan.execute(
      { kind: 'ACTION', campaignId, partnerId: found.partnerId, title: title.value },
      input,
      found.languages,
    );
  }
}
