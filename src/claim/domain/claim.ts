/** A claim is where it is written, or further on when the clock has moved it: every step starts from there and goes forward. */
import { type Refused, refuse } from '../../kernel/decision.js';
import { days, hours, later } from '../../kernel/duration.js';
import type { HelpKind } from '../../kernel/help.js';
import { words } from '../../kernel/words.js';

export const ClaimStatus = words(
  'PROPOSED',
  'ACCEPTED',
  'DELIVERED',
  'CONFIRMED',
  'DISPUTED',
  'RETURNED',
  'DECLINED',
  'RETRACTED',
  'RELEASED',
  'CANCELLED',
  'LAPSED',
);
export type ClaimStatus = keyof typeof ClaimStatus;

export const Party = words('HOME', 'FAMILY', 'COORDINATOR');
export type Party = keyof typeof Party;

/** A MEETING joins an offer and a request. Money is two claims that share no key: GIVING has no request, RECEIVING no offer. */
export const ClaimShape = words('MEETING', 'GIVING', 'RECEIVING');
export type ClaimShape = keyof typeof ClaimShape;

export const ReleaseReason = words('TOO_FAR', 'CANNOT_COME', 'FEELS_UNSAFE', 'OTHER');
export type ReleaseReason = keyof typeof ReleaseReason;

export const CancelReason = words('NO_SHOW', 'CHANGED_MIND', 'WITHDRAWN', 'FINISHED', 'BLOCKED', 'REVOKED', 'ERASED');
export type CancelReason = keyof typeof CancelReason;

/** What is written of why a claim ended. That a family blocked a home or erased everything is said in neutral words: see `WRITTEN_AS`. */
export const EndReason = words(
  ...Object.values(ReleaseReason),
  'NO_SHOW',
  'CHANGED_MIND',
  'WITHDRAWN',
  'FINISHED',
  'REVOKED',
);
export type EndReason = keyof typeof EndReason;

/** HOME confirms only its own gift of money. */
export const ConfirmedBy = words('FAMILY', 'HOME', 'COORDINATOR', 'SILENCE');
export type ConfirmedBy = keyof typeof ConfirmedBy;

export interface ClaimLine {
  /** Null in a GIVING claim. */
  readonly requestLineId: string | null;
  readonly quantity: number;
  /** What came, once something was delivered: it then stands in place of the quantity. */
  readonly delivered: number | null;
  /** Null in a RECEIVING claim. */
  readonly offerLineId: string | null;
  readonly offerQuantity: number;
  readonly offerDelivered: number | null;
}

export interface ClaimState {
  readonly shape: ClaimShape;
  readonly kind: HelpKind;
  /** As written. `effectiveStatus` says where it is now. */
  readonly status: ClaimStatus;
  readonly proposedBy: Party;
  readonly consentsNeeded: readonly Party[];
  readonly consentsGiven: readonly Party[];
  /** The end of the planned half-day. */
  readonly plannedEndsAt: Date;
  /** Stays as it was when the claim has moved on. */
  readonly leaseEndsAt: Date | null;
  readonly extended: boolean;
  readonly acceptedAt: Date | null;
  readonly firstOpenedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly disputedAt: Date | null;
  /**
   * The end of the half-day in UTC in which it ended: what a family ends all at once must not be joined by a moment that its claims share.
   * Never earlier than the end itself, so that what is kept for a while after it is kept as long as was said.
   */
  readonly endedAt: Date | null;
  readonly endReason: EndReason | null;
  readonly confirmedBy: ConfirmedBy | null;
  readonly lines: readonly ClaimLine[];
}

/** How long silence takes to close a delivery. */
export const SILENCE = hours(72);
/** How long a coordinator has to settle a dispute. */
export const DISPUTE = days(14);

/** When the clock will move the claim on by itself, and to where. Null once only people, or nobody, can. */
export function dueMove(claim: ClaimState): { readonly at: Date; readonly to: ClaimStatus } | null {
  switch (claim.status) {
    case 'PROPOSED':
    case 'ACCEPTED':
      return claim.leaseEndsAt && { at: claim.leaseEndsAt, to: 'LAPSED' };
    case 'DELIVERED':
      return claim.deliveredAt && { at: later(claim.deliveredAt, SILENCE), to: 'CONFIRMED' };
    case 'DISPUTED':
      // Nobody settled it. The need is listed again: a family that was helped can say so, one that was not is not left alone.
      // A gift stays given: it stands in the partner's books and may have been paid out, and taking it back could overdraw them.
      return (
        claim.disputedAt && {
          at: later(claim.disputedAt, DISPUTE),
          to: claim.shape === 'GIVING' ? 'CONFIRMED' : 'RETURNED',
        }
      );
    default:
      return null;
  }
}

/** Where the claim is now, whether or not a job has written it. A lease ends at its instant, not after it. */
export function effectiveStatus(claim: ClaimState, now: Date): ClaimStatus {
  const due = dueMove(claim);
  return due && due.at <= now ? due.to : claim.status;
}

/** One answer for a step that comes too late, whether or not a job has written the lapse. */
export function refuseFrom(status: ClaimStatus): Refused {
  return refuse(status === 'LAPSED' ? 'LEASE_OVER' : 'WRONG_STATE');
}
