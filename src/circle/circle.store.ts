/** Reads and writes circles. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

export interface Circle {
  readonly id: string;
  readonly partnerId: string;
  readonly name: string;
}

@Injectable()
export class CircleStore {
  async find(db: Queryable, ids: readonly string[]): Promise<Circle[]> {
    const { rows } = await db.query<Circle>(
      'find-circles',
      'SELECT id, partner_id AS "partnerId", name FROM circle WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    return rows;
  }

  /** Null when the partner has no such circle. */
  async ofPartner(db: Queryable, id: string, partnerId: string): Promise<Circle | null> {
    const { rows } = await db.query<Circle>(
      'circle-of-partner',
      'SELECT id, partner_id AS "partnerId", name FROM circle WHERE id = $1 AND partner_id = $2',
      [id, partnerId],
    );
    return rows[0] ?? null;
  }

  /**
   * The partner's circle whose area, out of `cells`, is the finest, of those in which there are homes; its own where none has one. Between two
   * as fine as each other it is the one that speaks a language of the family, then any.
   */
  async forPlace(
    db: Queryable,
    partnerId: string,
    cells: readonly string[],
    languages: readonly string[],
  ): Promise<string | null> {
    const { rows } = await db.query<{ id: string }>(
      'circle-for-place',
      `SELECT c.id FROM circle c LEFT JOIN LATERAL (
         SELECT substr(a.cell, 2, 1) AS fine FROM circle_area a WHERE a.circle_id = c.id AND a.cell = ANY ($2::text[])
         ORDER BY 1 DESC LIMIT 1) its ON true
       WHERE c.partner_id = $1 AND (c.is_own OR (its.fine IS NOT NULL AND EXISTS (SELECT FROM home h WHERE h.circle_id = c.id)))
       ORDER BY its.fine DESC NULLS LAST, EXISTS (SELECT FROM unnest(c.languages) AS its (tag) JOIN unnest($3::text[]) AS asked (tag)
         ON split_part(its.tag, '-', 1) = split_part(asked.tag, '-', 1)) DESC, c.is_own, gen_random_uuid() LIMIT 1`,
      [partnerId, cells, languages],
    );
    return rows[0]?.id ?? null;
  }

  /** The own circle of the partner, the host's for null. */
  async forNewHome(db: Queryable, partnerId: string | null): Promise<Circle | null> {
    const { rows } = await db.query<Circle>(
      'circle-for-new-home',
      `SELECT c.id, c.partner_id AS "partnerId", c.name FROM circle c JOIN partner p ON p.id = c.partner_id
       WHERE c.is_own AND (p.is_host OR p.id = $1::uuid) ORDER BY p.id IS NOT DISTINCT FROM $1::uuid DESC LIMIT 1`,
      [partnerId],
    );
    return rows[0] ?? null;
  }
}
