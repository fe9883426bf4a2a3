/** Words that wait for days go on waiting: the coordinators whose they are to read are told once more. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import { isRefused } from '../kernel/decision.js';
import { days, later } from '../kernel/duration.js';
import { OwnerDatabase, Settings } from '../platform/instance-parts.js';
import type { Queryable } from '../platform/queryable.js';
import { type NoticeSubject, Notices } from './notices.js';

/** Marks as reminded of, and answers with, what has waited since that half-day or longer. */
type Remind = (owner: Queryable, waitingSince: number) => Promise<{ id: string; partnerId: string }[]>;

@Injectable()
export class RemindOfWaiting {
  constructor(
    private readonly owner: OwnerDatabase,
    private readonly notices: Notices,
    private readonly settings: Settings,
  ) {}

  /** Answers of how many. */
  async execute(kind: NoticeSubject['kind'], remind: Remind, now: Date): Promise<number> {
    const since = halfDayAt(later(now, -days(this.settings.config.textReminderDays)), 'UTC');
    const told = await this.owner.database.transaction(async (tx) => {
      const due = await remind(tx, since);
      for (const { id, partnerId } of due) {
        await this.notices.tell(tx, { coordinatorsOf: partnerId }, 'TEXT_STILL_WAITS', { kind, id }, now);
      }
      return due.length;
    });
    return isRefused(told) ? 0 : told;
  }
}
