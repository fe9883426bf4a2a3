/** Plans for a circle over GraphQL. Only coordinators of its partner who hand out work see any of it. */
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsEnum, IsOptional, MaxLength } from 'class-validator';
import { HalfDayOfType } from '../calendar/window.type.js';
import { HelpKind } from '../kernel/help.js';
import { type Language, type RefusalCode, refusalMessage } from '../kernel/refusals.js';
import { words } from '../kernel/words.js';
import { MatchReason } from '../matching/match.type.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { RefusalCodeEnum } from '../platform/graphql/refusal.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import { Objective } from './domain/objectives.js';
import { PlanState } from './domain/plan-state.js';
import { UnservedReason, unservedTexts } from './domain/unserved.js';
import type { PlanLine, PlanRecord } from './plan-record.js';

registerEnumType(PlanState, {
  name: 'DispatchState',
  description: 'Where a plan is.',
  valuesMap: {
    WAITING: { description: 'Others are worked out before it.' },
    PLANNING: { description: 'It is being worked out: ask again in a second.' },
    READY: { description: 'It can be read and applied.' },
    APPLYING: { description: 'Its trips are being proposed, one after the other.' },
    APPLIED: { description: 'Every trip was proposed or skipped.' },
    CANCELLED: { description: 'Somebody cancelled it.' },
    FAILED: { description: 'No plan came of it: see `refusal`. Nothing was proposed.' },
  },
});

registerEnumType(Objective, {
  name: 'DispatchObjective',
  description: 'What makes one plan better than another, in this order: nothing later outweighs anything earlier.',
  valuesMap: {
    NEEDED_TODAY: { description: 'How many requests for today are served.' },
    NEEDED_THIS_WEEK: { description: 'How many requests for this week are served.' },
    NEEDED_WHENEVER: { description: 'How many of the other requests are served.' },
    LINES: { description: 'How many of their lines are served whole.' },
    TRAVEL: { description: 'How far homes go, between published areas.' },
    FAIRNESS: { description: 'That nobody is asked again while somebody else was not asked.' },
  },
});

const LineOutcome = words('PLANNED', 'PROPOSED', 'SKIPPED');
registerEnumType(LineOutcome, {
  name: 'DispatchOutcome',
  description: 'What became of a line of a plan.',
  valuesMap: {
    PLANNED: { description: 'Nobody was asked yet.' },
    PROPOSED: { description: 'The home was asked: it accepts or declines the claim as ever.' },
    SKIPPED: { description: 'Something had changed: nobody was asked. See `skipped`.' },
  },
});

registerEnumType(UnservedReason, {
  name: 'UnservedReason',
  description: 'Why nobody is asked for a request, for programs. It tells of no home and of no other family.',
  valuesMap: Object.fromEntries(Object.entries(unservedTexts).map(([code, { en }]) => [code, { description: en }])),
});

@ObjectType({ description: 'Why a plan, or a line of one, came to nothing.' })
export class CameToNothing {
  @Field(() => RefusalCodeEnum, { description: 'For programs.' })
  code: RefusalCode;

  @Field(() => String, { description: 'For people, in the language of Accept-Language (en or es).' })
  text: string;

  static from(code: RefusalCode, language: Language): CameToNothing {
    return { code, text: refusalMessage(code, language) };
  }
}

@ObjectType({ description: 'Why nobody is asked for a request.' })
export class UnservedBecause {
  @Field(() => UnservedReason, { description: 'For programs.' })
  code: UnservedReason;

  @Field(() => String, { description: 'For people, in the language of Accept-Language (en or es).' })
  text: string;

  static from(code: UnservedReason, language: Language): UnservedBecause {
    return { code, text: unservedTexts[code][language] };
  }
}

@ObjectType({
  description:
    'How far from the best a plan may be, when the time for it was up. Only coordinators who may plan see it.',
})
export class DispatchGap {
  @Field(() => Objective, {
    description: 'What may not be the best. Everything before it is; what comes after is not known.',
  })
  objective: Objective;

  @Field(() => Float, { description: 'By how much it could be better at most, as a share of what it is: 0.02 is 2%.' })
  share: number;
}

@ObjectType({
  description:
    'A line of a plan: a home would be asked for a request. Only coordinators of the partner that looks after the request, with a role that may plan, see it.',
})
export class DispatchLine {
  readonly record: PlanLine;

  @Field(() => ID, { description: 'Random.' })
  id: string;

  @Field(() => ID, { description: 'Which time of the request.' })
  occurrenceId: string;

  @Field(() => HalfDayOfType, { description: 'When, in the time zone of the request.' })
  plannedFor: HalfDayOfType;

  @Field(() => Int, {
    description: 'Lines with the same number are one trip of one home: proposed together, or not at all.',
  })
  trip: number;

  @Field(() => [MatchReason], {
    description: 'Why this home, the weightiest reasons first, with what speaks against it.',
  })
  reasons: MatchReason[];

  @Field(() => LineOutcome, { description: 'What became of it.' })
  outcome: keyof typeof LineOutcome;

  @Field(() => CameToNothing, { nullable: true, description: 'Why it was skipped; null otherwise.' })
  skipped: CameToNothing | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The claim that was proposed; null before, and once it is forgotten.',
  })
  claimId: string | null;
}

@ObjectType({
  description:
    'A request that nobody would be asked for. Only coordinators of the partner that looks after it, with a role that may plan, see it.',
})
export class UnservedRequest {
  readonly record: PlanLine;

  @Field(() => ID, { description: 'Which time of the request.' })
  occurrenceId: string;

  @Field(() => UnservedBecause, { description: 'Why.' })
  because: UnservedBecause;
}

export const DispatchLineConnection = connectionOf<DispatchLine>('DispatchLine', () => DispatchLine);
export const UnservedRequestConnection = connectionOf<UnservedRequest>('UnservedRequest', () => UnservedRequest);

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
      'Null: there is no better plan. Else what is not known to be the best, and by how much it could be better.',
  })
  gap: DispatchGap | null;

  @Field(() => Boolean, {
    description:
      'Whether every possible pair of a request and an offer was weighed. False where there are very many: then each request knew the nearest offers only.',
  })
  allPairs: boolean;
}

@InputType({ description: 'For which circle, which kinds, until when.' })
export class PlanDispatchInput {
  @Field(() => ID, { description: 'A circle of your partner.' })
  @MaxLength(60)
  circleId: string;

  @Field(() => [HelpKind], { description: 'At least one of GROCERY, RIDE and TIME: money goes through the partner.' })
  @ArrayMaxSize(4)
  @IsEnum(HelpKind, { each: true })
  kinds: HelpKind[];

  @Field(() => LocalDateScalar, { description: 'The last day to plan for, at most 14 days ahead.' })
  horizon: string;
}

@InputType({ description: 'A plan that nobody wants any more.' })
export class CancelDispatchInput {
  @Field(() => ID, { description: 'The plan.' })
  @MaxLength(60)
  planId: string;
}

@InputType({ description: 'A plan that is to be proposed to its homes.' })
export class ApplyDispatchInput {
  @Field(() => ID, { description: 'The plan.' })
  @MaxLength(60)
  planId: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Lines that are not to be proposed, at most 2,000; the other lines of their trips go with them.',
  })
  @IsOptional()
  @ArrayMaxSize(2_000)
  @MaxLength(60, { each: true })
  leaveOut?: string[] | null;
}

@ObjectType({ description: 'The plan as it stands now.' })
export class DispatchPlanned {
  @Field(() => DispatchPlan, { description: 'Ask `dispatchPlan` for it again while it is under way.' })
  plan: DispatchPlan;
}

export const DispatchResult = resultUnion('DispatchResult', DispatchPlanned, 'The plan, or why nothing changed.');
