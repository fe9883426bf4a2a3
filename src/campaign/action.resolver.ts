/** Actions of campaigns: found by anybody, held by a partner's coordinators. */
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowAnyone, AllowRoles } from '../access/allow.guard.js';
import { CancelGathering } from '../gathering/cancel-gathering.js';
import { ChangeGathering } from '../gathering/change-gathering.js';
import { GatheringFilterInput } from '../gathering/gathering.input.js';
import type { Gathering } from '../gathering/gathering.type.js';
import { ReadGatherings } from '../gathering/read-gatherings.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import {
  type CallContext,
  CurrentContext,
  CurrentLanguage,
  CurrentViewer,
  loaderOf,
} from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import {
  Action,
  type ActionChanged,
  ActionConnection,
  ActionResult,
  CancelActionInput,
  ChangeActionInput,
  PlanActionInput,
} from './action.type.js';
import { Campaign } from './campaign.type.js';
import { Campaigns } from './campaigns.js';
import { PlanAction } from './plan-action.js';

@Resolver(() => Action)
export class ActionResolver {
  constructor(
    private readonly gatherings: ReadGatherings,
    private readonly campaigns: Campaigns,
    private readonly plan: PlanAction,
    private readonly changes: ChangeGathering,
    private readonly cancels: CancelGathering,
  ) {}

  @Query(() => ActionConnection, {
    description: 'Anyone: actions of campaigns that are to come or under way, the next first, at their coarse place.',
  })
  @AllowAnyone()
  actions(
    @Args('filter', { nullable: true, description: 'Which; left out: all.' }) filter: GatheringFilterInput,
    @Args() page: PageArgs,
    @CurrentLanguage() language: Language,
  ): Promise<Connection<Gathering> | Refused> {
    return this.gatherings.page('ACTION', filter ?? {}, page, language);
  }

  @Query(() => Action, {
    nullable: true,
    description: 'Anyone: one action, cancelled or over all the same. NOT_FOUND when there is none.',
  })
  @AllowAnyone()
  action(
    @Args('id', { type: () => ID, description: 'The action.' }) id: string,
    @CurrentLanguage() language: Language,
  ): Promise<Gathering | Refused> {
    return this.gatherings.one('ACTION', id, language);
  }

  @Mutation(() => ActionResult, {
    description:
      'Coordinators: something to do for a campaign of your own partner. A time that the clocks there skip is refused, and one that they show twice until you say which.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async planAction(
    @Args('input') { campaignId, ...input }: PlanActionInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Promise<ActionChanged | Refused> {
    return this.changed(await this.plan.execute(viewer, campaignId, input), language);
  }

  @Mutation(() => ActionResult, {
    description:
      'Coordinators: how many fit, until when one signs up, or where an action of your own partner is. For another time, cancel it and plan a new one.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async changeAction(
    @Args('input') { actionId, ...input }: ChangeActionInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Promise<ActionChanged | Refused> {
    return this.changed(await this.changes.execute(viewer, 'ACTION', actionId, input), language);
  }

  @Mutation(() => ActionResult, {
    description:
      'Coordinators: calls an action of your own partner off, for good. All who joined are told, and its exact place is closed.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  async cancelAction(
    @Args('input') { actionId }: CancelActionInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Promise<ActionChanged | Refused> {
    return this.changed(await this.cancels.execute(viewer, 'ACTION', actionId), language);
  }

  @ResolveField(() => Campaign, { description: 'The campaign that it is for.' })
  campaign(@Parent() { campaignId }: Gathering, @CurrentContext() context: CallContext) {
    return loaderOf(context, 'campaigns', (ids) => this.campaigns.byIds(ids)).load(campaignId ?? '');
  }

  private async changed(done: { gatheringId: string } | Refused, language: Language): Promise<ActionChanged | Refused> {
    if (isRefused(done)) return done;
    const action = await this.gatherings.one('ACTION', done.gatheringId, language);
    return isRefused(action) ? action : { action };
  }
}
