/** A claim is lent, not given: how long each of its leases runs, and that a home may extend one of them once. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { days, hours, later } from '../../kernel/duration.js';
import type { Urgency } from '../../kernel/help.js';
import { type ClaimState, effectiveStatus, refuseFrom } from './claim.js';
import { type ClaimStep, claimStep } from './claim-step.js';

const TO_ANSWER = hours(24);
const TO_ANSWER_TODAY = hours(2);
/** Also what an extension adds: half a day more, the measure in which everything here is planned. */
const AFTER_PLANNED = hours(12);
/** Money comes by bank and by post, and no address is open meanwhile. */
export const MONEY_LEASE = days(30);

/** A request is for today when the family said so, or when its window closes before today ends where it is. */
export function isForToday(urgency: Urgency, closesAt: Date | null, todayEndsAt: Date): boolean {
  return urgency === 'TODAY' || (closesAt !== null && closesAt <= todayEndsAt);
}

/** Never beyond the lease that acceptance would give: a yes must not come to a lease that is over. */
export function proposedLeaseEndsAt(forToday: boolean, plannedEndsAt: Date, now: Date): Date {
  const answer = later(now, forToday ? TO_ANSWER_TODAY : TO_ANSWER);
  const last = acceptedLeaseEndsAt(plannedEndsAt);
  return answer < last ? answer : last;
}

export function acceptedLeaseEndsAt(plannedEndsAt: Date): Date {
  return later(plannedEndsAt, AFTER_PLANNED);
}

/** By the home, once, while the lease of an accepted claim still runs. Money needs none: nothing is open. */
export function decideExtendLease(claim: ClaimState, now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  if (claim.shape !== 'MEETING' || status !== 'ACCEPTED' || !claim.leaseEndsAt) return refuseFrom(status);
  if (claim.extended) return refuse('ALREADY_EXTENDED');
  return accept(claimStep(claim, { leaseEndsAt: later(claim.leaseEndsAt, AFTER_PLANNED), extended: true }));
}
