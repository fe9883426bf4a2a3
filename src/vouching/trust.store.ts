/** Reads and writes what homes have earned: no row of it names a request. */
import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isOwnHousehold } from '../home/own-household-in-sql.js';
import type { Queryable } from '../platform/queryable.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { Earned } from './domain/trust.js';

@Injectable()
export class TrustStore {
  constructor(private readonly secrets: InstanceSecrets) {}

  /**
   * Once for a home and an intake; not where a member of the home took it in, nor where whoever did has left, so that somebody else still has to
   * have spoken to that family, nor for a home that is trusted already.
   */
  async earn(tx: Queryable, homeId: string, requestId: string, coordinatorId: string, on: string): Promise<void> {
    const digest = createHmac('sha256', this.secrets.secret('earned')).update(`${homeId}/${requestId}`).digest();
    await tx.query(
      'earn-delivery',
      `INSERT INTO earned_delivery (home_id, intake_digest, confirmed_on) SELECT h.id, $2, $4 FROM home h
       WHERE h.id = $1 AND h.tier = 'VOUCHED' AND NOT ${isOwnHousehold('h.id', '$3')}
         AND EXISTS (SELECT FROM coordinator c WHERE c.id = $3 AND c.left_at IS NULL)
       ON CONFLICT DO NOTHING`,
      [homeId, digest, coordinatorId, on],
    );
  }

  async earned(
    db: Queryable,
    homeIds: readonly string[],
  ): Promise<Map<string, Earned & { reexamineSince: string | null }>> {
    const { rows } = await db.query<Earned & { homeId: string; reexamineSince: string | null }>(
      'earned-by-homes',
      `SELECT h.id AS "homeId", h.reexamine_since::text AS "reexamineSince", count(e.home_id)::integer AS "confirmedIntakes",
         coalesce(max(e.confirmed_on) - min(e.confirmed_on), 0) AS days,
         (SELECT count(*)::integer FROM report r WHERE r.home_id = h.id AND r.upheld AND r.reported_by <> 'HOME') AS "upheldReports"
       FROM home h LEFT JOIN earned_delivery e ON e.home_id = h.id WHERE h.id = ANY ($1::uuid[]) GROUP BY h.id`,
      [homeIds],
    );
    return new Map(rows.map(({ homeId, ...its }) => [homeId, its]));
  }

  /** What was earned is used up: whoever loses trust earns it anew, and nothing is kept that is not needed. */
  async useUp(tx: Queryable, homeId: string): Promise<void> {
    await tx.query('use-up-earned', 'DELETE FROM earned_delivery WHERE home_id = $1', [homeId]);
  }
}
