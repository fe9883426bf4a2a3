/** Homes are told of the steps that they asked to be reminded of, in the morning of the day; what was missed comes once. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { Notices } from '../../notice/notices.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import type { Queryable } from '../../platform/queryable.js';
import { dayDueAt, nextAfter } from '../domain/reminder.js';
import { type DueReminder, DueRemindersStore } from '../due-reminders.store.js';

const AT_ONCE = 200;

@Injectable()
export class DeliverReminders implements Sweep {
  readonly name = 'deliver-reminders';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: DueRemindersStore,
    private readonly notices: Notices,
  ) {}

  async run(now: Date): Promise<number> {
    const day = dayDueAt(now);
    for (let delivered = 0; ; ) {
      const taken = await this.owner.database.transaction(async (tx) => {
        const due = await this.store.take(tx, day, AT_ONCE);
        for (const reminder of due) await this.deliver(tx, reminder, day, now);
        return due.length;
      });
      if (isRefused(taken) || taken === 0) return delivered;
      delivered += taken;
    }
  }

  private async deliver(tx: Queryable, reminder: DueReminder, day: string, now: Date): Promise<void> {
    const { homeId, stepId, retired } = reminder;
    const next = retired ? null : nextAfter(reminder, day);
    if (!retired) await this.notices.tell(tx, { homeId }, 'STEP_REMINDER', { kind: 'STEP', id: stepId }, now);
    await (next === null ? this.store.drop(tx, reminder) : this.store.moveOn(tx, reminder, next));
  }
}
