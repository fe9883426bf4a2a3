/** The ledger follows each step of a claim of money, whoever took it, in the transaction of the step. */
import { Injectable } from '@nestjs/common';
import { accept } from '../kernel/decision.js';
import type { TransferBy } from '../kernel/transfer.js';
import { type AccountOf, EnterTransfers, type NewTransfer } from '../ledger/enter-transfers.js';
import type { Queryable } from '../platform/queryable.js';
import { ClaimMoneyStore } from './claim-money.store.js';
import type { ClaimRecord } from './claim-record.js';
import type { ClaimState, Party } from './domain/claim.js';
import { type MoneySide, moneyMoves } from './domain/money-moves.js';

@Injectable()
export class MoneyOfClaim {
  constructor(
    private readonly store: ClaimMoneyStore,
    private readonly ledger: EnterTransfers,
  ) {}

  /** `before` is null when the claim was just written. `by`: for whom; empty for the clock. */
  async follow(
    tx: Queryable,
    claim: ClaimRecord,
    before: ClaimState | null,
    after: ClaimState,
    by: readonly Party[],
    now: Date,
  ): Promise<void> {
    if (after.shape === 'MEETING') return;
    const money = await this.store.find(tx, claim.id);
    const moves = moneyMoves(before, after, money?.setAside ?? false);
    if (moves.length === 0) return;
    const currency = await this.store.currencyOf(tx, claim.id);
    const accounts = accountsOf(claim, currency, money?.fundId ?? null);
    const transfers = moves.map(
      ({ kind, moves: its }): NewTransfer => ({
        kind,
        moves: its.map(({ from, to, amount }) => ({ from: accounts(from), to: accounts(to), amount })),
        byWhom: BY[by[0] ?? 'CLOCK'],
        claimId: claim.id,
        method: kind === 'PAID' ? (money?.method ?? null) : null,
      }),
    );
    await this.ledger.execute(tx, accept(transfers), now);
  }
}

const BY: Readonly<Record<Party | 'CLOCK', TransferBy>> = {
  HOME: 'HOME',
  FAMILY: 'FAMILY',
  COORDINATOR: 'COORDINATOR',
  CLOCK: 'CLOCK',
};

/** Of a gift the home's, of a payment the request's: neither names the other. */
function accountsOf({ partnerId, homeId, requestId }: ClaimRecord, currency: string, fundId: string | null) {
  const partner = { partnerId, currency };
  return (side: MoneySide): AccountOf => {
    switch (side) {
      case 'SOURCE':
        return fundId === null ? { ...partner, kind: 'HOLDING' } : { ...partner, kind: 'FUND', fundId };
      case 'REQUEST':
        return { ...partner, kind: side, ...(requestId !== null && { requestId }) };
      case 'PLEDGE':
      case 'GIVER':
        return { ...partner, kind: side, ...(homeId !== null && { homeId }) };
      default:
        return { ...partner, kind: side };
    }
  };
}
