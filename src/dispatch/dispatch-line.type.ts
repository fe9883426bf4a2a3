/** What is in a plan: whom would be asked for what, and for what nobody would be. */
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { HalfDayOfType } from '../calendar/window.type.js';
import type { Language } from '../kernel/refusals.js';
import { MatchReason } from '../matching/match.type.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { CameToNothing } from './came-to-nothing.type.js';
import { LineOutcome, UnservedReason } from './dispatch-words.type.js';
import { unservedTexts } from './domain/unserved.js';
import type { PlanLine } from './plan-record.js';

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
