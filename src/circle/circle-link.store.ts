/** Reads and writes links between two circles: one row for a pair, the lower id first, whoever proposed it. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';
import type { LinkFacts, LinkSide, LinkStep } from './domain/circle-link.js';

export interface Pair {
  readonly circleId: string;
  readonly otherId: string;
}

export interface LockedSide extends LinkSide {
  readonly otherPartnerId: string;
}

@Injectable()
export class CircleLinkStore {
  /**
   * Both circles, locked in one order, so that two proposals that cross wait for each other. Null when the first is not the partner's or there is no
   * such other.
   */
  async lockBoth(tx: Queryable, { circleId, otherId }: Pair, partnerId: string): Promise<LockedSide | null> {
    const { rows } = await tx.query<{ id: string; partnerId: string }>(
      'lock-circles-to-link',
      'SELECT id, partner_id AS "partnerId" FROM circle WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
      [[circleId, otherId]],
    );
    const [ours, other] = [circleId, otherId].map((id) => rows.find((row) => row.id === id));
    if (ours?.partnerId !== partnerId || !other) return null;
    return { circleId, otherId, speaksForBoth: other.partnerId === partnerId, otherPartnerId: other.partnerId };
  }

  async find(tx: Queryable, pair: Pair): Promise<LinkFacts | null> {
    const { rows } = await tx.query<LinkFacts>(
      'find-circle-link',
      `SELECT proposed_by AS "proposedBy", agreed_on IS NOT NULL AS agreed FROM circle_link
       WHERE low_id = least($1::uuid, $2::uuid) AND high_id = greatest($1::uuid, $2::uuid)`,
      [pair.circleId, pair.otherId],
    );
    return rows[0] ?? null;
  }

  async write(tx: Queryable, pair: Pair, { value }: Accepted<LinkStep>, today: string): Promise<void> {
    await tx.query(
      'write-circle-link',
      `INSERT INTO circle_link (low_id, high_id, proposed_by, proposed_on, agreed_on)
       VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $1, $3, $4)
       ON CONFLICT (low_id, high_id) DO UPDATE SET agreed_on = EXCLUDED.agreed_on`,
      [pair.circleId, pair.otherId, today, value === 'AGREED' ? today : null],
    );
  }

  async delete(tx: Queryable, pair: Pair, _decided: Accepted<'NONE'>): Promise<void> {
    await tx.query(
      'delete-circle-link',
      'DELETE FROM circle_link WHERE low_id = least($1::uuid, $2::uuid) AND high_id = greatest($1::uuid, $2::uuid)',
      [pair.circleId, pair.otherId],
    );
  }
}
