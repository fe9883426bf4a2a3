/** Reads and writes invitations: an open one is a row, and whoever uses it takes the row away. */
import { Injectable } from '@nestjs/common';
import type { MemberRole } from '../../kernel/member-role.js';
import type { Queryable } from '../../platform/queryable.js';
import type { InvitationKind } from '../domain/membership.js';

export interface NewInvitation {
  readonly id: string;
  readonly kind: InvitationKind;
  readonly digest: Buffer;
  /** One of the two is set. */
  readonly homeId: string | null;
  readonly coordinatorId: string | null;
  readonly role: MemberRole | null;
  readonly vouches: boolean;
  readonly madeOn: string;
  readonly endsAt: Date;
}

export interface OpenInvitation {
  readonly id: string;
  readonly kind: InvitationKind;
  readonly role: MemberRole | null;
  readonly vouches: boolean;
  /** YYYY-MM-DD */
  readonly madeOn: string;
  readonly endsAt: Date;
}

export interface InvitationIntoHome {
  readonly homeId: string;
  readonly partnerId: string;
  readonly role: MemberRole;
}

export interface InvitationOfHome {
  readonly circleId: string;
  readonly partnerId: string;
  /** Set when a coordinator invited, and vouches by it. */
  readonly vouchedBy: string | null;
}

/** Whose invitations: a home's, or a coordinator's own. */
export interface Inviter {
  readonly homeId: string | null;
  readonly coordinatorId: string | null;
}

const OPEN = 'i.digest = $1 AND i.ends_at > $2';
const OF_INVITER = '(home_id = $1::uuid OR invited_by_coordinator = $2::uuid)';

@Injectable()
export class InvitationStore {
  async insert(tx: Queryable, its: NewInvitation): Promise<void> {
    await tx.query(
      'insert-home-invitation',
      `INSERT INTO home_invitation (id, kind, digest, home_id, invited_by_coordinator, role, vouches, made_on, ends_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [its.id, its.kind, its.digest, its.homeId, its.coordinatorId, its.role, its.vouches, its.madeOn, its.endsAt],
    );
  }

  /** Those that can still be used, the first to end first. */
  async of(db: Queryable, { homeId, coordinatorId }: Inviter, now: Date): Promise<OpenInvitation[]> {
    const { rows } = await db.query<OpenInvitation>(
      'invitations-of-inviter',
      `SELECT id, kind, role, vouches, made_on::text AS "madeOn", ends_at AS "endsAt" FROM home_invitation
       WHERE ${OF_INVITER} AND ends_at > $3 ORDER BY ends_at, id`,
      [homeId, coordinatorId, now],
    );
    return rows;
  }

  /** Into a home that is open. */
  async intoHome(db: Queryable, digest: Buffer, now: Date): Promise<InvitationIntoHome | null> {
    const { rows } = await db.query<InvitationIntoHome>(
      'invitation-into-home',
      `SELECT h.id AS "homeId", h.partner_id AS "partnerId", i.role FROM home_invitation i JOIN home h ON h.id = i.home_id
       WHERE ${OPEN} AND i.kind = 'MEMBER' AND h.closed_at IS NULL`,
      [digest, now],
    );
    return rows[0] ?? null;
  }

  /**
   * Of a new home, by whoever may still invite: a home in service, a coordinator in office. It joins the circle that
   * they are in now, where that lets its homes invite and demands no training: inviting a new home is no way around either. Else the partner's own.
   */
  async ofNewHome(db: Queryable, digest: Buffer, now: Date): Promise<InvitationOfHome | null> {
    const { rows } = await db.query<InvitationOfHome>(
      'invitation-of-new-home',
      `SELECT coalesce(its.id, own.id) AS "circleId", own.partner_id AS "partnerId",
         CASE WHEN i.vouches AND c.roles && ARRAY['REVIEWER', 'ADMIN'] THEN c.id END AS "vouchedBy"
       FROM home_invitation i
       LEFT JOIN home h ON h.id = i.home_id AND h.closed_at IS NULL AND h.tier <> 'NEW' AND h.paused_at IS NULL
       LEFT JOIN coordinator c ON c.id = i.invited_by_coordinator AND c.joined_on IS NOT NULL AND c.left_at IS NULL
       JOIN circle own ON own.partner_id = coalesce(h.partner_id, c.partner_id) AND own.is_own
       LEFT JOIN circle its ON its.id = h.circle_id AND its.members_invite AND its.required_training IS NULL
       WHERE ${OPEN} AND i.kind = 'HOME' AND num_nonnulls(h.id, c.id) = 1`,
      [digest, now],
    );
    return rows[0] ?? null;
  }

  async isOpenHome(db: Queryable, homeId: string): Promise<boolean> {
    const { rowCount } = await db.query('is-open-home', 'SELECT FROM home WHERE id = $1 AND closed_at IS NULL', [
      homeId,
    ]);
    return rowCount === 1;
  }

  /** False when somebody was faster. */
  async use(tx: Queryable, digest: Buffer, now: Date): Promise<boolean> {
    const { rowCount } = await tx.query('use-home-invitation', `DELETE FROM home_invitation i WHERE ${OPEN}`, [
      digest,
      now,
    ]);
    return rowCount === 1;
  }

  /** What kind it was; null when the inviter has none of that id. */
  async revoke(tx: Queryable, { homeId, coordinatorId }: Inviter, id: string): Promise<InvitationKind | null> {
    const { rows } = await tx.query<{ kind: InvitationKind }>(
      'revoke-home-invitation',
      `DELETE FROM home_invitation WHERE id = $3 AND ${OF_INVITER} RETURNING kind`,
      [homeId, coordinatorId, id],
    );
    return rows[0]?.kind ?? null;
  }

  /** Into the home: nobody knows any more who made which. */
  async deleteInto(tx: Queryable, homeId: string): Promise<void> {
    await tx.query(
      'delete-invitations-into-home',
      `DELETE FROM home_invitation WHERE home_id = $1 AND kind = 'MEMBER'`,
      [homeId],
    );
  }

  async deleteOfHome(tx: Queryable, homeId: string): Promise<void> {
    await tx.query('delete-invitations-of-home', 'DELETE FROM home_invitation WHERE home_id = $1', [homeId]);
  }

  /** Those that are over, and those of coordinators who left. */
  async deleteOver(owner: Queryable, now: Date): Promise<number> {
    const { rowCount } = await owner.query(
      'sweep-home-invitations',
      `DELETE FROM home_invitation i WHERE i.ends_at <= $1
         OR EXISTS (SELECT FROM coordinator c WHERE c.id = i.invited_by_coordinator AND c.left_at IS NOT NULL)`,
      [now],
    );
    return rowCount;
  }
}
