/** A pledge ends: what has not come is promised no more, what came stays given. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { TransferBy } from '../kernel/transfer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideCancelPledge } from './domain/pledge.js';
import { type PledgeInHand, PledgeStore } from './pledge.store.js';
import { PledgeAccounts } from './pledge-accounts.js';

@Injectable()
export class CancelPledge {
  constructor(
    private readonly store: PledgeStore,
    private readonly accounts: PledgeAccounts,
  ) {}

  /** Under the pledge's lock. */
  async execute(
    tx: Transaction,
    pledge: PledgeInHand,
    by: TransferBy,
    now: Date,
  ): Promise<{ readonly pledgeId: string } | Refused> {
    const outstanding = await this.accounts.outstanding(tx, pledge);
    const cancelled = decideCancelPledge(pledge, outstanding, now.toISOString().slice(0, 10));
    if (!cancelled.accepted) return cancelled;
    await this.store.writeState(tx, pledge.id, cancelled);
    await this.accounts.withdraw(tx, pledge, outstanding, by, now);
    return { pledgeId: pledge.id };
  }
}
