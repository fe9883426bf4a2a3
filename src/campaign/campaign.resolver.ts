/** Campaigns: a partner lists them, anybody reads them with their next actions. */
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowAnyone, AllowRoles } from '../access/allow.guard.js';
import { ReadGatherings } from '../gathering/read-gatherings.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer, loaderOf } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { Action } from './action.type.js';
import {
  Campaign,
  type CampaignChanged,
  CampaignConnection,
  type CampaignCreated,
  CampaignFilter,
  ChangeCampaignInput,
  ChangeCampaignResult,
  CreateCampaignInput,
  CreateCampaignResult,
  RetireCampaignInput,
} from './campaign.type.js';
import { Campaigns } from './campaigns.js';
import { ChangeCampaign } from './change-campaign.js';

@Resolver(() => Campaign)
export class CampaignResolver {
  constructor(
    private readonly its: Campaigns,
    private readonly changing: ChangeCampaign,
    private readonly gatherings: ReadGatherings,
  ) {}

  @Query(() => CampaignConnection, {
    description: 'Anyone: the campaigns that partners take part in and that are not over, the first to begin first.',
  })
  @AllowAnyone()
  campaigns(
    @Args('filter', { nullable: true, description: 'Which; left out: all.' }) filter: CampaignFilter,
    @Args() { first, after }: PageArgs,
  ): Promise<Connection<Campaign> | Refused> {
    return this.its.page({ ...filter, first, after: after ?? null });
  }

  @Mutation(() => CreateCampaignResult, {
    description: 'Coordinators: lists a campaign of your own partner. Anybody reads what you say of it.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async createCampaign(
    @Args('input') input: CreateCampaignInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<CampaignCreated | Refused> {
    return this.asItStands(await this.its.create(viewer, input));
  }

  @Mutation(() => ChangeCampaignResult, {
    description: 'Coordinators: says a campaign of your own partner in other words. WRONG_STATE once it is retired.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async changeCampaign(
    @Args('input') input: ChangeCampaignInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<CampaignChanged | Refused> {
    return this.asItStands(await this.changing.change(viewer, input));
  }

  @Mutation(() => ChangeCampaignResult, {
    description:
      'Coordinators: your partner takes part in no more a campaign of its own. It is listed nowhere from then on, for good. Actions that are planned take place, unless cancelAction calls them off.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async retireCampaign(
    @Args('input') { campaignId }: RetireCampaignInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<CampaignChanged | Refused> {
    return this.asItStands(await this.changing.retire(viewer, campaignId));
  }

  private async asItStands(changed: { campaignId: string } | Refused): Promise<{ campaign: Campaign } | Refused> {
    if (isRefused(changed)) return changed;
    const campaign = (await this.its.byIds([changed.campaignId])).get(changed.campaignId);
    if (!campaign) throw new Error('a campaign is there once it is listed');
    return { campaign };
  }

  @ResolveField(() => [Action], {
    description: 'Its next actions, at most 10. `actions` finds them by place and date.',
  })
  async actions(@Parent() { id }: Campaign, @CurrentContext() context: CallContext) {
    const load = (ids: readonly string[]) => this.gatherings.nextOf(ids, context.language);
    return (await loaderOf(context, 'next-gatherings', load).load(id)) ?? [];
  }
}
