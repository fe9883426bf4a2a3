/** Plans: asked for, read, cancelled, applied. */
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { PageMeters } from '../metering/page-meters.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import { ApplyDispatch } from './apply-dispatch.js';
import { CancelDispatch } from './cancel-dispatch.js';
import { ApplyDispatchInput, CancelDispatchInput, PlanDispatchInput } from './dispatch.input.js';
import { DispatchPlan, type DispatchPlanned, DispatchResult } from './dispatch.type.js';
import { PlanDispatch } from './plan-dispatch.js';
import type { PlanRecord } from './plan-record.js';
import { ReadDispatch } from './read-dispatch.js';
import { shownPlan } from './shown-plan.js';

type Answer = Promise<DispatchPlanned | Refused>;

@Resolver()
export class DispatchResolver {
  constructor(
    private readonly planning: PlanDispatch,
    private readonly cancelling: CancelDispatch,
    private readonly applying: ApplyDispatch,
    private readonly reading: ReadDispatch,
    private readonly meters: PageMeters,
  ) {}

  @Query(() => DispatchPlan, {
    nullable: true,
    description:
      'Coordinators with the role DISPATCHER or ADMIN: a plan of your partner, as it stands now. Null when it is not there for you, or its time is over.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER', 'ADMIN')
  async dispatchPlan(
    @Args('id', { type: () => ID, description: 'The plan.' }) id: string,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Promise<DispatchPlan | Refused | null> {
    const usedUp = this.meters.page(viewer);
    if (usedUp) return usedUp;
    const plan = await this.reading.one(viewer, id);
    return plan && shownPlan(this.reading.standing(plan), language);
  }

  @Mutation(() => DispatchResult, {
    description:
      'Coordinators with the role DISPATCHER or ADMIN, for a circle of their partner: begins to work out which of its homes would best be asked for which open requests that the partner looks after. Whoever asks while a plan for the circle is under way gets that one. It is a proposal: nobody is asked for anything before applyDispatch.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER', 'ADMIN')
  async planDispatch(
    @Args('input') { circleId, kinds, horizon }: PlanDispatchInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(await this.planning.execute(viewer, { circleId, kinds, horizon }), language);
  }

  @Mutation(() => DispatchResult, {
    description:
      'Coordinators with the role DISPATCHER or ADMIN: ends a plan that is under way or ready, and forgets what is in it. WRONG_STATE once it is being applied.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER', 'ADMIN')
  async cancelDispatch(
    @Args('input') { planId }: CancelDispatchInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(await this.cancelling.execute(viewer, planId), language);
  }

  @Mutation(() => DispatchResult, {
    description:
      'Coordinators with the role DISPATCHER: proposes the trips of a plan that is ready, each all or nothing, in the name of the coordinator. What has changed meanwhile is skipped and says why. It goes on after the answer: ask `dispatchPlan` until its state is APPLIED. Homes accept or decline as ever.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER')
  async applyDispatch(
    @Args('input') { planId, leaveOut }: ApplyDispatchInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(await this.applying.execute(viewer, { planId, leaveOut: leaveOut ?? [] }), language);
  }

  private answer(plan: PlanRecord | Refused, language: Language): DispatchPlanned | Refused {
    return isRefused(plan) ? plan : { plan: shownPlan(this.reading.standing(plan), language) };
  }
}
