/** Finds and takes away what is over of the queue: notes, entries that nobody needs, and the log of long ago. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';

@Injectable()
export class PastQueueStore {
  /** Written before the half-day, or left behind by what they were about. */
  async notes(owner: Queryable, beforeHalf: number, most: number): Promise<{ noteId: string; dataKeyId: string }[]> {
    const { rows } = await owner.query<{ noteId: string; dataKeyId: string }>(
      'past-queue-notes',
      `SELECT s.note_id AS "noteId", s.data_key_id AS "dataKeyId"
       FROM sealed.queue_note s LEFT JOIN queue_note n ON n.id = s.note_id
       WHERE n.id IS NULL OR n.written_half < $1 LIMIT $2`,
      [beforeHalf, most],
    );
    return rows;
  }

  async deleteNotes(owner: Queryable, noteIds: readonly string[]): Promise<number> {
    await owner.query('forget-queue-notes', 'DELETE FROM queue_note WHERE id = ANY ($1::uuid[])', [noteIds]);
    const { rowCount } = await owner.query(
      'forget-sealed-queue-notes',
      'DELETE FROM sealed.queue_note WHERE note_id = ANY ($1::uuid[])',
      [noteIds],
    );
    return rowCount;
  }

  /** Untouched since before the half-day. What still waits is on the queue all the same. */
  async deleteEntries(owner: Queryable, beforeHalf: number): Promise<number> {
    const { rowCount } = await owner.query(
      'forget-queue-entries',
      `DELETE FROM queue_entry e WHERE e.touched_half < $1 AND NOT EXISTS (SELECT FROM queue_note n WHERE n.entry_id = e.id)`,
      [beforeHalf],
    );
    return rowCount;
  }

  async deleteActions(owner: Queryable, beforeHalf: number): Promise<number> {
    return (await owner.query('forget-actions', 'DELETE FROM coordinator_action WHERE acted_half < $1', [beforeHalf]))
      .rowCount;
  }
}
