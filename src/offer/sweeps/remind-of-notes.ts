/** Notes that wait for days go on waiting: coordinators are told once more. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../../calendar/half-day.js';
import { isRefused } from '../../kernel/decision.js';
import { days, later } from '../../kernel/duration.js';
import { Notices } from '../../notice/notices.js';
import { OwnerDatabase, Settings } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { OfferNoteStore } from '../offer-note.store.js';

@Injectable()
export class RemindOfNotes implements Sweep {
  readonly name = 'remind-of-notes';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: OfferNoteStore,
    private readonly notices: Notices,
    private readonly settings: Settings,
  ) {}

  async run(now: Date): Promise<number> {
    const since = halfDayAt(later(now, -days(this.settings.config.textReminderDays)), 'UTC');
    const told = await this.owner.database.transaction(async (tx) => {
      const due = await this.store.remind(tx, since);
      for (const { id, partnerId } of due) {
        await this.notices.tell(tx, { coordinatorsOf: partnerId }, 'TEXT_STILL_WAITS', { kind: 'OFFER', id }, now);
      }
      return due.length;
    });
    return isRefused(told) ? 0 : told;
  }
}
