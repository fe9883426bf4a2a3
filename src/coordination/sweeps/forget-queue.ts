/** Notes are kept for 30 days, whose something was as long as it is touched within that time, and what coordinators did for 90. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../../calendar/half-day.js';
import { days, later } from '../../kernel/duration.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { DataKeys } from '../../sealing/data-keys.js';
import { NOTES_KEPT } from '../sealed-notes.js';
import { PastQueueStore } from './past-queue.store.js';

const AT_ONCE = 500;
/** As long as the log of who opened what. */
const ACTIONS_KEPT = days(90);

@Injectable()
export class ForgetQueue implements Sweep {
  readonly name = 'forget-queue';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PastQueueStore,
    private readonly dataKeys: DataKeys,
  ) {}

  async run(now: Date): Promise<number> {
    const { database } = this.owner;
    const notesBefore = halfDayAt(later(now, -NOTES_KEPT), 'UTC');
    let total = 0;
    for (;;) {
      const past = await this.store.notes(database, notesBefore, AT_ONCE);
      // The keys first: a row without its key is nothing, a key without its row may open a backup.
      await this.dataKeys.destroy(past.map(({ dataKeyId }) => dataKeyId));
      total += await this.store.deleteNotes(
        database,
        past.map(({ noteId }) => noteId),
      );
      if (past.length < AT_ONCE) break;
    }
    total += await this.store.deleteEntries(database, notesBefore);
    return total + (await this.store.deleteActions(database, halfDayAt(later(now, -ACTIONS_KEPT), 'UTC')));
  }
}
