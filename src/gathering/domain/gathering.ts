/** Sessions and actions are gatherings: when signing up is open, what may still change, and what stands when they are over. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { words } from '../../kernel/words.js';

export const GatheringKind = words('SESSION', 'ACTION');
export type GatheringKind = keyof typeof GatheringKind;

export const GatheringStatus = words('OPEN', 'CLOSED', 'BEGUN', 'OVER', 'CANCELLED');
export type GatheringStatus = keyof typeof GatheringStatus;

export const SignUpStanding = words('PLACE', 'WAITING');
export type SignUpStanding = keyof typeof SignUpStanding;

/** What decisions look at. */
export interface GatheringState {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly signUpClosesAt: Date;
  readonly capacity: number | null;
  readonly taken: number;
  readonly cancelledAt: Date | null;
}

export function statusOf(its: GatheringState, now: Date): GatheringStatus {
  if (its.cancelledAt) return 'CANCELLED';
  if (now >= its.endsAt) return 'OVER';
  if (now >= its.startsAt) return 'BEGUN';
  return now >= its.signUpClosesAt ? 'CLOSED' : 'OPEN';
}

/** Whether it may be called off, changed or left: it stands, and has not begun. */
function isToCome(its: GatheringState, now: Date): boolean {
  const status = statusOf(its, now);
  return status === 'OPEN' || status === 'CLOSED';
}

/** Whether there is a place is for the database to say: what is full has a waiting list. */
export function decideSignUp(its: GatheringState, isSignedUp: boolean, now: Date): Decision<true> {
  if (!isToCome(its, now)) return refuse('WRONG_STATE');
  if (isSignedUp) return refuse('ALREADY_SIGNED_UP');
  return statusOf(its, now) === 'CLOSED' ? refuse('SIGN_UP_CLOSED') : accept(true);
}

export function decideLeaving(its: GatheringState, now: Date): Decision<true> {
  return isToCome(its, now) ? accept(true) : refuse('WRONG_STATE');
}

export function decideCancelling(its: GatheringState, now: Date): Decision<Date> {
  return isToCome(its, now) ? accept(now) : refuse('WRONG_STATE');
}

/** What is left out stays. */
export interface GatheringChange {
  readonly capacity?: number | null | undefined;
  readonly signUpClosesAt?: Date | null | undefined;
}

export interface ChangedGathering {
  readonly capacity: number | null;
  readonly signUpClosesAt: Date;
}

/** A place that somebody has is not taken away by making less room. */
export function decideChange(its: GatheringState, change: GatheringChange, now: Date): Decision<ChangedGathering> {
  if (!isToCome(its, now)) return refuse('WRONG_STATE');
  const capacity = change.capacity ?? its.capacity;
  if (capacity !== null && capacity < its.taken) return refuse('CAPACITY_TAKEN', ['capacity']);
  const signUpClosesAt = change.signUpClosesAt ?? its.signUpClosesAt;
  if (signUpClosesAt > its.startsAt) return refuse('WINDOW_REVERSED', ['signUpClosesAt']);
  return accept({ capacity, signUpClosesAt });
}
