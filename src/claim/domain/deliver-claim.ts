/** A delivery is said by the home, may be less than was claimed, and is closed by the family's word, a coordinator's, or silence. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { hours, later } from '../../kernel/duration.js';
import { sum } from '../../kernel/quantity.js';
import { type ClaimLine, type ClaimState, type ClaimStatus, effectiveStatus, type Party, refuseFrom } from './claim.js';
import { type ClaimStep, claimStep, coarse } from './claim-step.js';
import { deliveredLines, type ShortLine } from './delivered-lines.js';

/** How long after a lapse a delivery may still be told: the help came, the button was late. */
const LATE = hours(24);

/** From an accepted claim, or within a day from the lapse of one. Whether the quantities are still free is the database's to say. */
export function mayBeDelivered(claim: ClaimState, status: ClaimStatus, now: Date): boolean {
  if (status === 'ACCEPTED') return true;
  const { acceptedAt, leaseEndsAt } = claim;
  return status === 'LAPSED' && acceptedAt !== null && leaseEndsAt !== null && now <= later(leaseEndsAt, LATE);
}

export function delivered(claim: ClaimState, lines: readonly ClaimLine[], now: Date): ClaimStep {
  return claimStep(claim, { status: 'DELIVERED', deliveredAt: now, endedAt: null, lines });
}

/** By the home. `short` names the lines of which less came; the others came whole, and all of them when it is null. */
export function decideMarkDelivered(
  claim: ClaimState,
  short: readonly ShortLine[] | null,
  now: Date,
): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  if (claim.shape !== 'MEETING' || !mayBeDelivered(claim, status, now)) return refuseFrom(status);
  // Whoever sends an empty list may mean that nothing came: silence says that all did, a list says of what less.
  if (short?.length === 0) return refuse('INVALID_INPUT', ['lines']);
  const lines = deliveredLines(claim.kind, claim.lines, short ?? []);
  if (!lines.accepted) return lines;
  const nothing = sum(lines.value.map((line) => line.delivered ?? line.quantity)) === 0;
  return nothing ? refuse('QUANTITY_OUT_OF_RANGE', ['lines']) : accept(delivered(claim, lines.value, now));
}

/**
 * By the family, or by the coordinator who took its request in. Straight from ACCEPTED too, when the home forgot to say it; not for
 * money, which has to have been paid out of something.
 */
export function decideConfirm(claim: ClaimState, by: 'FAMILY' | 'COORDINATOR', now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  const straight = claim.shape === 'MEETING' && status === 'ACCEPTED';
  if (claim.shape === 'GIVING' || !(straight || status === 'DELIVERED')) return refuseFrom(status);
  return accept(
    claimStep(claim, {
      status: 'CONFIRMED',
      confirmedBy: by,
      deliveredAt: claim.deliveredAt ?? coarse(now),
      endedAt: now,
    }),
  );
}

/** Either side of a meeting, the giver of a gift, the receiver of a payment; until silence has closed the claim. */
export function decideDispute(claim: ClaimState, by: Party, now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  if (status !== 'DELIVERED') return refuseFrom(status);
  if (!MAY_DISPUTE[claim.shape].includes(by)) return refuse('NOT_ALLOWED');
  return accept(claimStep(claim, { status: 'DISPUTED', disputedAt: now }));
}

const MAY_DISPUTE: Readonly<Record<ClaimState['shape'], readonly Party[]>> = {
  MEETING: ['FAMILY', 'HOME'],
  GIVING: ['HOME'],
  RECEIVING: ['FAMILY'],
};

/** By a coordinator, within 14 days: it was delivered after all, or it was not and everything goes back. Of money: `decideSettleMoney`. */
export function decideSettle(claim: ClaimState, outcome: SettledAs, now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  return claim.shape === 'MEETING' && status === 'DISPUTED' ? accept(settled(claim, outcome, now)) : refuseFrom(status);
}

export type SettledAs = 'CONFIRMED' | 'RETURNED';

export function settled(claim: ClaimState, outcome: SettledAs, now: Date): ClaimStep {
  const confirmedBy = outcome === 'CONFIRMED' ? 'COORDINATOR' : null;
  return claimStep(claim, { status: outcome, confirmedBy, endedAt: now });
}
