/** A money request is an amount for a purpose that stays sealed, payable in ways that name nobody to the giver. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideMoney, type Money } from '../../kernel/money.js';
import { words } from '../../kernel/words.js';
import { inOrder, type PostedLine } from './posting.js';

export const MoneyPurpose = words('RENT', 'FOOD', 'MEDICAL', 'LEGAL_AND_BOND', 'TRANSPORT', 'OTHER');
export type MoneyPurpose = keyof typeof MoneyPurpose;

export const PayableAs = words('GIFT_CARD', 'CASH_THROUGH_COORDINATOR', 'BILL_PAID_BY_PARTNER');
export type PayableAs = keyof typeof PayableAs;

export interface MoneyInput {
  readonly amount: Money;
  readonly purpose: MoneyPurpose;
  /** Every way that would do. */
  readonly payableAs: readonly PayableAs[];
}

export interface MoneyPost {
  readonly details: { readonly currency: string; readonly payableAs: readonly PayableAs[] };
  /** Sealed with the handoff. */
  readonly purpose: MoneyPurpose;
  readonly lines: readonly PostedLine[];
}

/** Major units: bond and several months of rent. */
const MOST = 10_000;

export function decideMoneyRequest(input: MoneyInput): Decision<MoneyPost> {
  const amount = decideMoney(input.amount, MOST, ['amount']);
  if (!amount.accepted) return amount;
  const payableAs = inOrder(input.payableAs, PayableAs);
  if (payableAs.length === 0) return refuse('INVALID_INPUT', ['payableAs']);
  const { minor, currency } = amount.value;
  return accept({
    details: { currency, payableAs },
    purpose: input.purpose,
    lines: [{ label: null, note: null, unit: currency, quantity: minor, divisible: true }],
  });
}
