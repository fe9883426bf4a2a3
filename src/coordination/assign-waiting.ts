/** Somebody takes what waits, gives it to a colleague, or lets go of it. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { decideAssignment } from './domain/waiting.js';
import { QueueEntryStore } from './queue-entry.store.js';
import type { Waiting } from './read-waiting.js';
import { type NamedWaiting, WaitingInHand } from './waiting-in-hand.js';

@Injectable()
export class AssignWaiting {
  constructor(
    private readonly hand: WaitingInHand,
    private readonly entries: QueueEntryStore,
  ) {}

  execute(
    viewer: CoordinatorViewer,
    waiting: NamedWaiting,
    { to, instead }: { readonly to: string | null; readonly instead: boolean },
  ): Promise<Waiting | Refused> {
    return this.hand.change(viewer, waiting, async (tx, entry) => {
      const isThere = to === null || (isPublicId(to) && (await this.entries.isColleague(tx, viewer.partnerId, to)));
      if (!isThere) return refuse('NOT_FOUND', ['coordinatorId']);
      const assigned = decideAssignment({ current: entry.assignedTo, to, by: viewer.coordinatorId, instead });
      if (!assigned.accepted) return assigned;
      await this.entries.assign(tx, entry.id, assigned);
      return { assignedTo: assigned.value };
    });
  }
}
