/** Reads and writes partners and their areas. Only the owner's connection may make one. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';
import type { PartnerDetails } from './domain/partner-details.js';

/** The partner that looks after a place, and the area of its own that the place lies in. */
export interface LookingAfter {
  readonly partnerId: string;
  /** Resolution 2 to 4; null when the place lies outside its areas. */
  readonly areaCell: string | null;
  readonly reviewsRequests: boolean;
}

@Injectable()
export class PartnerStore {
  /** False when the name is taken or there is a host already. */
  async insert(
    owner: Queryable,
    { id, createdOn, details }: { id: string; createdOn: string; details: Accepted<PartnerDetails> },
  ): Promise<boolean> {
    const { name, host, reviewsRequests, languages, contactForFamilies, areas } = details.value;
    const { rowCount } = await owner.query(
      'insert-partner',
      `INSERT INTO partner (id, name, is_host, reviews_requests, languages, contact_for_families, created_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [id, name, host, reviewsRequests, languages, contactForFamilies, createdOn],
    );
    if (rowCount === 0) return false;
    await owner.query(
      'insert-partner-areas',
      'INSERT INTO partner_area (partner_id, cell) SELECT $1, unnest($2::text[])',
      [id, areas],
    );
    return true;
  }

  async insertOwnCircle(owner: Queryable, circle: { id: string; partnerId: string; name: string }): Promise<void> {
    await owner.query(
      'insert-own-circle',
      'INSERT INTO circle (id, partner_id, name, is_own) VALUES ($1, $2, $3, true)',
      [circle.id, circle.partnerId, circle.name],
    );
  }

  async hostId(db: Queryable): Promise<string | null> {
    const { rows } = await db.query<{ id: string }>('find-host-partner', 'SELECT id FROM partner WHERE is_host');
    return rows[0]?.id ?? null;
  }

  async exists(db: Queryable, partnerId: string): Promise<boolean> {
    return (await db.query('partner-exists', 'SELECT FROM partner WHERE id = $1', [partnerId])).rowCount > 0;
  }

  /** `cells`: the place's cell and its ancestors of resolution 2 to 4. Null only for a partner that does not exist. */
  async lookingAfter(db: Queryable, partnerId: string | null, cells: readonly string[]): Promise<LookingAfter | null> {
    const { rows } = await db.query<LookingAfter>(
      'partner-for-place',
      `SELECT p.id AS "partnerId", a.cell AS "areaCell", p.reviews_requests AS "reviewsRequests"
       FROM partner p
       LEFT JOIN LATERAL (
         SELECT cell FROM partner_area WHERE partner_id = p.id AND cell = ANY ($2::text[])
         ORDER BY substr(cell, 2, 1) DESC LIMIT 1
       ) a ON true
       WHERE CASE WHEN $1::uuid IS NULL THEN a.cell IS NOT NULL OR p.is_host ELSE p.id = $1::uuid END
       -- The finest area first; where two look after the same one, the host steps back.
       ORDER BY a.cell IS NULL, substr(a.cell, 2, 1) DESC, p.is_host, p.created_on, p.id LIMIT 1`,
      [partnerId, cells],
    );
    return rows[0] ?? null;
  }
}
