/** Reads and writes invitations into circles: of a token only its digest is kept. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';
import type { CircleInvited, JoinedCircle } from './domain/circle.js';

export interface NewInvitation {
  readonly id: string;
  readonly circleId: string;
  readonly digest: Buffer;
  /** Who invites: one of the two. */
  readonly homeId: string | null;
  readonly coordinatorId: string | null;
}

@Injectable()
export class CircleInvitationStore {
  async insert(tx: Queryable, invitation: NewInvitation, { value }: Accepted<CircleInvited>): Promise<void> {
    const { id, circleId, digest, homeId, coordinatorId } = invitation;
    await tx.query(
      'insert-circle-invitation',
      `INSERT INTO circle_invitation (id, circle_id, digest, uses_left, ends_at, home_id, coordinator_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, circleId, digest, value.uses, value.endsAt, homeId, coordinatorId],
    );
  }

  /** How many of a home's are still good. */
  async countOfHome(db: Queryable, homeId: string, now: Date): Promise<number> {
    const { rows } = await db.query<{ count: number }>(
      'count-invitations-of-home',
      'SELECT count(*)::integer AS count FROM circle_invitation WHERE home_id = $1 AND ends_at > $2',
      [homeId, now],
    );
    return rows[0]?.count ?? 0;
  }

  /**
   * Where a good one leads to, locked with it: whoever brings the same waits. Null when it is unknown, over or used up, and when who made it might
   * not make it any more: a coordinator who left or lost the role, a home that is paused or not vouched for, a circle that lets its homes invite no longer.
   */
  async lock(
    tx: Queryable,
    digest: Buffer,
    now: Date,
  ): Promise<(JoinedCircle & { readonly invitationId: string }) | null> {
    const { rows } = await tx.query<JoinedCircle & { readonly invitationId: string }>(
      'lock-circle-invitation',
      `SELECT i.id AS "invitationId", c.id, c.partner_id AS "partnerId", c.required_training AS "requiredTraining"
       FROM circle_invitation i JOIN circle c ON c.id = i.circle_id WHERE i.digest = $1 AND i.ends_at > $2
         AND (EXISTS (SELECT FROM coordinator who WHERE who.id = i.coordinator_id AND who.left_at IS NULL AND who.roles && ARRAY['ADMIN', 'DISPATCHER'])
           OR (c.members_invite AND EXISTS (SELECT FROM home by WHERE by.id = i.home_id AND by.circle_id = c.id
             AND by.tier <> 'NEW' AND by.paused_at IS NULL AND by.closed_at IS NULL)))
       FOR UPDATE OF i FOR SHARE OF c`,
      [digest, now],
    );
    return rows[0] ?? null;
  }

  /** Once; the last time it goes. */
  async use(tx: Queryable, id: string): Promise<void> {
    const { rowCount } = await tx.query(
      'finish-circle-invitation',
      'DELETE FROM circle_invitation WHERE id = $1 AND uses_left = 1',
      [id],
    );
    if (rowCount === 0) {
      await tx.query('use-circle-invitation', 'UPDATE circle_invitation SET uses_left = uses_left - 1 WHERE id = $1', [
        id,
      ]);
    }
  }

  /** Of a home that is in its circle no more. */
  async forgetOfHome(tx: Queryable, homeId: string): Promise<void> {
    await tx.query('forget-invitations-of-home', 'DELETE FROM circle_invitation WHERE home_id = $1', [homeId]);
  }

  async forgetOver(owner: Queryable, now: Date): Promise<number> {
    return (await owner.query('forget-circle-invitations', 'DELETE FROM circle_invitation WHERE ends_at <= $1', [now]))
      .rowCount;
  }
}
