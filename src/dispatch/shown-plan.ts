/** How plans and their lines look to a coordinator. */
import { HalfDayOfType } from '../calendar/window.type.js';
import type { Language } from '../kernel/refusals.js';
import { MatchReason } from '../matching/match.type.js';
import { CameToNothing } from './came-to-nothing.type.js';
import type { DispatchPlan } from './dispatch.type.js';
import { type DispatchLine, UnservedBecause, type UnservedRequest } from './dispatch-line.type.js';
import type { UnservedReason } from './domain/unserved.js';
import type { PlanLine, PlanRecord } from './plan-record.js';

export function shownPlan(record: PlanRecord, language: Language): DispatchPlan {
  const { id, circleId, kinds, horizon, state, failure, gapObjective, gapShare, allPairs } = record;
  return {
    ...{ record, id, circleId, kinds: [...kinds], horizon, state, allPairs },
    refusal: failure === null ? null : CameToNothing.from(failure, language),
    progress: progressOf(record),
    gap: gapObjective === null || gapShare === null ? null : { objective: gapObjective, share: gapShare },
  };
}

function progressOf({ state, stepsDone, steps }: PlanRecord): number {
  if (state === 'WAITING') return 0;
  return state === 'PLANNING' ? (steps === 0 ? 0 : stepsDone / steps) : 1;
}

export function shownLine(record: PlanLine, language: Language): DispatchLine {
  const { id, occurrenceId, plannedHalf, trip, reasons, outcome, skippedBecause, claimId } = record;
  // The database keeps half-day and trip of whatever is not unserved.
  if (plannedHalf === null || trip === null || outcome === 'UNSERVED') throw new Error('a line without a trip');
  return {
    ...{ record, id, occurrenceId, trip, outcome, claimId },
    plannedFor: HalfDayOfType.from(plannedHalf),
    reasons: reasons.map((code) => MatchReason.from(code as MatchReason['code'], language)), // Written as such by the plan.
    skipped: skippedBecause === null ? null : CameToNothing.from(skippedBecause, language),
  };
}

export function shownUnserved(record: PlanLine, language: Language): UnservedRequest {
  const [code = 'NONE_FITS'] = record.reasons;
  const because = UnservedBecause.from(code as UnservedReason, language); // Written as such by the plan.
  return { record, occurrenceId: record.occurrenceId, because };
}
