/** A fund is closed: nobody pledges to it or takes from it any more, what was not received is promised no more, and what is left is the partner's. */
import { Injectable } from '@nestjs/common';
import { accept, type Refused } from '../kernel/decision.js';
import { Balances } from '../ledger/balances.js';
import { EnterTransfers } from '../ledger/enter-transfers.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideCloseFund } from './domain/fund.js';
import { type FundFound, FundStore } from './fund.store.js';
import { PledgesOfFund } from './pledges-of-fund.js';

@Injectable()
export class CloseFund {
  constructor(
    private readonly store: FundStore,
    private readonly balances: Balances,
    private readonly ledger: EnterTransfers,
    private readonly pledges: PledgesOfFund,
  ) {}

  /** Once more for one that is closed, when something came back into it since. */
  async execute(tx: Transaction, fund: FundFound, now: Date): Promise<{ readonly fundId: string } | Refused> {
    const { id: fundId, partnerId, currency } = fund;
    const account = { kind: 'FUND', partnerId, currency, fundId } as const;
    const left = await this.balances.locked(tx, account);
    const closed = decideCloseFund(fund);
    if (!closed.accepted && !(fund.state === 'CLOSED' && left > 0)) return closed;
    if (closed.accepted) {
      await this.store.writeState(tx, fundId, closed, now.toISOString().slice(0, 10));
      await this.pledges.cancelAll(tx, fundId, now);
    }
    const moves = [{ from: account, to: { kind: 'HOLDING', partnerId, currency } as const, amount: left }];
    await this.ledger.execute(tx, accept([{ kind: 'MOVED', moves, byWhom: 'COORDINATOR' }]), now);
    return { fundId };
  }
}
