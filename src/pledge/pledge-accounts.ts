/** The accounts that a pledge moves: what it promises, where its money comes from, and the fund that it is for. */
import { Injectable } from '@nestjs/common';
import { accept } from '../kernel/decision.js';
import type { TransferBy } from '../kernel/transfer.js';
import { Balances } from '../ledger/balances.js';
import { type AccountOf, EnterTransfers } from '../ledger/enter-transfers.js';
import type { Queryable } from '../platform/queryable.js';
import type { Arrival } from './domain/pledge.js';
import type { PledgeInHand } from './pledge.store.js';

@Injectable()
export class PledgeAccounts {
  constructor(
    private readonly balances: Balances,
    private readonly ledger: EnterTransfers,
  ) {}

  /** Minor units that were promised and have not come. Nobody moves them until the transaction ends. */
  outstanding(tx: Queryable, pledge: PledgeInHand): Promise<number> {
    return this.balances.locked(tx, accountsOf(pledge).promise);
  }

  async promise(tx: Queryable, pledge: PledgeInHand, amount: number, byWhom: TransferBy, now: Date): Promise<void> {
    const { promise, promised } = accountsOf(pledge);
    const moves = [{ from: promised, to: promise, amount }];
    await this.ledger.execute(tx, accept([{ kind: 'PLEDGED', moves, byWhom, pledgeId: pledge.id }]), now);
  }

  async withdraw(tx: Queryable, pledge: PledgeInHand, amount: number, byWhom: TransferBy, now: Date): Promise<void> {
    const { promise, promised } = accountsOf(pledge);
    const moves = [{ from: promise, to: promised, amount }];
    await this.ledger.execute(tx, accept([{ kind: 'PLEDGE_WITHDRAWN', moves, byWhom, pledgeId: pledge.id }]), now);
  }

  /** The id of the transfer. */
  async receive(
    tx: Queryable,
    pledge: PledgeInHand,
    { settles, came, fee }: Arrival,
    reference: string | null,
    now: Date,
  ): Promise<string | undefined> {
    const { promise, promised, giver, fund, fees } = accountsOf(pledge);
    const moves = [
      { from: promise, to: promised, amount: settles },
      { from: giver, to: fund, amount: came - fee },
      { from: giver, to: fees, amount: fee },
    ];
    const transfer = { kind: 'RECEIVED', moves, byWhom: 'COORDINATOR', pledgeId: pledge.id, reference } as const;
    return (await this.ledger.execute(tx, accept([transfer]), now))[0];
  }

  /** Out of the fund, while it is there, and never more than came: both are the database's to say. The id of the transfer. */
  async giveBack(tx: Queryable, pledge: PledgeInHand, amount: number, now: Date): Promise<string | undefined> {
    const { giver, fund } = accountsOf(pledge);
    const moves = [{ from: fund, to: giver, amount }];
    const transfer = { kind: 'GIVEN_BACK', moves, byWhom: 'COORDINATOR', pledgeId: pledge.id } as const;
    return (await this.ledger.execute(tx, accept([transfer]), now))[0];
  }
}

function accountsOf({ id: pledgeId, partnerId, currency, fundId, homeId }: PledgeInHand) {
  const partner = { partnerId, currency };
  const own = { ...partner, pledgeId, ...(homeId !== null && { homeId }) };
  return {
    promise: { ...own, kind: 'PLEDGE' },
    promised: { ...partner, kind: 'PROMISED' },
    giver: { ...own, kind: 'GIVER' },
    fund: { ...partner, fundId, kind: 'FUND' },
    fees: { ...partner, kind: 'FEES' },
  } satisfies Record<string, AccountOf>;
}
