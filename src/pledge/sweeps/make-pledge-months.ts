/** Monthly pledges are promised anew when their month has come, each month once, however late the job runs and however often; and end with their fund. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { Notices } from '../../notice/notices.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { monthDue, monthOf } from '../domain/pledge.js';
import { EndMonthlyPledges } from '../end-monthly-pledges.js';
import { PledgeStore } from '../pledge.store.js';
import { PledgeAccounts } from '../pledge-accounts.js';

const AT_ONCE = 500;

@Injectable()
export class MakePledgeMonths implements Sweep {
  readonly name = 'make-pledge-months';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PledgeStore,
    private readonly accounts: PledgeAccounts,
    private readonly ending: EndMonthlyPledges,
    private readonly notices: Notices,
  ) {}

  async run(now: Date): Promise<number> {
    return (await this.make(now)) + (await this.end(now));
  }

  private async make(now: Date): Promise<number> {
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

  private async end(now: Date): Promise<number> {
    for (let ended = 0; ; ) {
      const some = await this.owner.database.transaction((tx) => this.ending.execute(tx, null, now, AT_ONCE));
      if (isRefused(some) || some === 0) return ended;
      ended += some;
    }
  }
}
