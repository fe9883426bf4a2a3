/** Money passes through the partner: a gift is received into what it holds, a payment is made out of it, and the two never meet. */
import { accept, type Decision } from '../../kernel/decision.js';
import { decideQuantity } from '../../kernel/quantity.js';
import { type ClaimState, effectiveStatus, refuseFrom } from './claim.js';
import { type ClaimStep, claimStep } from './claim-step.js';
import { delivered, mayBeDelivered, type SettledAs, settled } from './deliver-claim.js';

/** By the partner: a gift arrived, wholly or in part. */
export function decideMarkReceived(claim: ClaimState, amount: number | null, now: Date): Decision<ClaimStep> {
  return deliverMoney(claim, 'GIVING', amount, now);
}

/** By the partner: a family was paid, wholly or in part. Whether as much is there is the ledger's to say. */
export function decideMarkPaid(claim: ClaimState, amount: number | null, now: Date): Decision<ClaimStep> {
  return deliverMoney(claim, 'RECEIVING', amount, now);
}

/** By the home: yes, that is what I gave. */
export function decideConfirmGift(claim: ClaimState, now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  if (claim.shape !== 'GIVING' || status !== 'DELIVERED') return refuseFrom(status);
  return accept(claimStep(claim, { status: 'CONFIRMED', confirmedBy: 'HOME', endedAt: now }));
}

/**
 * By a coordinator, of a disputed claim of money. A gift that goes back can only while it is still there, which the ledger knows; a payment
 * that did not arrive comes back to what it was made of.
 */
export function decideSettleMoney(claim: ClaimState, outcome: SettledAs, now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  if (claim.shape === 'MEETING' || status !== 'DISPUTED') return refuseFrom(status);
  return accept(settled(claim, outcome, now));
}

function deliverMoney(
  claim: ClaimState,
  shape: 'GIVING' | 'RECEIVING',
  amount: number | null,
  now: Date,
): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  const [line] = claim.lines;
  if (claim.shape !== shape || !line || !mayBeDelivered(claim, status, now)) return refuseFrom(status);
  const came = decideQuantity(amount ?? line.quantity, { min: 1, max: line.quantity }, ['amount']);
  if (!came.accepted) return came;
  const after = { ...line, delivered: came.value, offerDelivered: shape === 'GIVING' ? came.value : 0 };
  return accept(delivered(claim, [after], now));
}
