/** Takes requests that ended long ago away: counted by kind, end and month, and nothing else of them. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

/** Not while a claim on it lives: a dispute may still be open. */
const PAST = `r.ended_at <= $1 AND NOT EXISTS (SELECT FROM claim c WHERE c.request_id = r.id
  AND c.status IN ('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED'))`;

export const PAST_ALIAS = 'Past request';

const KEPT_AWAY = ['request_hidden', 'request_block'] as const;

@Injectable()
export class PastRequestsStore {
  /** Deletes those that nobody opened, and those of which the log of openings may go as well. Returns their ids. */
  async delete(owner: Queryable, endedBefore: Date, logBefore: Date, most: number): Promise<string[]> {
    const { rows } = await owner.query<{ id: string }>(
      'delete-past-requests',
      `WITH past AS (
         SELECT r.id, r.kind, r.ending, date_trunc('month', r.posted_on)::date AS month FROM request r
         WHERE ${PAST} AND (r.ended_at <= $2 OR NOT EXISTS (SELECT FROM disclosure d WHERE d.request_id = r.id)) LIMIT $3
       ), counted AS (
         INSERT INTO past_request (kind, ending, month, count)
         SELECT kind, ending, month, count(*) FROM past GROUP BY kind, ending, month
         ON CONFLICT (kind, ending, month) DO UPDATE SET count = past_request.count + EXCLUDED.count
       )
       DELETE FROM request WHERE id IN (SELECT id FROM past) RETURNING id`,
      [endedBefore, logBefore, most],
    );
    return rows.map(({ id }) => id);
  }

  /** Where disclosures are kept for longer, the request they belong to says nothing any more. */
  async toStrip(owner: Queryable, endedBefore: Date, most: number): Promise<{ id: string; cell: string }[]> {
    const { rows } = await owner.query<{ id: string; cell: string }>(
      'past-requests-to-strip',
      `SELECT r.id, r.published_cell AS cell FROM request r WHERE ${PAST} AND r.alias <> '${PAST_ALIAS}' LIMIT $2`,
      [endedBefore, most],
    );
    return rows;
  }

  async strip(owner: Queryable, requests: readonly { readonly id: string; readonly cell: string }[]): Promise<number> {
    const ids = requests.map(({ id }) => id);
    const { rowCount } = await owner.query(
      'strip-past-requests',
      `UPDATE request r SET alias = '${PAST_ALIAS}', published_cell = past.cell, summary_box = NULL, languages = '{}',
         access_needs = '{}', dietary_shown = '{}', posted_on = date_trunc('month', r.posted_on)::date
       FROM unnest($1::uuid[], $2::text[]) AS past (id, cell) WHERE r.id = past.id`,
      [ids, requests.map(({ cell }) => cell)],
    );
    for (const table of KEPT_AWAY) {
      await owner.query(`strip-${table}`, `DELETE FROM ${table} WHERE request_id = ANY ($1::uuid[])`, [ids]);
    }
    await owner.query(
      'strip-line-words',
      'UPDATE request_line SET label_box = NULL, note_box = NULL WHERE request_id = ANY ($1::uuid[])',
      [ids],
    );
    return rowCount;
  }

  /** In the order of their digests, which is none. Readers go on, whoever would write or delete a row waits: nothing comes back that way. */
  async reshuffleKeptAway(tx: Queryable): Promise<number> {
    let total = 0;
    for (const table of KEPT_AWAY) {
      await tx.query(`lock-${table}`, `LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
      const { rowCount } = await tx.query(
        `reshuffle-${table}`,
        `WITH lifted AS (DELETE FROM ${table} RETURNING request_id, digest)
         INSERT INTO ${table} (request_id, digest) SELECT request_id, digest FROM lifted ORDER BY digest`,
      );
      total += rowCount;
    }
    return total;
  }
}
