/** Reads which requests nobody has taken, and keeps what is missing for them where. */
import { Injectable } from '@nestjs/common';
import { type HelpKind, Urgency } from '../kernel/help.js';
import type { Queryable } from '../platform/queryable.js';
import type { MissingOffer } from './domain/missing-offer.js';
import type { UnmetCount } from './domain/unmet-needs.js';
import { UNMATCHED_AFTER } from './unmatched-after.js';

export interface UnmatchedRow {
  readonly id: string;
  readonly partnerId: string;
  readonly cell: string;
  readonly kind: HelpKind;
}

export interface UnmetRead extends UnmetCount {
  /** A date, YYYY-MM-DD. */
  readonly takenOn: string;
}

const AFTER = Object.values(Urgency)
  .map((urgency) => `WHEN '${urgency}' THEN ${UNMATCHED_AFTER[urgency]}`)
  .join(' ');

@Injectable()
export class UnmetNeedsStore {
  /** Listed for their set time without a claim. `canaries`: no requests of anybody. By their random ids, so that a part of them is any part. */
  async unmatched(db: Queryable, canaries: string, now: Date, half: number, most: number): Promise<UnmatchedRow[]> {
    const { rows } = await db.query<UnmatchedRow>(
      'unmatched-requests',
      `SELECT r.id, r.partner_id AS "partnerId", r.published_cell AS cell, r.kind FROM request r
       WHERE r.listed AND r.ended_at IS NULL AND r.expires_at > $1 AND r.id <> ALL ($2::uuid[])
         AND r.bucket + CASE r.urgency ${AFTER} END <= $3::integer
         AND NOT EXISTS (SELECT FROM claim c WHERE c.request_id = r.id AND c.status IN ('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED'))
       ORDER BY r.id LIMIT $4`,
      [now, canaries, half, most],
    );
    return rows;
  }

  async all(db: Queryable): Promise<UnmetCount[]> {
    const { rows } = await db.query<UnmetCount>(
      'all-unmet-needs',
      'SELECT cell, kind, missing, open_requests AS count FROM unmet_need',
    );
    return rows;
  }

  /** Returns how many rows the snapshot lost and gained. */
  async replace(tx: Queryable, unmet: readonly UnmetCount[]): Promise<number> {
    const gone = await tx.query('delete-unmet-needs', 'DELETE FROM unmet_need');
    const made = await tx.query(
      'insert-unmet-needs',
      `INSERT INTO unmet_need (cell, kind, missing, open_requests)
       SELECT * FROM unnest($1::text[], $2::help_kind[], $3::text[], $4::integer[])`,
      [
        unmet.map(({ cell }) => cell),
        unmet.map(({ kind }) => kind),
        unmet.map(({ missing }) => missing),
        unmet.map(({ count }) => count),
      ],
    );
    return gone.rowCount + made.rowCount;
  }

  /** Those of the given cells, or of all of resolution 2. The largest first. */
  async find(db: Queryable, cells: readonly string[] | null, kind: HelpKind | null): Promise<UnmetRead[]> {
    const { rows } = await db.query<UnmetRead & { missing: MissingOffer }>(
      'unmet-needs',
      `SELECT n.cell, n.kind, n.missing, n.open_requests AS count, s.taken_on::text AS "takenOn"
       FROM unmet_need n JOIN snapshot s ON s.name = 'UNMET'
       WHERE CASE WHEN $1::text[] IS NULL THEN substr(n.cell, 2, 1) = '2' ELSE n.cell = ANY ($1) END
         AND ($2::help_kind IS NULL OR n.kind = $2)
       ORDER BY substr(n.cell, 2, 1), n.open_requests DESC, n.cell, n.kind, n.missing`,
      [cells, kind],
    );
    return rows;
  }
}
