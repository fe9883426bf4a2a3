/** Hands out and deletes what is kept of the vouches of one home. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

@Injectable()
export class VouchesOfHomeStore {
  async days(db: Queryable, homeId: string): Promise<object> {
    const { rows } = await db.query<{ given: string[]; received: string[]; earned: string[] }>(
      'days-of-vouches',
      `SELECT ARRAY(SELECT given_on::text FROM vouch WHERE by_home_id = $1 ORDER BY 1) AS given,
         ARRAY(SELECT given_on::text FROM vouch WHERE home_id = $1 ORDER BY 1) AS received,
         ARRAY(SELECT confirmed_on::text FROM earned_delivery WHERE home_id = $1 ORDER BY 1) AS earned`,
      [homeId],
    );
    return rows[0] ?? {};
  }

  async delete(tx: Queryable, homeId: string): Promise<void> {
    // Nobody stands on it any more: first it is no more than new, as the erasure itself will write it.
    await tx.query(
      'unvouch-erased-home',
      `UPDATE home SET tier = 'NEW', vouched_by = NULL, vouched_on = NULL WHERE id = $1`,
      [homeId],
    );
    await tx.query('delete-vouches', 'DELETE FROM vouch WHERE home_id = $1 OR by_home_id = $1', [homeId]);
    await tx.query('delete-vouch-code', 'DELETE FROM vouch_code WHERE home_id = $1', [homeId]);
    await tx.query('delete-earned', 'DELETE FROM earned_delivery WHERE home_id = $1', [homeId]);
  }
}
