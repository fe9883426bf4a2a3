/** The coordinators' queue: what waits for their partner, the oldest first, with what they have kept beside it. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import type { WaitingKind } from './domain/waiting.js';
import { type NoteRead, QueueEntryStore } from './queue-entry.store.js';
import { SealedNotes } from './sealed-notes.js';
import { type WaitingAsked, type WaitingPosition, type WaitingRow, WaitingStore } from './waiting.store.js';

/** A note, as far as it still opens. */
type OpenNote = NoteRead & { readonly text: string | null };

export interface Waiting extends WaitingRow {
  readonly notes: readonly OpenNote[];
}

export type QueueAsked = Pick<WaitingAsked, 'kinds' | 'assigned'> & {
  readonly first: number;
  readonly after: string | null;
};

@Injectable()
export class ReadWaiting {
  constructor(
    private readonly database: Database,
    private readonly store: WaitingStore,
    private readonly entries: QueueEntryStore,
    private readonly notes: SealedNotes,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async page(
    viewer: CoordinatorViewer,
    { kinds, assigned, first, after }: QueueAsked,
  ): Promise<Connection<Waiting> | Refused> {
    const list = `waiting ${viewer.coordinatorId} ${kinds?.toSorted().join() ?? ''} ${assigned ?? ''}`;
    const opened = after === null ? null : this.cursors.open(list, after);
    if (opened && !opened.accepted) return opened;
    const asked = { kinds, assigned, after: opened && positionOf(opened.value), limit: first + 1 };
    const now = this.clock.now();
    const found = await this.database.transaction(async (tx) =>
      this.withNotes(tx, viewer, await this.store.page(tx, viewer, asked, now), now),
    );
    if (isRefused(found)) return found;
    return pageOf(
      found,
      first,
      (row) => row,
      ({ since, kind, subjectId }) => this.cursors.seal(list, [since, kind, subjectId]),
    );
  }

  /** As it is after something was kept beside it. What was put aside meanwhile is not there any more. */
  async one(viewer: CoordinatorViewer, row: WaitingRow): Promise<Waiting | Refused> {
    const now = this.clock.now();
    const found = await this.database.transaction((tx) => this.withNotes(tx, viewer, [row], now));
    return isRefused(found) ? found : (found[0] ?? refuse('NOT_FOUND'));
  }

  private async withNotes(tx: Transaction, viewer: CoordinatorViewer, rows: readonly WaitingRow[], now: Date) {
    const entryIds = rows.flatMap(({ entryId }) => (entryId === null ? [] : [entryId]));
    const written = Map.groupBy(
      entryIds.length > 0 ? await this.entries.notes(tx, entryIds) : [],
      ({ entryId }) => entryId,
    );
    const texts = new Map<string, string>();
    for (const entryId of written.keys()) {
      for (const [id, text] of await this.notes.open(tx, entryId, viewer.partnerId, now)) texts.set(id, text);
    }
    return rows.map((row): Waiting => {
      const notes = written.get(row.entryId ?? '') ?? [];
      return { ...row, notes: notes.map((note) => ({ ...note, text: texts.get(note.id) ?? null })) };
    });
  }
}

/** Sealed by us for this very list, so it is a position. */
function positionOf([since, kind, subjectId]: readonly (string | number | null)[]): WaitingPosition {
  return { since: Number(since), kind: String(kind) as WaitingKind, subjectId: String(subjectId) };
}
