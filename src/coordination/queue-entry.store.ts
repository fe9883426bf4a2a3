/** Writes what coordinators keep beside what waits: whose it is, until when it is put aside, and notes in their boxes. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Transaction } from '../platform/database/transaction.js';
import type { Queryable } from '../platform/queryable.js';
import { subjectOf, type WaitingKind } from './domain/waiting.js';
import { COLUMN_OF } from './waiting.store.js';

export interface NewEntry {
  readonly id: string;
  readonly partnerId: string;
  readonly kind: WaitingKind;
  readonly subjectId: string;
  readonly nowHalf: number;
}

export interface QueueEntry {
  readonly id: string;
  readonly assignedTo: string | null;
  readonly notes: number;
}

export interface NoteRead {
  readonly id: string;
  readonly entryId: string;
  readonly authorId: string;
  readonly writtenHalf: number;
}

export interface NoteBox {
  readonly noteId: string;
  readonly dataKeyId: string;
  readonly box: Buffer;
}

@Injectable()
export class QueueEntryStore {
  /** The entry of what waits, made when there is none, and locked: whoever comes second sees what the first one did. */
  async lock(tx: Queryable, entry: NewEntry): Promise<QueueEntry> {
    const { id, partnerId, kind, subjectId, nowHalf } = entry;
    const column = COLUMN_OF[subjectOf[kind]];
    const { rows } = await tx.query<{ id: string; assignedTo: string | null }>(
      `lock-queue-entry-${column}`,
      `INSERT INTO queue_entry (id, partner_id, kind, ${column}, touched_half) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT ON CONSTRAINT one_entry_of_each DO UPDATE SET touched_half = EXCLUDED.touched_half
       RETURNING id, assigned_to AS "assignedTo"`,
      [id, partnerId, kind, subjectId, nowHalf],
    );
    const [found] = rows;
    if (!found) throw new Error('an entry of the queue was neither made nor found');
    const counted = await tx.query<{ notes: number }>(
      'count-queue-notes',
      'SELECT count(*)::integer AS notes FROM queue_note WHERE entry_id = $1',
      [found.id],
    );
    return { ...found, notes: counted.rows[0]?.notes ?? 0 };
  }

  async assign(tx: Queryable, entryId: string, { value }: Accepted<string | null>): Promise<void> {
    await tx.query('assign-queue-entry', 'UPDATE queue_entry SET assigned_to = $2 WHERE id = $1', [entryId, value]);
  }

  async putAside(tx: Queryable, entryId: string, { value }: Accepted<number>): Promise<void> {
    await tx.query('put-aside', 'UPDATE queue_entry SET aside_until_half = $2 WHERE id = $1', [entryId, value]);
  }

  /** Of the same partner, joined and not gone. */
  async isColleague(db: Queryable, partnerId: string, coordinatorId: string): Promise<boolean> {
    const { rowCount } = await db.query(
      'is-colleague',
      'SELECT FROM coordinator WHERE id = $2 AND partner_id = $1 AND joined_on IS NOT NULL AND left_at IS NULL',
      [partnerId, coordinatorId],
    );
    return rowCount === 1;
  }

  async insertNote(tx: Transaction, note: NoteRead, { noteId, dataKeyId, box }: NoteBox): Promise<void> {
    await tx.query(
      'insert-queue-note',
      'INSERT INTO queue_note (id, entry_id, author_id, written_half) VALUES ($1, $2, $3, $4)',
      [note.id, note.entryId, note.authorId, note.writtenHalf],
    );
    await tx.asOpener({ queueEntry: note.entryId }, (sealed) =>
      sealed.query(
        'insert-sealed-queue-note',
        'INSERT INTO sealed.queue_note (note_id, entry_id, data_key_id, box) VALUES ($1, $2, $3, $4)',
        [noteId, note.entryId, dataKeyId, box],
      ),
    );
  }

  /** In the order of their half-days. */
  async notes(db: Queryable, entryIds: readonly string[]): Promise<NoteRead[]> {
    const { rows } = await db.query<NoteRead>(
      'queue-notes',
      `SELECT id, entry_id AS "entryId", author_id AS "authorId", written_half AS "writtenHalf" FROM queue_note
       WHERE entry_id = ANY ($1::uuid[]) ORDER BY written_half, id`,
      [entryIds],
    );
    return rows;
  }

  async boxes(tx: Transaction, entryId: string): Promise<NoteBox[]> {
    const { rows } = await tx.asOpener({ queueEntry: entryId }, (sealed) =>
      sealed.query<NoteBox>(
        'boxes-of-queue-notes',
        'SELECT note_id AS "noteId", data_key_id AS "dataKeyId", box FROM sealed.queue_note WHERE entry_id = $1',
        [entryId],
      ),
    );
    return rows;
  }

  /** Of a home and of reports about it. */
  async entriesOfHome(tx: Queryable, homeId: string): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      'queue-entries-of-home',
      'SELECT id FROM queue_entry WHERE home_id = $1 OR report_id IN (SELECT id FROM report WHERE home_id = $1)',
      [homeId],
    );
    return rows.map(({ id }) => id);
  }

  /** Of a request and of its claims. */
  async entriesOfRequest(tx: Queryable, requestId: string): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      'queue-entries-of-request',
      `SELECT id FROM queue_entry WHERE request_id = $1
         OR claim_id IN (SELECT id FROM claim WHERE request_id = $1) OR report_id IN (SELECT p.id FROM report p
           LEFT JOIN claim c ON c.id = p.claim_id WHERE p.request_id = $1 OR c.request_id = $1)`,
      [requestId],
    );
    return rows.map(({ id }) => id);
  }

  async deleteNotes(tx: Transaction, entryId: string): Promise<void> {
    await tx.asOpener({ queueEntry: entryId }, (sealed) =>
      sealed.query('delete-sealed-queue-notes', 'DELETE FROM sealed.queue_note WHERE entry_id = $1', [entryId]),
    );
    await tx.query('delete-queue-notes', 'DELETE FROM queue_note WHERE entry_id = $1', [entryId]);
  }
}
