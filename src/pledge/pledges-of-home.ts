/** What a home gave and promised, as a part of it: handed out, promised no more when it closes, and, once it is erased, nobody's: the database forgets it. */
import { Injectable } from '@nestjs/common';
import type { PartOfHome } from '../home/ending/part-of-home.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { CancelPledge } from './cancel-pledge.js';
import { GivingStore } from './giving.store.js';
import { PledgeStore } from './pledge.store.js';

@Injectable()
export class PledgesOfHome implements PartOfHome {
  readonly section = 'giving';
  readonly holds = ['pledge.home_id', 'ledger_account.home_id'];

  constructor(
    private readonly store: PledgeStore,
    private readonly giving: GivingStore,
    private readonly cancelling: CancelPledge,
  ) {}

  async exported(tx: Transaction, { homeId }: HomeViewer): Promise<unknown> {
    const pledges = await this.store.ofHome(tx, homeId);
    return {
      pledges: pledges.map(({ fundTitle, currency, cadence, amount, cap, state, pledgedOn, outstanding, given }) => ({
        ...{ fund: fundTitle, currency, cadence, amount, cap, state, pledgedOn, outstanding, given },
      })),
      transfers: await this.giving.ofHome(tx, homeId),
    };
  }

  async close(tx: Transaction, homeId: string, now: Date): Promise<void> {
    for (const pledge of await this.store.lockAllOfHome(tx, homeId)) {
      // One that is over has nothing to take back.
      await this.cancelling.execute(tx, pledge, 'HOME', now);
    }
  }
}
