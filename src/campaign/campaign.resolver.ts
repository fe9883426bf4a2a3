/** Campaigns: a partner lists them, anybody reads them with their next actions. */
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowAnyone, AllowRoles } from '../access/allow.guard.js';
import { ReadGatherings } from '../gathering/read-gatherings.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer, loaderOf } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import {
  Action,
  Campaign,
  CampaignConnection,
  type CampaignCreated,
  CampaignFilter,
  CreateCampaignInput,
  CreateCampaignResult,
} from './campaign.type.js';
import { Campaigns } from './campaigns.js';

@Resolver(() => Campaign)
export class CampaignResolver {
  constructor(
    private readonly its: Campaigns,
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
    const created = await this.its.create(viewer, input);
    if (isRefused(created)) return created;
    const campaign = (await this.its.byIds([created.campaignId])).get(created.campaignId);
    if (!campaign) throw new Error('a campaign is there once it is created');
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
