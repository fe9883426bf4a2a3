/** Money passes through the partner: a gift is received into its holding, a payment is made out of it, and the two never meet. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideQuantity, sum } from '../../kernel/quantity.js';
import { type ClaimState, effectiveStatus, refuseFrom } from './claim.js';
import { type ClaimStep, claimStep } from './claim-step.js';
import { delivered, mayBeDelivered, type SettledAs, settled } from './deliver-claim.js';

/** What a partner has received and paid in one currency, in minor units. Never paid more than received. */
export interface Holding {
  readonly received: number;
  readonly paid: number;
}

export interface MoneyStep extends ClaimStep {
  /** What to add to the holding in the same transaction. */
  readonly holding: Holding;
}

/** By the partner: a gift arrived, wholly or in part. */
export function decideMarkReceived(claim: ClaimState, amount: number | null, now: Date): Decision<MoneyStep> {
  return deliverMoney(claim, 'GIVING', amount, now);
}

/** By the partner: a family was paid, wholly or in part, out of what arrived. */
export function decideMarkPaid(
  claim: ClaimState,
  amount: number | null,
  holding: Holding,
  now: Date,
): Decision<MoneyStep> {
  const paid = deliverMoney(claim, 'RECEIVING', amount, now);
  return paid.accepted && paid.value.holding.paid > holding.received - holding.paid ? refuse('NOT_RECEIVED_YET') : paid;
}

/** By the home: yes, that is what I gave. */
export function decideConfirmGift(claim: ClaimState, now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  if (claim.shape !== 'GIVING' || status !== 'DELIVERED') return refuseFrom(status);
  return accept(claimStep(claim, { status: 'CONFIRMED', confirmedBy: 'HOME', endedAt: now }));
}

/**
 * By a coordinator, of a disputed claim of money. A gift that goes back leaves the holding, so it can only while it is still there; a
 * payment that did not arrive comes back into it.
 */
export function decideSettleMoney(
  claim: ClaimState,
  outcome: SettledAs,
  holding: Holding,
  now: Date,
): Decision<MoneyStep> {
  const status = effectiveStatus(claim, now);
  if (claim.shape === 'MEETING' || status !== 'DISPUTED') return refuseFrom(status);
  const change = returnedMoney(claim, outcome);
  if (holding.received + change.received < holding.paid + change.paid) return refuse('NOT_RECEIVED_YET');
  return accept({ ...settled(claim, outcome, now), holding: change });
}

/** What an end adds to the holding: only a return moves money. For the sweep too, when nobody settled a dispute. */
export function returnedMoney(claim: ClaimState, to: ClaimState['status']): Holding {
  if (claim.shape === 'MEETING' || to !== 'RETURNED') return { received: 0, paid: 0 };
  const amount = sum(claim.lines.map((line) => line.delivered ?? line.quantity));
  return claim.shape === 'GIVING' ? { received: -amount, paid: 0 } : { received: 0, paid: -amount };
}

function deliverMoney(
  claim: ClaimState,
  shape: 'GIVING' | 'RECEIVING',
  amount: number | null,
  now: Date,
): Decision<MoneyStep> {
  const status = effectiveStatus(claim, now);
  const [line] = claim.lines;
  if (claim.shape !== shape || !line || !mayBeDelivered(claim, status, now)) return refuseFrom(status);
  const came = decideQuantity(amount ?? line.quantity, { min: 1, max: line.quantity }, ['amount']);
  if (!came.accepted) return came;
  const giving = shape === 'GIVING';
  const after = { ...line, delivered: came.value, offerDelivered: giving ? came.value : 0 };
  return accept({
    ...delivered(claim, [after], now),
    holding: giving ? { received: came.value, paid: 0 } : { received: 0, paid: came.value },
  });
}
