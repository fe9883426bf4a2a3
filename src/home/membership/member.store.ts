/** Reads and writes who belongs to a home: under the lock of the home, as one of its members has it in hand. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../../kernel/decision.js';
import type { MemberRole } from '../../kernel/member-role.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import type { Queryable } from '../../platform/queryable.js';
import type { HomeOfMember, Member } from '../domain/membership.js';

export interface MemberRow extends Member {
  /** YYYY-MM-DD */
  readonly joinedOn: string;
}

export interface JoiningMember {
  readonly id: string;
  readonly homeId: string;
  readonly role: MemberRole;
  readonly emailDigest: Buffer;
  readonly mailboxDigest: Buffer;
  readonly phoneDigest: Buffer | null;
  readonly passwordHash: string | null;
  /** YYYY-MM-DD */
  readonly joinedOn: string;
}

@Injectable()
export class MemberStore {
  /** Null when the home is closed, or who asks does not belong to it any more. */
  async lock(tx: Queryable, { homeId, memberId }: HomeViewer): Promise<HomeOfMember | null> {
    const { rowCount } = await tx.query(
      'lock-home-of-member',
      'SELECT FROM home WHERE id = $1 AND closed_at IS NULL FOR NO KEY UPDATE',
      [homeId],
    );
    const members = rowCount === 1 ? await this.of(tx, homeId) : [];
    const by = members.find(({ id }) => id === memberId);
    return by ? { homeId, members, by } : null;
  }

  /** Keepers first, then as they joined. */
  async of(db: Queryable, homeId: string): Promise<MemberRow[]> {
    const { rows } = await db.query<MemberRow>(
      'members-of-home',
      `SELECT id, role, joined_on::text AS "joinedOn" FROM home_member WHERE home_id = $1
       ORDER BY role = 'KEEPER' DESC, joined_on, id`,
      [homeId],
    );
    return rows;
  }

  /** False when the e-mail is that of another member. */
  async insert(tx: Queryable, member: JoiningMember): Promise<boolean> {
    const { rowCount } = await tx.query(
      'insert-joining-member',
      `INSERT INTO home_member (id, home_id, role, email_digest, mailbox_digest, phone_digest, password_hash, joined_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (email_digest) DO NOTHING`,
      [
        member.id,
        member.homeId,
        member.role,
        member.emailDigest,
        member.mailboxDigest,
        member.phoneDigest,
        member.passwordHash,
        member.joinedOn,
      ],
    );
    return rowCount === 1;
  }

  async setRole(tx: Queryable, { value }: Accepted<Member>): Promise<void> {
    await tx.query('set-member-role', 'UPDATE home_member SET role = $2 WHERE id = $1', [value.id, value.role]);
  }

  /** With what they have begun and have to sign in with. The database refuses the last keeper of an open home. */
  async delete(tx: Queryable, memberIds: readonly string[]): Promise<void> {
    // Whoever signs in holds the member until its session is there to be seen.
    await tx.query('lock-members', 'SELECT FROM home_member WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE', [
      memberIds,
    ]);
    await tx.query('close-sessions-of-members', 'DELETE FROM person_session WHERE member_id = ANY ($1::uuid[])', [
      memberIds,
    ]);
    await tx.query('forget-challenges-of-members', 'DELETE FROM passkey_challenge WHERE person_id = ANY ($1::uuid[])', [
      memberIds,
    ]);
    await tx.query('delete-members', 'DELETE FROM home_member WHERE id = ANY ($1::uuid[])', [memberIds]);
  }
}
