/** Counts on meters: all at once for a number of looks, or one look that counts once a day. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

@Injectable()
export class MeterStore {
  /** What is used of the meter after `count` more. It is added however much that is. */
  async add(db: Queryable, meter: Buffer, day: string, count: number): Promise<number> {
    const { rows } = await db.query<{ used: number }>(
      'add-to-meter',
      `INSERT INTO meter (digest, day, used) VALUES ($1, $2, $3)
       ON CONFLICT (digest) DO UPDATE SET used = meter.used + EXCLUDED.used RETURNING used`,
      [meter, day, count],
    );
    return rows[0]?.used ?? count;
  }

  /**
   * False when the look is new and the meter has no room for it: then the transaction has to be rolled back. Who looks for the same at the
   * same time waits for the first of them, and whoever uses the same meter for the one before.
   */
  async countLook(tx: Queryable, meter: Buffer, look: Buffer, day: string, most: number): Promise<boolean> {
    const { rows } = await tx.query<{ isNew: boolean; hasRoom: boolean }>(
      'count-look',
      `WITH look AS (INSERT INTO meter_look (digest, day) VALUES ($2, $3) ON CONFLICT DO NOTHING RETURNING digest),
         counted AS (
           INSERT INTO meter (digest, day, used) SELECT $1, $3, 1 FROM look
           ON CONFLICT (digest) DO UPDATE SET used = meter.used + 1 WHERE meter.used < $4::integer RETURNING used)
       SELECT EXISTS (SELECT FROM look) AS "isNew", EXISTS (SELECT FROM counted) AS "hasRoom"`,
      [meter, look, day, most],
    );
    return rows[0]?.isNew === false || rows[0]?.hasRoom === true;
  }

  /** How many of these meters have at least so much used. */
  async countFull(db: Queryable, meters: readonly Buffer[], least: number): Promise<number> {
    const { rows } = await db.query<{ count: number }>(
      'count-full-meters',
      'SELECT count(*)::integer AS count FROM meter WHERE digest = ANY ($1::bytea[]) AND used >= $2',
      [meters, least],
    );
    return rows[0]?.count ?? 0;
  }

  async forget(owner: Queryable, before: string): Promise<number> {
    const looks = await owner.query('forget-meter-looks', 'DELETE FROM meter_look WHERE day < $1::date', [before]);
    const meters = await owner.query('forget-meters', 'DELETE FROM meter WHERE day < $1::date', [before]);
    return looks.rowCount + meters.rowCount;
  }
}
