/** How much there is of what, for the operator: numbers alone. */
import type { Queryable } from '../platform/queryable.js';

export interface Count {
  readonly what: string;
  readonly state: string;
  readonly count: number;
}

export class CountsStore {
  /** `canaries`: no requests of anybody. */
  async all(db: Queryable, canaries: string): Promise<Count[]> {
    const { rows } = await db.query<Count>(
      'counts',
      `SELECT what, state, count(*)::integer AS count FROM (
         SELECT 1 AS place, 'partner' AS what, CASE WHEN is_host THEN 'host' ELSE 'other' END AS state FROM partner
         UNION ALL SELECT 2, 'key', lower(kind) || CASE WHEN revoked_at IS NULL THEN '' ELSE ', revoked' END FROM partner_key
         UNION ALL SELECT 3, 'coordinator', CASE WHEN left_at IS NOT NULL THEN 'left' WHEN joined_on IS NULL THEN 'invited'
           ELSE 'joined' END FROM coordinator
         UNION ALL SELECT 4, 'home', CASE WHEN paused_at IS NOT NULL THEN 'paused' ELSE lower(tier::text) END FROM home
         UNION ALL SELECT 5, 'offer ' || lower(kind::text), lower(status::text) FROM offer
         UNION ALL SELECT 6, 'request ' || lower(kind::text), CASE WHEN ending IS NOT NULL THEN lower(ending::text)
           WHEN listed THEN 'listed' ELSE 'live' END FROM request WHERE id <> ALL ($1::uuid[])
         UNION ALL SELECT 7, 'claim ' || lower(kind::text), lower(status::text) FROM claim
         UNION ALL SELECT 8, 'notice', CASE WHEN read THEN 'read' ELSE 'unread' END FROM notice
       ) each GROUP BY place, what, state ORDER BY place, what, state`,
      [canaries],
    );
    return rows;
  }
}
