/** An action is held by the partner whose campaign it is in. */
import { Injectable } from '@nestjs/common';
import { type GatheringInput, PlanGathering } from '../gathering/plan-gathering.js';
import { PublicTexts } from '../gathering/public-texts.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
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
    { partnerId }: CoordinatorViewer,
    campaignId: string,
    { title: said, ...input }: GatheringInput & { readonly title: string },
  ): Promise<{ gatheringId: string } | Refused> {
    const found = isPublicId(campaignId)
      ? await this.campaigns.findOfPartner(this.database, partnerId, campaignId)
      : null;
    if (!found) return refuse('NOT_FOUND', ['campaignId']);
    if (found.isRetired) return refuse('WRONG_STATE', ['campaignId']);
    const title = this.texts.title(said, ['title']);
    if (!title.accepted) return title;
    return this.plan.execute({ kind: 'ACTION', campaignId, partnerId, title: title.value }, input, found.languages);
  }
}
