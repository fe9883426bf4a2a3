/** A fund closes, or has had its last day: its pledges end with it, and their homes are told. */
import { Injectable } from '@nestjs/common';
import { PledgesOfFund } from '../fund/pledges-of-fund.js';
import { isRefused } from '../kernel/decision.js';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import { CancelPledge } from './cancel-pledge.js';
import { EndMonthlyPledges } from './end-monthly-pledges.js';
import { PledgeStore } from './pledge.store.js';

@Injectable()
export class EndPledgesOfFund extends PledgesOfFund {
  constructor(
    private readonly store: PledgeStore,
    private readonly cancelling: CancelPledge,
    private readonly ending: EndMonthlyPledges,
    private readonly notices: Notices,
  ) {
    super();
  }

  async endOver(tx: Transaction, fundId: string, now: Date): Promise<void> {
    await this.ending.execute(tx, fundId, now, Number.MAX_SAFE_INTEGER);
  }

  async cancelAll(tx: Transaction, fundId: string, now: Date): Promise<void> {
    for (const pledge of await this.store.lockAllOfFund(tx, fundId)) {
      const cancelled = await this.cancelling.execute(tx, pledge, 'COORDINATOR', now);
      if (isRefused(cancelled) || pledge.homeId === null) continue;
      await this.notices.tell(tx, { homeId: pledge.homeId }, 'PLEDGE_ENDED', { kind: 'PLEDGE', id: pledge.id }, now);
    }
  }
}
