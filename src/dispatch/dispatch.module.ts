/** Plans for a circle: worked out, read, applied, forgotten. */
import { Module } from '@nestjs/common';
import { ClaimModule } from '../claim/claim.module.js';
import { OfferModule } from '../offer/offer.module.js';
import { RequestModule } from '../request/request.module.js';
import { RunModule } from '../run/run.module.js';
import { ApplyDispatch } from './apply-dispatch.js';
import { CancelDispatch } from './cancel-dispatch.js';
import { DispatchResolver } from './dispatch.resolver.js';
import { DispatchStore } from './dispatch.store.js';
import { DispatchLineResolver, DispatchPlanResolver, UnservedRequestResolver } from './dispatch-lines.resolver.js';
import { DispatchLinesStore } from './dispatch-lines.store.js';
import { ForgetDispatch } from './forget-dispatch.js';
import { PastPlansStore } from './past-plans.store.js';
import { PlanDispatch } from './plan-dispatch.js';
import { PlanFactsStore } from './plan-facts.store.js';
import { PlanLimits } from './plan-limits.js';
import { PlanRunner } from './plan-runner.js';
import { ProposeTrips } from './propose-trips.js';
import { ReadDispatch } from './read-dispatch.js';
import { SubjectsOfPlan } from './subjects-of-plan.js';

const resolvers = [DispatchResolver, DispatchPlanResolver, DispatchLineResolver, UnservedRequestResolver];

@Module({
  imports: [RequestModule, OfferModule, ClaimModule, RunModule],
  providers: [
    ...[DispatchStore, DispatchLinesStore, PlanFactsStore, PastPlansStore],
    ...[
      PlanDispatch,
      PlanLimits,
      PlanRunner,
      CancelDispatch,
      ApplyDispatch,
      ProposeTrips,
      ReadDispatch,
      SubjectsOfPlan,
    ],
    ...resolvers,
    ForgetDispatch,
  ],
})
export class DispatchModule {}
