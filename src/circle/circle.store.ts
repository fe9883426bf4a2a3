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
