/** Plans for a circle over GraphQL. Only coordinators of its partner who hand out work see any of it. */
import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { HelpKind } from '../kernel/help.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import { CameToNothing } from './came-to-nothing.type.js';
import { Objective, PlanState } from './dispatch-words.type.js';
import type { PlanRecord } from './plan-record.js';

@ObjectType({
  description:
    'How far from the best a plan may be, when the time for it was up. Only coordinators who may plan see it.',
})
export class DispatchGap {
  @Field(() => Objective, {
    description: 'What may not be the best. Everything before it is; what comes after is not known.',
  })
  objective: Objective;

  @Field(() => Float, {
    description:
      'By how much it could be better at most, as a share of what it is: 0.02 is 2%. 0: it is the best, and only what comes after it is open.',
  })
  share: number;
}

@ObjectType({
  description:
    'Which homes of a circle would best be asked for which open requests, as a proposal. It names both, so it is gone 12 hours after it was asked for, an hour after it was applied or cancelled. Only coordinators of the partner with the role DISPATCHER or ADMIN see it.',
})
export class DispatchPlan {
  readonly record: PlanRecord;

  @Field(() => ID, { description: 'Random.' })
  id: string;

  @Field(() => ID, { description: 'The circle whose homes would be asked.' })
  circleId: string;

  @Field(() => [HelpKind], { description: 'The kinds that were planned for.' })
  kinds: HelpKind[];

  @Field(() => LocalDateScalar, { description: 'The last day that was planned for.' })
  horizon: string;

  @Field(() => PlanState, { description: 'Where it is.' })
  state: PlanState;

  @Field(() => CameToNothing, { nullable: true, description: 'Why no plan came of it, when its state is FAILED.' })
  refusal: CameToNothing | null;

  @Field(() => Float, { description: 'How much of it is worked out, from 0 to 1.' })
  progress: number;

  @Field(() => DispatchGap, {
    nullable: true,
    description:
      'Null: of all that was weighed (see `allPairs`) there is no better plan. Else what is not known to be the best, and by how much it could be better.',
  })
  gap: DispatchGap | null;

  @Field(() => Boolean, {
    description:
      'Whether every possible pair of a request and an offer was weighed, and every run of several. False where there are very many: then each request knew the nearest offers only, or each offer some of the fullest runs of those nearest to it.',
  })
  allPairs: boolean;
}

@ObjectType({ description: 'The plan as it stands now.' })
export class DispatchPlanned {
  @Field(() => DispatchPlan, { description: 'Ask `dispatchPlan` for it again while it is under way.' })
  plan: DispatchPlan;
}

export const DispatchResult = resultUnion('DispatchResult', DispatchPlanned, 'The plan, or why nothing changed.');
