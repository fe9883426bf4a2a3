/** A coordinator leaves a note for the next one: what was tried, whom to call back. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { decideNote } from './domain/waiting.js';
import type { Waiting } from './read-waiting.js';
import { SealedNotes } from './sealed-notes.js';
import { type NamedWaiting, WaitingInHand } from './waiting-in-hand.js';

@Injectable()
export class NoteOnWaiting {
  constructor(
    private readonly hand: WaitingInHand,
    private readonly notes: SealedNotes,
  ) {}

  execute(viewer: CoordinatorViewer, waiting: NamedWaiting, text: string): Promise<Waiting | Refused> {
    return this.hand.change(viewer, waiting, async (tx, entry, now) => {
      const note = decideNote(text, entry.notes);
      if (!note.accepted) return note;
      const row = {
        id: randomUUID(),
        entryId: entry.id,
        authorId: viewer.coordinatorId,
        writtenHalf: halfDayAt(now, 'UTC'),
      };
      await this.notes.write(tx, row, note.value, viewer.partnerId, now);
      return entry;
    });
  }
}
