/** A circle under its lock: what coordinators make of it, and which homes are in it. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { Queryable } from '../platform/queryable.js';
import type { ClosingFacts } from './domain/circle.js';
import type { CircleDetails } from './domain/circle-details.js';
import { homeAsItStands } from './home-in-sql.js';

export interface LockedCircle extends CircleDetails {
  readonly id: string;
  readonly partnerId: string;
  readonly isOwn: boolean;
}

export interface HomeToMove {
  readonly circleId: string;
  readonly certificates: readonly TrainingTopic[];
}

@Injectable()
export class ChangingCircleStore {
  async insert(
    tx: Queryable,
    { id, partnerId }: { readonly id: string; readonly partnerId: string },
    { value }: Accepted<CircleDetails>,
  ): Promise<void> {
    await tx.query(
      'insert-circle',
      `INSERT INTO circle (id, partner_id, name, languages, required_training, members_invite) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, partnerId, value.name, value.languages, value.requiredTraining, value.membersInvite],
    );
    await this.setAreas(tx, id, value.areas);
  }

  /** How many the partner has, once whoever makes another for it has to wait. */
  async count(tx: Queryable, partnerId: string): Promise<number> {
    await tx.query('lock-partner-for-circle', 'SELECT FROM partner WHERE id = $1 FOR NO KEY UPDATE', [partnerId]);
    const { rows } = await tx.query<{ count: number }>(
      'count-circles',
      'SELECT count(*)::integer AS count FROM circle WHERE partner_id = $1',
      [partnerId],
    );
    return rows[0]?.count ?? 0;
  }

  /** Nobody joins it and no request begins in it meanwhile. Null when the partner has none such. */
  async lock(tx: Queryable, id: string, partnerId: string): Promise<LockedCircle | null> {
    const { rows } = await tx.query<LockedCircle>(
      'lock-circle',
      `SELECT c.id, c.partner_id AS "partnerId", c.is_own AS "isOwn", c.name, c.languages,
         c.required_training AS "requiredTraining", c.members_invite AS "membersInvite",
         ARRAY(SELECT a.cell FROM circle_area a WHERE a.circle_id = c.id) AS areas
       FROM circle c WHERE c.id = $1 AND c.partner_id = $2 FOR UPDATE`,
      [id, partnerId],
    );
    return rows[0] ?? null;
  }

  async change(tx: Queryable, id: string, { value }: Accepted<CircleDetails>): Promise<void> {
    await tx.query(
      'change-circle',
      'UPDATE circle SET name = $2, languages = $3, required_training = $4, members_invite = $5 WHERE id = $1',
      [id, value.name, value.languages, value.requiredTraining, value.membersInvite],
    );
    await tx.query('forget-circle-areas', 'DELETE FROM circle_area WHERE circle_id = $1', [id]);
    await this.setAreas(tx, id, value.areas);
  }

  async closingFacts(tx: Queryable, id: string): Promise<Omit<ClosingFacts, 'isOwn'>> {
    const { rows } = await tx.query<{ homes: number; waiting: number }>(
      'closing-facts',
      `SELECT (SELECT count(*)::integer FROM home WHERE circle_id = $1 AND closed_at IS NULL) AS homes,
         (SELECT count(*)::integer FROM request WHERE circle_id = $1 AND ended_at IS NULL AND reach <> 'NETWORK') AS waiting`,
      [id],
    );
    return rows[0] ?? { homes: 0, waiting: 0 };
  }

  /** With its areas, links and invitations; what was known from it on stays known as far as it was. */
  async close(tx: Queryable, id: string, _closed: Accepted<'CLOSED'>): Promise<void> {
    await tx.query(
      'requests-outlive-circle',
      `UPDATE request SET circle_id = NULL, reach = 'NETWORK', widens_to = 'NETWORK', widens_at = NULL WHERE circle_id = $1`,
      [id],
    );
    await tx.query(
      'closed-homes-outlive-circle',
      `UPDATE home h SET circle_id = own.id FROM circle own
       WHERE h.circle_id = $1 AND h.closed_at IS NOT NULL AND own.partner_id = h.partner_id AND own.is_own`,
      [id],
    );
    await tx.query('close-circle', 'DELETE FROM circle WHERE id = $1', [id]);
  }

  /** Its circle and good certificates at this instant, under the lock that claims wait for. */
  async lockHome(tx: Queryable, homeId: string, now: Date): Promise<HomeToMove | null> {
    await tx.query('lock-home-to-move', 'SELECT FROM home WHERE id = $1 FOR NO KEY UPDATE', [homeId]);
    const { rows } = await tx.query<HomeToMove>(
      'home-to-move',
      `SELECT h.circle_id AS "circleId", ${homeAsItStands('h', '$2::timestamptz').certificates} AS certificates
       FROM home h WHERE h.id = $1`,
      [homeId, now],
    );
    return rows[0] ?? null;
  }

  /** The circle that an open home of the partner is in, under the same lock; null for any other. */
  async lockHomeOfPartner(tx: Queryable, homeId: string, partnerId: string): Promise<{ circleId: string } | null> {
    const { rows } = await tx.query<{ circleId: string }>(
      'lock-home-of-partner-to-move',
      `SELECT circle_id AS "circleId" FROM home WHERE id = $1 AND partner_id = $2 AND closed_at IS NULL FOR NO KEY UPDATE`,
      [homeId, partnerId],
    );
    return rows[0] ?? null;
  }

  async moveHome(tx: Queryable, homeId: string, circleId: string): Promise<void> {
    await tx.query('move-home', 'UPDATE home SET circle_id = $2 WHERE id = $1', [homeId, circleId]);
  }

  private async setAreas(tx: Queryable, id: string, areas: readonly string[]): Promise<void> {
    await tx.query('set-circle-areas', 'INSERT INTO circle_area (circle_id, cell) SELECT $1, unnest($2::text[])', [
      id,
      areas,
    ]);
  }
}
