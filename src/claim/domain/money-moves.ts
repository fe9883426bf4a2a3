/** What a step of a claim of money moves in the ledger: where its money stood before, where it stands after, and the transfers in between. */
import { sum } from '../../kernel/quantity.js';
import type { AccountKind, Move, TransferKind } from '../../kernel/transfer.js';
import type { ClaimState } from './claim.js';

/** SOURCE is the fund, or the partner's holding, that stands between giver and request. */
export type MoneySide = Extract<AccountKind, 'PLEDGE' | 'PROMISED' | 'GIVER' | 'REQUEST' | 'PAID'> | 'SOURCE';

export interface MoneyMoves {
  readonly kind: TransferKind;
  readonly moves: readonly Move<MoneySide>[];
}

type Money = Pick<ClaimState, 'shape' | 'status' | 'lines'>;

/** `before` is null for a claim that begins. `setAside`: a receiving claim's money waits for it, and is not only taken when it is paid. */
export function moneyMoves(before: Money | null, after: Money, setAside: boolean): readonly MoneyMoves[] {
  if (after.shape === 'GIVING') return givingMoves(before ? giving(before) : NOTHING_GIVEN, giving(after));
  if (after.shape === 'RECEIVING') {
    return receivingMoves(before ? receiving(before, setAside) : NOTHING_RECEIVED, receiving(after, setAside));
  }
  return [];
}

const NOTHING_GIVEN = { promised: 0, given: 0 };
const NOTHING_RECEIVED = { waiting: 0, paid: 0 };

/** What came stays given until it is returned. */
function giving({ status, lines }: Money): typeof NOTHING_GIVEN {
  if (status === 'ACCEPTED') return { promised: sum(lines.map(({ quantity }) => quantity)), given: 0 };
  return { promised: 0, given: status === 'RETURNED' ? 0 : came(lines) };
}

function receiving({ status, lines }: Money, setAside: boolean): typeof NOTHING_RECEIVED {
  if (status === 'ACCEPTED') return { waiting: setAside ? sum(lines.map(({ quantity }) => quantity)) : 0, paid: 0 };
  return { waiting: 0, paid: status === 'RETURNED' ? 0 : came(lines) };
}

function came(lines: ClaimState['lines']): number {
  return sum(lines.map(({ delivered }) => delivered ?? 0));
}

function givingMoves(before: typeof NOTHING_GIVEN, after: typeof NOTHING_GIVEN): readonly MoneyMoves[] {
  const kept = before.promised - after.promised;
  const more = after.given - before.given;
  const settles: Move<MoneySide> = { from: 'PLEDGE', to: 'PROMISED', amount: kept };
  if (kept < 0) return [{ kind: 'PLEDGED', moves: [{ from: 'PROMISED', to: 'PLEDGE', amount: -kept }] }];
  if (more > 0) return [{ kind: 'RECEIVED', moves: [settles, { from: 'GIVER', to: 'SOURCE', amount: more }] }];
  if (more < 0) return [{ kind: 'GIVEN_BACK', moves: [{ from: 'SOURCE', to: 'GIVER', amount: -more }] }];
  return kept > 0 ? [{ kind: 'PLEDGE_WITHDRAWN', moves: [settles] }] : [];
}

function receivingMoves(before: typeof NOTHING_RECEIVED, after: typeof NOTHING_RECEIVED): readonly MoneyMoves[] {
  const transfers: MoneyMoves[] = [];
  const transfer = (kind: TransferKind, from: MoneySide, to: MoneySide, amount: number) => {
    if (amount > 0) transfers.push({ kind, moves: [{ from, to, amount }] });
    return Math.max(amount, 0);
  };
  const more = after.paid - before.paid;
  let waiting = before.waiting;
  waiting += transfer('PAYMENT_RETURNED', 'PAID', 'REQUEST', -more);
  waiting += transfer('ALLOCATED', 'SOURCE', 'REQUEST', Math.max(more, 0) + after.waiting - waiting);
  waiting -= transfer('PAID', 'REQUEST', 'PAID', more);
  transfer('RELEASED', 'REQUEST', 'SOURCE', waiting - after.waiting);
  return transfers;
}
