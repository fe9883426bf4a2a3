/** Reads how the requests around a canary look, so that it looks like them; and whether it stands already. */
import { Injectable } from '@nestjs/common';
import type { Acceptance, HelpKind, Urgency } from '../kernel/help.js';
import type { HomeTier } from '../kernel/viewer.js';
import type { RequestReach } from '../kernel/widening.js';
import type { Queryable } from '../platform/queryable.js';

export interface Neighbour {
  readonly partnerId: string;
  readonly cell: string;
  readonly timeZone: string;
  readonly kind: HelpKind;
  readonly acceptance: Acceptance;
  readonly urgency: Urgency;
  readonly minimumTier: HomeTier;
  readonly widensTo: RequestReach;
  readonly languages: readonly string[];
  readonly isDated: boolean;
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class CanaryNeighboursStore {
  /** The next request behind each of these ids, of those that families posted and homes see; the first of all for those behind which there is none. */
  async next(db: Queryable, ids: readonly string[], canaries: string): Promise<Neighbour[]> {
    const { rows } = await db.query<Neighbour>(
      'neighbours-of-canary',
      `SELECT near.* FROM unnest($1::uuid[] || '${BEFORE_ALL}'::uuid) WITH ORDINALITY AS behind (id, place)
       CROSS JOIN LATERAL (
         SELECT r.partner_id AS "partnerId", r.published_cell AS cell, r.time_zone AS "timeZone", r.kind, r.acceptance, r.urgency,
           r.minimum_tier AS "minimumTier", r.widens_to AS "widensTo", r.languages, r.from_half IS NOT NULL AS "isDated" FROM request r
         WHERE r.id > behind.id AND r.listed AND r.intake_coordinator_id IS NULL AND r.id <> ALL ($2::uuid[])
         ORDER BY r.id LIMIT 1) near
       ORDER BY behind.place`,
      [ids, canaries],
    );
    return rows;
  }
}
