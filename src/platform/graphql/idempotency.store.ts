/** The answers kept for replay: found by a keyed digest, sealed under a key that is not kept. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../queryable.js';

export interface KeptAnswer {
  readonly bodyDigest: Buffer;
  readonly startedAt: Date;
  readonly applied: boolean;
  readonly box: Buffer | null;
}

@Injectable()
export class IdempotencyStore {
  /** True when this call is the first under its digest. */
  async begin(db: Queryable, digest: Buffer, bodyDigest: Buffer, now: Date): Promise<boolean> {
    const { rowCount } = await db.query(
      'begin-idempotent',
      'INSERT INTO idempotent_answer (digest, body_digest, started_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [digest, bodyDigest, now],
    );
    return rowCount === 1;
  }

  async find(db: Queryable, digest: Buffer): Promise<KeptAnswer | null> {
    const { rows } = await db.query<{ body_digest: Buffer; started_at: Date; applied: boolean; box: Buffer | null }>(
      'find-idempotent',
      'SELECT body_digest, started_at, applied, box FROM idempotent_answer WHERE digest = $1',
      [digest],
    );
    const row = rows[0];
    return row ? { bodyDigest: row.body_digest, startedAt: row.started_at, applied: row.applied, box: row.box } : null;
  }

  /** Takes over from a call that died before it changed anything. False when somebody else was first. */
  async takeOver(db: Queryable, digest: Buffer, startedAt: Date, now: Date): Promise<boolean> {
    const { rowCount } = await db.query(
      'take-over-idempotent',
      'UPDATE idempotent_answer SET started_at = $3 WHERE digest = $1 AND started_at = $2 AND NOT applied AND box IS NULL',
      [digest, startedAt, now],
    );
    return rowCount === 1;
  }

  async markApplied(db: Queryable, digest: Buffer): Promise<void> {
    await db.query('apply-idempotent', 'UPDATE idempotent_answer SET applied = true WHERE digest = $1', [digest]);
  }

  /** False when the call changed nothing: then there is nothing to replay. */
  async keep(db: Queryable, digest: Buffer, box: Buffer): Promise<boolean> {
    const { rowCount } = await db.query(
      'keep-idempotent',
      'UPDATE idempotent_answer SET box = $2 WHERE digest = $1 AND applied',
      [digest, box],
    );
    return rowCount === 1;
  }

  /** A call that broke before it changed anything may be made again under its key. */
  async forget(db: Queryable, digest: Buffer): Promise<void> {
    await db.query(
      'forget-idempotent',
      'DELETE FROM idempotent_answer WHERE digest = $1 AND NOT applied AND box IS NULL',
      [digest],
    );
  }

  async deleteOlder(db: Queryable, than: Date): Promise<number> {
    return (await db.query('sweep-idempotent', 'DELETE FROM idempotent_answer WHERE started_at < $1', [than])).rowCount;
  }

  /** Which of these are requests or claims that have not ended, by the clock too. */
  async liveOf(db: Queryable, ids: readonly string[], now: Date): Promise<string[]> {
    if (ids.length === 0) return [];
    const { rows } = await db.query<{ id: string }>(
      'live-subjects',
      `SELECT id FROM request WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL
       UNION ALL
       SELECT id FROM claim WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL
         AND NOT (status IN ('PROPOSED', 'ACCEPTED') AND lease_ends_at <= $2)`,
      [ids, now],
    );
    return rows.map(({ id }) => id);
  }
}
