/** Campaigns, and the actions in them. */
import { Module } from '@nestjs/common';
import { GatheringModule } from '../gathering/gathering.module.js';
import { ActionResolver } from './action.resolver.js';
import { ActionSignUpResolver } from './action-sign-up.resolver.js';
import { CampaignResolver } from './campaign.resolver.js';
import { CampaignStore } from './campaign.store.js';
import { Campaigns } from './campaigns.js';
import { ChangeCampaign } from './change-campaign.js';
import { PlanAction } from './plan-action.js';

@Module({
  imports: [GatheringModule],
  providers: [
    CampaignStore,
    Campaigns,
    ChangeCampaign,
    PlanAction,
    CampaignResolver,
    ActionResolver,
    ActionSignUpResolver,
  ],
})
export class CampaignModule {}
