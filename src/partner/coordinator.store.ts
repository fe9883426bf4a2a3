/** Reads and writes coordinators and their invitations. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorRole } from '../kernel/coordinator-role.js';
import type { Queryable } from '../platform/queryable.js';

export interface Invitation {
  /** Of the coordinator who is invited. */
  readonly id: string;
  readonly partnerId: string;
  readonly roles: readonly CoordinatorRole[];
  readonly emailDigest: Buffer;
  readonly mailboxDigest: Buffer;
  readonly digest: Buffer;
  readonly endsAt: Date;
}

@Injectable()
export class CoordinatorStore {
  /** The invited coordinator's id: an earlier one when the partner invites again. Null when the e-mail is somebody else's. */
  async invite(
    db: Queryable,
    { id, partnerId, roles, emailDigest, mailboxDigest, digest, endsAt }: Invitation,
  ): Promise<string | null> {
    const { rows } = await db.query<{ id: string }>(
      'invite-coordinator',
      `INSERT INTO coordinator (id, partner_id, email_digest, mailbox_digest, invitation_digest, invitation_ends_at, roles)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (email_digest) DO UPDATE
         SET roles = EXCLUDED.roles, invitation_digest = EXCLUDED.invitation_digest, invitation_ends_at = EXCLUDED.invitation_ends_at
         WHERE coordinator.partner_id = EXCLUDED.partner_id AND coordinator.joined_on IS NULL AND coordinator.left_at IS NULL
       RETURNING id`,
      [id, partnerId, emailDigest, mailboxDigest, digest, endsAt, roles],
    );
    return rows[0]?.id ?? null;
  }

  async isInvited(db: Queryable, digest: Buffer, now: Date): Promise<boolean> {
    const { rowCount } = await db.query(
      'find-invitation',
      'SELECT FROM coordinator WHERE invitation_digest = $1 AND invitation_ends_at > $2 AND left_at IS NULL',
      [digest, now],
    );
    return rowCount > 0;
  }

  /** Uses the invitation up. Null when it is unknown, over, or was used by somebody faster. */
  async join(
    db: Queryable,
    { digest, passwordHash, now }: { digest: Buffer; passwordHash: string; now: Date },
  ): Promise<{ id: string; partnerId: string; roles: CoordinatorRole[] } | null> {
    const { rows } = await db.query<{ id: string; partnerId: string; roles: CoordinatorRole[] }>(
      'join-as-coordinator',
      `UPDATE coordinator SET password_hash = $2, joined_on = $3, invitation_digest = NULL, invitation_ends_at = NULL
       WHERE invitation_digest = $1 AND invitation_ends_at > $4 AND joined_on IS NULL AND left_at IS NULL
       RETURNING id, partner_id AS "partnerId", roles`,
      [digest, passwordHash, now.toISOString().slice(0, 10), now],
    );
    return rows[0] ?? null;
  }

  /** Those who were invited and never came, locked: nothing points at them. With the data key of their address. */
  async lockNeverJoined(owner: Queryable, now: Date): Promise<{ id: string; dataKeyId: string | null }[]> {
    const { rows } = await owner.query<{ id: string; dataKeyId: string | null }>(
      'lock-over-invitations',
      `SELECT c.id, p.data_key_id AS "dataKeyId" FROM coordinator c LEFT JOIN sealed.person p ON p.person_id = c.id
       WHERE c.joined_on IS NULL AND c.invitation_ends_at <= $1 FOR UPDATE OF c`,
      [now],
    );
    return rows;
  }

  async delete(owner: Queryable, ids: readonly string[]): Promise<void> {
    await owner.query('delete-address-of-invited', 'DELETE FROM sealed.person WHERE person_id = ANY ($1::uuid[])', [
      ids,
    ]);
    await owner.query('delete-invited', 'DELETE FROM coordinator WHERE id = ANY ($1::uuid[])', [ids]);
  }

  /** Null when it is not a coordinator of this partner, or has left. */
  async lock(tx: Queryable, id: string, partnerId: string): Promise<{ readonly joined: boolean } | null> {
    const { rows } = await tx.query<{ joined: boolean }>(
      'lock-coordinator',
      `SELECT joined_on IS NOT NULL AS joined FROM coordinator
       WHERE id = $1 AND partner_id = $2 AND left_at IS NULL FOR UPDATE`,
      [id, partnerId],
    );
    return rows[0] ?? null;
  }

  /** The database refuses it to the last admin of a partner. Whoever loses every role that is on duty, goes off it. */
  async changeRoles(tx: Queryable, id: string, roles: readonly CoordinatorRole[]): Promise<void> {
    await tx.query(
      'change-coordinator-roles',
      `UPDATE coordinator SET roles = $2::text[],
         on_duty_until = CASE WHEN $2::text[] && ARRAY['DISPATCHER', 'REVIEWER'] THEN on_duty_until END WHERE id = $1`,
      [id, roles],
    );
  }

  /** Whether a request that it took in is there still. */
  async spokeForFamilies(tx: Queryable, id: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'spoke-for-families',
      'SELECT FROM request WHERE intake_coordinator_id = $1 AND ended_at IS NULL LIMIT 1',
      [id],
    );
    return rowCount > 0;
  }

  /** The row stays, since vouches point at it; nobody signs in with it any more, and the address may be invited again. */
  async leave(tx: Queryable, id: string, now: Date): Promise<void> {
    await tx.query(
      'coordinator-leaves',
      `UPDATE coordinator SET left_at = $2, email_digest = NULL, mailbox_digest = NULL, password_hash = NULL, on_duty_until = NULL WHERE id = $1`,
      [id, now],
    );
    await tx.query('forget-passkeys-of-left', 'DELETE FROM passkey WHERE coordinator_id = $1', [id]);
  }

  /** Of somebody who has not come yet: it is over, and the next sweep forgets them. */
  async endInvitation(tx: Queryable, id: string, now: Date): Promise<void> {
    await tx.query(
      'end-invitation',
      'UPDATE coordinator SET invitation_ends_at = $2 WHERE id = $1 AND joined_on IS NULL',
      [id, now],
    );
  }

  /** False when it left meanwhile, or lost the roles for it. */
  async setDuty(db: Queryable, id: string, until: Date | null): Promise<boolean> {
    const { rowCount } = await db.query(
      'set-duty',
      `UPDATE coordinator SET on_duty_until = $2
       WHERE id = $1 AND left_at IS NULL AND ($2::timestamptz IS NULL OR roles && ARRAY['DISPATCHER', 'REVIEWER'])`,
      [id, until],
    );
    return rowCount === 1;
  }

  /** Of those who left before: whose address is sealed still, locked with the key of it. */
  async lockLeftBefore(owner: Queryable, before: Date): Promise<{ id: string; dataKeyId: string }[]> {
    const { rows } = await owner.query<{ id: string; dataKeyId: string }>(
      'lock-addresses-of-those-who-left',
      `SELECT c.id, p.data_key_id AS "dataKeyId" FROM coordinator c JOIN sealed.person p ON p.person_id = c.id
       WHERE c.left_at <= $1 FOR UPDATE OF c`,
      [before],
    );
    return rows;
  }

  async deleteAddresses(owner: Queryable, ids: readonly string[]): Promise<void> {
    await owner.query('delete-addresses-of-left', 'DELETE FROM sealed.person WHERE person_id = ANY ($1::uuid[])', [
      ids,
    ]);
  }
}
