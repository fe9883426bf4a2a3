/** A coordinator has looked at a need that nobody answers, or at what was missed, and puts it aside. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { decideAside } from './domain/waiting.js';
import { QueueEntryStore } from './queue-entry.store.js';
import type { Waiting } from './read-waiting.js';
import { type NamedWaiting, WaitingInHand } from './waiting-in-hand.js';

@Injectable()
export class PutAside {
  constructor(
    private readonly hand: WaitingInHand,
    private readonly entries: QueueEntryStore,
  ) {}

  execute(viewer: CoordinatorViewer, waiting: NamedWaiting): Promise<Waiting | Refused> {
    return this.hand.change(viewer, waiting, async (tx, entry, now) => {
      const aside = decideAside(waiting.kind, halfDayAt(now, 'UTC'));
      if (!aside.accepted) return aside;
      await this.entries.putAside(tx, entry.id, aside);
      return entry;
    });
  }
}
