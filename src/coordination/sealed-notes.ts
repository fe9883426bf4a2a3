/** A note is for coordinators alone: sealed under a key of its own, which ends after 30 days, or with the request that it is about. */
import { Injectable } from '@nestjs/common';
import { days, later } from '../kernel/duration.js';
import type { Transaction } from '../platform/database/transaction.js';
import { NotesOnRequest } from '../request/notes-on-request.js';
import { DataKeys } from '../sealing/data-keys.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import { type NoteBox, type NoteRead, QueueEntryStore } from './queue-entry.store.js';

export const NOTES_KEPT = days(30);

@Injectable()
export class SealedNotes extends NotesOnRequest {
  constructor(
    private readonly store: QueueEntryStore,
    private readonly dataKeys: DataKeys,
  ) {
    super();
  }

  /** Key store first: a key without a row opens nothing, and ends by itself. */
  async write(tx: Transaction, note: NoteRead, text: string, partnerId: string, now: Date): Promise<void> {
    const { id: dataKeyId, key } = await this.dataKeys.create('NOTE', later(now, NOTES_KEPT), now);
    const box = sealJson(key, { text }, contextOf(note.id, partnerId, dataKeyId));
    await this.store.insertNote(tx, note, { noteId: note.id, dataKeyId, box });
  }

  /** By the note's id; those whose key is gone are missing. */
  async open(tx: Transaction, entryId: string, partnerId: string, now: Date): Promise<ReadonlyMap<string, string>> {
    const boxes = await this.store.boxes(tx, entryId);
    const keys = await this.dataKeys.openMany(
      boxes.map(({ dataKeyId }) => dataKeyId),
      now,
    );
    return new Map(
      boxes.flatMap((sealed) => {
        const text = textOf(sealed, keys.get(sealed.dataKeyId), partnerId);
        return text === null ? [] : [[sealed.noteId, text] as const];
      }),
    );
  }

  async erase(tx: Transaction, requestId: string): Promise<void> {
    await this.eraseOn(tx, await this.store.entriesOfRequest(tx, requestId));
  }

  /** On the home and on reports about it; what stands beside a family's claims goes with these. */
  async eraseOfHome(tx: Transaction, homeId: string): Promise<void> {
    await this.eraseOn(tx, await this.store.entriesOfHome(tx, homeId));
  }

  private async eraseOn(tx: Transaction, entryIds: readonly string[]): Promise<void> {
    for (const entryId of entryIds) {
      const boxes = await this.store.boxes(tx, entryId);
      await this.dataKeys.destroy(boxes.map(({ dataKeyId }) => dataKeyId));
      await this.store.deleteNotes(tx, entryId);
    }
  }
}

function textOf({ noteId, dataKeyId, box }: NoteBox, key: Buffer | undefined, partnerId: string): string | null {
  if (!key) return null;
  try {
    return openJson<{ text: string }>(key, box, contextOf(noteId, partnerId, dataKeyId)).text;
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

function contextOf(noteId: string, partnerId: string, keyId: string): SealContext {
  return { table: 'sealed.queue_note', column: 'box', rowId: noteId, partnerId, keyId };
}
