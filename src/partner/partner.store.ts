/** Reads and writes partners and their areas. Only the owner's connection may make one. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import type { PartnerLevel } from '../kernel/partner-level.js';
import type { Queryable } from '../platform/queryable.js';
import { isAgreedArea } from './areas-in-sql.js';
import type { PartnerDetails } from './domain/partner-details.js';

/** The partner that looks after a place, and the area of its own that the place lies in. */
export interface LookingAfter {
  readonly partnerId: string;
  /** Resolution 2 to 4; null when the place lies outside its areas. */
  readonly areaCell: string | null;
  readonly reviewsRequests: boolean;
}

export interface PartnerChanges {
  readonly languages: readonly string[] | null;
  readonly areas: readonly string[] | null;
  readonly contact: { readonly en: string | null; readonly es: string | null } | null;
}

@Injectable()
export class PartnerStore {
  /** False when the name is taken or there is a host already. */
  async insert(
    owner: Queryable,
    {
      id,
      createdOn,
      details,
      parentLevel,
    }: { id: string; createdOn: string; details: Accepted<PartnerDetails>; parentLevel: PartnerLevel | null },
  ): Promise<boolean> {
    const { name, host, reviewsRequests, languages, contactForFamilies, areas } = details.value;
    const { contactForFamiliesEs, level, parentId } = details.value;
    const { rowCount } = await owner.query(
      'insert-partner',
      `INSERT INTO partner (id, name, is_host, reviews_requests, languages, contact_for_families, created_on,
         contact_for_families_es, level, parent_id, parent_level)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`,
      [
        ...[id, name, host, reviewsRequests, languages, contactForFamilies, createdOn],
        ...[contactForFamiliesEs, level, parentId, parentLevel],
      ],
    );
    if (rowCount === 0) return false;
    await this.insertAreas(owner, id, areas);
    return true;
  }

  private async insertAreas(db: Queryable, id: string, areas: readonly string[]): Promise<void> {
    await db.query(
      'insert-partner-areas',
      'INSERT INTO partner_area (partner_id, cell) SELECT $1, unnest($2::text[])',
      [id, areas],
    );
  }

  async level(db: Queryable, partnerId: string): Promise<PartnerLevel | null> {
    const { rows } = await db.query<{ level: PartnerLevel }>(
      'level-of-partner',
      'SELECT level FROM partner WHERE id = $1',
      [partnerId],
    );
    return rows[0]?.level ?? null;
  }

  /** What is null stays as it is. */
  async update(tx: Queryable, partnerId: string, { languages, areas, contact }: PartnerChanges): Promise<void> {
    await tx.query(
      'update-partner',
      `UPDATE partner SET languages = coalesce($2::text[], languages),
         contact_for_families = CASE WHEN $3 THEN $4 ELSE contact_for_families END,
         contact_for_families_es = CASE WHEN $3 THEN $5 ELSE contact_for_families_es END WHERE id = $1`,
      [partnerId, languages, contact !== null, contact?.en ?? null, contact?.es ?? null],
    );
    if (areas === null) return;
    await tx.query('delete-partner-areas', 'DELETE FROM partner_area WHERE partner_id = $1', [partnerId]);
    await this.insertAreas(tx, partnerId, areas);
  }

  /** Whose active program covers the place and the kind, where the host agreed: the finest area, then the most local. Null when there is none. */
  async byProgram(db: Queryable, kind: HelpKind, cells: readonly string[]): Promise<string | null> {
    const { rows } = await db.query<{ id: string }>(
      'partner-by-program',
      `SELECT p.id FROM program_area a JOIN program g ON g.id = a.program_id JOIN partner p ON p.id = g.partner_id
       WHERE a.cell = ANY ($2::text[]) AND g.ended_on IS NULL AND $1::help_kind = ANY (g.kinds) AND ${isAgreedArea('a.cell', 'p')}
       ORDER BY substr(a.cell, 2, 1) DESC, array_position(ARRAY['LOCAL', 'AFFILIATE', 'NATIONAL'], p.level), p.is_host,
         p.created_on, p.id LIMIT 1`,
      [kind, cells],
    );
    return rows[0]?.id ?? null;
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
         SELECT said.cell FROM partner_area said WHERE said.partner_id = p.id AND said.cell = ANY ($2::text[])
           AND ${isAgreedArea('said.cell', 'p')}
         ORDER BY substr(said.cell, 2, 1) DESC LIMIT 1
       ) a ON true
       WHERE CASE WHEN $1::uuid IS NULL THEN a.cell IS NOT NULL OR p.is_host ELSE p.id = $1::uuid END
       -- The finest area first; where two look after the same one, the host steps back.
       ORDER BY a.cell IS NULL, substr(a.cell, 2, 1) DESC, p.is_host, p.created_on, p.id LIMIT 1`,
      [partnerId, cells],
    );
    return rows[0] ?? null;
  }
}
