/** Whether a home may claim what it names, before any offer is asked: it is there for it, it is its turn, and something is left. */
import { halfDayAt } from '../calendar/half-day.js';
import { decidePlannedFor, type PlannedForInput } from '../calendar/window.js';
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { refusalOfStanding } from '../kernel/in-service.js';
import type { ClaimTarget } from './claim-target.store.js';
import type { Party } from './domain/claim.js';
import { type ClaimCaps, decideAnotherClaim } from './domain/claim-caps.js';
import { decideChosen, type WantedLine } from './domain/claim-lines.js';
import { halvesToPlan } from './domain/propose-claim.js';

/** What somebody wants a home to do for a request. */
export interface ClaimWish {
  readonly requestId: string;
  /** Null: the only one, of a request that does not repeat. */
  readonly occurrenceId: string | null;
  readonly homeId: string;
  /** Null: the home offers exactly what it takes. */
  readonly offerId: string | null;
  readonly lines: readonly WantedLine[] | 'ALL';
  readonly plannedFor: PlannedForInput;
  readonly proposedBy: Party;
  /** Out of the family's ring, when the family itself proposes. */
  readonly familyKey: Buffer | null;
}

/** An occurrence that is there to be claimed, and when: a half-day of the request's time zone. */
export interface OpenTarget {
  readonly target: ClaimTarget;
  readonly occurrenceId: string;
  readonly plannedHalf: number;
}

export function decideTarget(
  target: ClaimTarget | null,
  wish: ClaimWish,
  caps: ClaimCaps,
  now: Date,
): Decision<OpenTarget> {
  if (!target?.isOpen || !target.isVisible) return refuse('NOT_FOUND');
  if (wish.proposedBy === 'HOME' && !target.isPublished) return refuse('NOT_FOUND');
  // A family may ask whom it sees; to everybody else it is known only as far as it has widened.
  if (wish.proposedBy !== 'FAMILY' && !target.reachesHome) return refuse('NOT_FOUND');
  if (!target.isTrained) return refuse('CERTIFICATE_NEEDED');
  const standing = refusalOfStanding({
    vouched: target.homeTier !== 'NEW',
    paused: target.homePaused,
    agreed: target.homeAgreed,
  });
  if (standing) return standing;
  const { occurrenceId, timeZone } = target;
  if (occurrenceId === null) {
    return wish.occurrenceId === null ? refuse('INVALID_INPUT', ['occurrenceId']) : refuse('NOT_FOUND');
  }
  if (target.isOver) return refuse('WRONG_STATE');
  if (target.othersAskedUntil) return refuse('FIRST_REFUSAL', undefined, secondsUntil(target.othersAskedUntil, now));
  const chosen = decideChosen(target.lines, wish.lines);
  if (!chosen.accepted) return chosen;
  const another = decideAnotherClaim(target.homeTier, target.openClaims, target.claimsThisWeek, caps);
  if (!another.accepted) return another;
  const request = { ...halvesToPlan(target.window, halfDayAt(now, timeZone)), timeZone };
  const planned = decidePlannedFor(wish.plannedFor, { timeZone, request, offer: null }, now);
  return planned.accepted ? accept({ target, occurrenceId, plannedHalf: planned.value }) : planned;
}

function secondsUntil(moment: Date, now: Date): number {
  return Math.ceil((moment.getTime() - now.getTime()) / 1_000);
}
