/** Takes the oldest entries of a log away when they are over, and leaves the hash from which the rest goes on. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';

@Injectable()
export class PastDisclosuresStore {
  /** Of so many requests. Only from the beginning of a log: whatever came after an entry that stays, stays. */
  async drop(owner: Queryable, openedBeforeHalf: number, most: number): Promise<number> {
    const { rowCount } = await owner.query(
      'drop-past-disclosures',
      `WITH due AS (SELECT DISTINCT request_id FROM disclosure WHERE opened_half < $1 LIMIT $2),
       dropped AS (
         DELETE FROM disclosure d USING due WHERE d.request_id = due.request_id AND d.opened_half < $1
           AND NOT EXISTS (SELECT FROM disclosure e WHERE e.request_id = d.request_id AND e.sequence < d.sequence AND e.opened_half >= $1)
         RETURNING d.request_id, d.sequence, d.hash),
       last AS (SELECT DISTINCT ON (request_id) request_id, sequence, hash FROM dropped ORDER BY request_id, sequence DESC)
       UPDATE disclosure_head h SET dropped = last.sequence, dropped_hash = last.hash FROM last WHERE h.request_id = last.request_id`,
      [openedBeforeHalf, most],
    );
    return rowCount;
  }
}
