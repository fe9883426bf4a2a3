/** What a step of a claim brings with it: quantities put back, the handoff closed, the need listed again, in one transaction. */
import { endOfHalfDay, halfDayAt } from '../../calendar/half-day.js';
import type { ClaimState, ClaimStatus } from './claim.js';

export interface StatusEffects {
  /** Its quantities are kept from others. Mirrored by `holds_quantity` in the database, which does the counting. */
  readonly holds: boolean;
  /** Its quantities are used up for good. */
  readonly spends: boolean;
  /** An end: nothing follows, but for a lapse that turns out to be a delivery within a day. */
  readonly ends: boolean;
  /** The claimant may open the handoff, while the lease lasts. */
  readonly opensHandoff: boolean;
  /** The two sides may write to each other: from acceptance on, for before it nobody may put words before a family. */
  readonly carriesMessages: boolean;
}

const LIVE: StatusEffects = {
  holds: true,
  spends: false,
  ends: false,
  opensHandoff: false,
  carriesMessages: true,
};
const PUT_BACK: StatusEffects = {
  holds: false,
  spends: false,
  ends: true,
  opensHandoff: false,
  carriesMessages: false,
};

/** The one table: what holds, what is spent, what ends, and what may be opened. */
export const effectsOf: Readonly<Record<ClaimStatus, StatusEffects>> = {
  PROPOSED: { ...LIVE, carriesMessages: false },
  ACCEPTED: { ...LIVE, opensHandoff: true },
  DELIVERED: LIVE,
  DISPUTED: LIVE,
  CONFIRMED: { ...PUT_BACK, spends: true },
  RETURNED: PUT_BACK,
  DECLINED: PUT_BACK,
  RETRACTED: PUT_BACK,
  RELEASED: PUT_BACK,
  CANCELLED: PUT_BACK,
  LAPSED: PUT_BACK,
};

/** What the use case does in the same transaction as the step. */
interface Aftermath {
  /** Destroy the key of the claim's copy of the handoff; that of its messages follows in 72 hours. */
  readonly closesHandoff: boolean;
  /** Quantities that were held are free again, wholly or, after a short delivery, in part. */
  readonly putsBack: boolean;
  /** Something is wanted again: the request is listed with it. */
  readonly relists: boolean;
  /** Nobody came: what was wanted is wanted now, and until the end of tomorrow. */
  readonly reopens: boolean;
  /** A coordinator has to look at it. */
  readonly queues: boolean;
}

export interface ClaimStep {
  /** The status as written before: the update says `WHERE id = … AND status = from`, and counts its rows. */
  readonly from: ClaimStatus;
  /** The claim as it is to be written. */
  readonly claim: ClaimState;
  readonly aftermath: Aftermath;
}

/**
 * The step from one state to the next, with what follows from the two of them. What a family does at one sitting must not be joined by the
 * moments of it: they are written by the end of their half-day, see `endedAt`.
 */
export function claimStep(before: ClaimState, changes: Partial<ClaimState>): ClaimStep {
  const { acceptedAt, disputedAt, endedAt } = changes;
  const claim = {
    ...before,
    ...changes,
    ...(acceptedAt && { acceptedAt: coarse(acceptedAt) }),
    ...(disputedAt && { disputedAt: coarse(disputedAt) }),
    ...(endedAt && { endedAt: coarse(endedAt) }),
  };
  const was = effectsOf[before.status];
  const is = effectsOf[claim.status];
  const short = before.status !== claim.status && claim.status === 'DELIVERED' && isShort(claim);
  const putsBack = (was.holds && !is.holds && !is.spends) || short;
  const noShow = claim.endReason === 'NO_SHOW';
  return {
    from: before.status,
    claim,
    aftermath: {
      closesHandoff: is.ends && !was.ends,
      putsBack,
      relists: putsBack && claim.shape !== 'GIVING',
      reopens: noShow,
      queues: noShow || (claim.status === 'DISPUTED' && before.status !== 'DISPUTED'),
    },
  };
}

/** In UTC. */
export function coarse(moment: Date): Date {
  return endOfHalfDay(halfDayAt(moment, 'UTC'), 'UTC');
}

function isShort(claim: ClaimState): boolean {
  return claim.lines.some((line) => line.delivered !== null && line.delivered < line.quantity);
}
