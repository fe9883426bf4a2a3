/** An offer stands until its home pauses or withdraws it, or its last window is over. What was claimed from it stays claimed. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { words } from '../../kernel/words.js';

export const OfferStatus = words('OPEN', 'PAUSED', 'WITHDRAWN', 'EXPIRED');
export type OfferStatus = keyof typeof OfferStatus;

/** ONCE: one capacity for good. WEEKLY, MONTHLY: one for each week or month. PER_OCCURRENCE: one for each window of a ride. */
export const Refill = words('ONCE', 'WEEKLY', 'MONTHLY', 'PER_OCCURRENCE');
export type Refill = keyof typeof Refill;

export interface OfferState {
  /** As written. `offerStatus` says what it is now. */
  readonly status: OfferStatus;
  /** The end of its last window; null while there is no last one. */
  readonly endsAt: Date | null;
}

export interface OfferStep {
  /** As written before: the update says `WHERE id = … AND status = from`. */
  readonly from: OfferStatus;
  readonly to: OfferStatus;
}

/** Reads compare with the clock. Withdrawn stays withdrawn. */
export function offerStatus({ status, endsAt }: OfferState, now: Date): OfferStatus {
  return status !== 'WITHDRAWN' && endsAt && endsAt <= now ? 'EXPIRED' : status;
}

/** Not listed, not suggested, not claimed, until it is resumed. */
export function decidePause(offer: OfferState, now: Date): Decision<OfferStep> {
  return decideMove(offer, ['OPEN'], 'PAUSED', now);
}

export function decideResume(offer: OfferState, now: Date): Decision<OfferStep> {
  return decideMove(offer, ['PAUSED'], 'OPEN', now);
}

/** For good. The home posts another when it can give again. */
export function decideWithdrawOffer(offer: OfferState, now: Date): Decision<OfferStep> {
  return decideMove(offer, ['OPEN', 'PAUSED'], 'WITHDRAWN', now);
}

/** What the sweep writes. */
export function decideExpireOffer(offer: OfferState, now: Date): Decision<OfferStep> {
  const due = offer.status !== 'EXPIRED' && offerStatus(offer, now) === 'EXPIRED';
  return due ? accept({ from: offer.status, to: 'EXPIRED' }) : refuse('WRONG_STATE');
}

function decideMove(offer: OfferState, from: readonly OfferStatus[], to: OfferStatus, now: Date): Decision<OfferStep> {
  return from.includes(offerStatus(offer, now)) ? accept({ from: offer.status, to }) : refuse('WRONG_STATE');
}
