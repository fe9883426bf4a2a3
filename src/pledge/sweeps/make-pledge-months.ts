/** Monthly pledges are promised anew when their month has come: each month once, however late the job runs and however often. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { Notices } from '../../notice/notices.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { monthDue, monthOf } from '../domain/pledge.js';
import { PledgeStore } from '../pledge.store.js';
import { PledgeAccounts } from '../pledge-accounts.js';

@Injectable()
export class MakePledgeMonths implements Sweep {
  readonly name = 'make-pledge-months';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PledgeStore,
    private readonly accounts: PledgeAccounts,
    private readonly notices: Notices,
  ) {}

  async run(now: Date): Promise<number> {
    const today = now.toISOString().slice(0, 10);
    for (let made = 0; ; made += 1) {
      const done = await this.owner.database.transaction(async (tx) => {
        const pledge = await this.store.lockDue(tx, monthOf(today));
        const month = pledge && monthDue(pledge, today);
        if (!month) return false;
        await this.store.insertMonth(tx, pledge.id, month);
        await this.accounts.promise(tx, pledge, month.amount, 'CLOCK', now);
        const about = { kind: 'PLEDGE', id: pledge.id } as const;
        if (pledge.homeId !== null) await this.notices.tell(tx, { homeId: pledge.homeId }, 'PLEDGE_DUE', about, now);
        return true;
      });
      if (isRefused(done) || !done) return made;
    }
  }
}
