/** A claim that will not be delivered ends: released by the home, cancelled by the family, or moved on by the clock. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { days, hours, later } from '../../kernel/duration.js';
import {
  type CancelReason,
  type ClaimState,
  type ClaimStatus,
  dueMove,
  type EndReason,
  effectiveStatus,
  type ReleaseReason,
  refuseFrom,
} from './claim.js';
import { type ClaimStep, claimStep } from './claim-step.js';

/** A home that opened the handoff has an hour to find that the place is too far. */
const TO_FIND_IT_TOO_FAR = hours(1);
const HALF_DAY = hours(12);

/** By the home, from an accepted claim. TOO_FAR leaves no mark, so it is only for who has just seen the place. */
export function decideRelease(claim: ClaimState, reason: ReleaseReason, now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  if (claim.shape === 'RECEIVING' || status !== 'ACCEPTED') return refuseFrom(status);
  if (reason === 'TOO_FAR') {
    if (!claim.firstOpenedAt) return refuse('INVALID_INPUT', ['reason']);
    if (now > later(claim.firstOpenedAt, TO_FIND_IT_TOO_FAR)) return refuse('LEASE_OVER', ['reason']);
  }
  return accept(claimStep(claim, { status: 'RELEASED', endReason: reason, endedAt: now }));
}

const ENDS_EARLY: readonly ClaimStatus[] = ['PROPOSED', 'ACCEPTED'];

/** From where each reason ends a claim. What was delivered closes in its own way, unless the family erases everything. */
const CANCELS: Readonly<Record<CancelReason, readonly ClaimStatus[]>> = {
  NO_SHOW: ['ACCEPTED'],
  REVOKED: ['ACCEPTED'],
  CHANGED_MIND: ENDS_EARLY,
  WITHDRAWN: ENDS_EARLY,
  FINISHED: ENDS_EARLY,
  BLOCKED: ENDS_EARLY,
  ERASED: ['PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED'],
};

/**
 * In the row each reason reads like a usual one: a word that only an erasure or a block leaves would point at the claims of one family,
 * for whoever steals the database.
 */
const WRITTEN_AS: Readonly<Record<CancelReason, EndReason>> = {
  NO_SHOW: 'NO_SHOW',
  REVOKED: 'REVOKED',
  CHANGED_MIND: 'CHANGED_MIND',
  WITHDRAWN: 'WITHDRAWN',
  FINISHED: 'FINISHED',
  BLOCKED: 'CHANGED_MIND',
  ERASED: 'WITHDRAWN',
};

/** These are about a home that comes to the door: money has none. */
const NEEDS_A_MEETING: readonly CancelReason[] = ['NO_SHOW', 'REVOKED', 'BLOCKED'];

/** By the family, or for it. A giving claim knows of no family, so none ends it. */
export function decideCancel(claim: ClaimState, reason: CancelReason, now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  const applies = claim.shape === 'MEETING' || (claim.shape === 'RECEIVING' && !NEEDS_A_MEETING.includes(reason));
  if (!applies || !CANCELS[reason].includes(status)) return refuseFrom(status);
  // Nobody failed to come before the half-day began. The hour that clocks change by does not matter here.
  if (reason === 'NO_SHOW' && now < later(claim.plannedEndsAt, -HALF_DAY)) return refuse('WRONG_STATE');
  if (reason === 'CHANGED_MIND' && status === 'PROPOSED') {
    // Before anything was agreed it is a no, or one's own proposal taken back.
    return accept(claimStep(claim, { status: claim.proposedBy === 'FAMILY' ? 'RETRACTED' : 'DECLINED', endedAt: now }));
  }
  return accept(claimStep(claim, { status: 'CANCELLED', endReason: WRITTEN_AS[reason], endedAt: now }));
}

/** What the clock has done by now: a lapse, silence, or a dispute that nobody settled. It dates from when it was due. */
export function decideOverdue(claim: ClaimState, now: Date): Decision<ClaimStep> {
  const due = dueMove(claim);
  if (!due || due.at > now) return refuse('WRONG_STATE');
  const confirmedBy = due.to === 'CONFIRMED' ? 'SILENCE' : null;
  return accept(claimStep(claim, { status: due.to, endedAt: due.at, confirmedBy }));
}

const MARKS_LAST = days(30);

type Ended = Pick<ClaimState, 'status' | 'firstOpenedAt' | 'endReason' | 'endedAt'>;

/** A home that saw a family's place and then let go leaves a mark; too far, said within the hour, does not. */
export function leavesMark(claim: Omit<Ended, 'endedAt'>): boolean {
  return claim.status === 'RELEASED' && claim.firstOpenedAt !== null && claim.endReason !== 'TOO_FAR';
}

/** Marks of the last 30 days: a home with several of them may be collecting addresses. */
export function lastingMarks(released: readonly Ended[], now: Date): number {
  return released.filter((its) => leavesMark(its) && its.endedAt && its.endedAt > marksSince(now)).length;
}

/** What ended before is not looked at any more. */
export function marksSince(now: Date): Date {
  return later(now, -MARKS_LAST);
}
