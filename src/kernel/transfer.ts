/** A transfer moves money from accounts to accounts, whole and balanced: what leaves one of them arrives in another. */
import { words } from './words.js';

/**
 * PLEDGE and PROMISED stand for what was promised and has not come; GIVER for where money came from; FUND and HOLDING for what the partner
 * has of it; REQUEST for what is set aside for one; PAID, REIMBURSED and FEES for where it went. GIVER and PROMISED are never above zero,
 * the others never below.
 */
export const AccountKind = words(
  'PLEDGE',
  'PROMISED',
  'GIVER',
  'FUND',
  'HOLDING',
  'REQUEST',
  'PAID',
  'REIMBURSED',
  'FEES',
);
export type AccountKind = keyof typeof AccountKind;

export const TransferKind = words(
  'OPENING',
  'PLEDGED',
  'PLEDGE_WITHDRAWN',
  'RECEIVED',
  'GIVEN_BACK',
  'ALLOCATED',
  'RELEASED',
  'PAID',
  'PAYMENT_RETURNED',
  'MOVED',
  'REIMBURSED',
  'REVERSED',
);
export type TransferKind = keyof typeof TransferKind;

/** Whose part a transfer was; never which person's. */
export const TransferBy = words('HOME', 'FAMILY', 'COORDINATOR', 'CLOCK', 'OPERATOR');
export type TransferBy = keyof typeof TransferBy;

/** Why an earlier transfer is undone. */
export const ReversalReason = words('WRONG_AMOUNT', 'WRONG_PLEDGE', 'ENTERED_TWICE', 'NEVER_CAME');
export type ReversalReason = keyof typeof ReversalReason;

/** How a family was paid. */
export const PaymentMethod = words('GIFT_CARD', 'CASH_THROUGH_COORDINATOR', 'BILL_PAID_BY_PARTNER');
export type PaymentMethod = keyof typeof PaymentMethod;

export interface Move<Account> {
  readonly from: Account;
  readonly to: Account;
  /** Minor units, above zero. */
  readonly amount: number;
}

export interface Entry<Account> {
  readonly account: Account;
  /** Minor units; below zero where money leaves. */
  readonly amount: number;
}

/** More than a partner will ever hold, and exact as a number of JavaScript. */
export const MOST_MINOR = 1_000_000_000_000;

/** One entry for each account that the moves change, in the order in which they are met; they sum to zero. Moves of nothing are no moves. */
export function entriesOf<Account>(moves: readonly Move<Account>[]): Entry<Account>[] {
  const amounts = new Map<Account, number>();
  const add = (account: Account, amount: number) => amounts.set(account, (amounts.get(account) ?? 0) + amount);
  for (const { from, to, amount } of moves) {
    add(from, -amount);
    add(to, amount);
  }
  return [...amounts].flatMap(([account, amount]) => (amount === 0 ? [] : [{ account, amount }]));
}
