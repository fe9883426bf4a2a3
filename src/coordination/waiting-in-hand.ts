/** A coordinator keeps something beside what waits for its own partner; whatever else there is, for it, is not there. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import type { WaitingKind } from './domain/waiting.js';
import { type QueueEntry, QueueEntryStore } from './queue-entry.store.js';
import { ReadWaiting, type Waiting } from './read-waiting.js';
import { WaitingStore } from './waiting.store.js';

export interface NamedWaiting {
  readonly kind: WaitingKind;
  readonly subjectId: string;
}

@Injectable()
export class WaitingInHand {
  constructor(
    private readonly database: Database,
    private readonly waiting: WaitingStore,
    private readonly entries: QueueEntryStore,
    private readonly reading: ReadWaiting,
    private readonly clock: Clock,
  ) {}

  /** Runs the step under the lock of the entry; what it answers is whose it is then. */
  async change(
    viewer: CoordinatorViewer,
    { kind, subjectId }: NamedWaiting,
    step: (tx: Transaction, entry: QueueEntry, now: Date) => Promise<{ readonly assignedTo: string | null } | Refused>,
  ): Promise<Waiting | Refused> {
    if (!isPublicId(subjectId)) return refuse('NOT_FOUND', ['subjectId']);
    const now = this.clock.now();
    const { partnerId } = viewer;
    const changed = await this.database.transaction(async (tx) => {
      const row = await this.waiting.find(tx, viewer, { kind, subjectId }, now);
      if (!row) return refuse('NOT_FOUND', ['subjectId']);
      const nowHalf = halfDayAt(now, 'UTC');
      const entry = await this.entries.lock(tx, { id: randomUUID(), partnerId, kind, subjectId, nowHalf });
      const done = await step(tx, entry, now);
      return isRefused(done) ? done : { ...row, entryId: entry.id, assignedTo: done.assignedTo };
    });
    return isRefused(changed) ? changed : this.reading.one(viewer, changed);
  }
}
