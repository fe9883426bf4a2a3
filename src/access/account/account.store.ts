/** Reads and writes how a member or a coordinator is known and signs in: digests and a hash. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';
import type { Person } from '../person-sessions.js';

export interface Account {
  readonly emailDigest: Buffer;
  /** Null for a member who has passkeys only. */
  readonly passwordHash: string | null;
}

@Injectable()
export class AccountStore {
  async find(db: Queryable, person: Person): Promise<Account | null> {
    const { table, id } = whereOf(person);
    const { rows } = await db.query<Account>(
      `find-account-${table}`,
      `SELECT email_digest AS "emailDigest", password_hash AS "passwordHash" FROM ${table} WHERE id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  async setPassword(tx: Queryable, person: Person, passwordHash: string): Promise<void> {
    const { table, id } = whereOf(person);
    await tx.query(`set-password-${table}`, `UPDATE ${table} SET password_hash = $2 WHERE id = $1`, [id, passwordHash]);
  }

  /** The database refuses an address that is somebody else's. */
  async setEmail(tx: Queryable, person: Person, emailDigest: Buffer, mailboxDigest: Buffer): Promise<void> {
    if ('memberId' in person) {
      await tx.query(
        'set-email-of-member',
        'UPDATE home_member SET email_digest = $2, mailbox_digest = $3 WHERE id = $1',
        [person.memberId, emailDigest, mailboxDigest],
      );
      return;
    }
    await tx.query(
      'set-email-of-coordinator',
      'UPDATE coordinator SET email_digest = $2, mailbox_digest = $3 WHERE id = $1',
      [person.coordinatorId, emailDigest, mailboxDigest],
    );
  }

  /** Ids after `after`, in order. */
  async withoutMailbox(
    owner: Queryable,
    after: string,
    most: number,
  ): Promise<{ readonly personId: string; readonly partnerId: string }[]> {
    const { rows } = await owner.query<{ personId: string; partnerId: string }>(
      'people-without-mailbox',
      `SELECT m.id AS "personId", h.partner_id AS "partnerId" FROM home_member m JOIN home h ON h.id = m.home_id
         WHERE m.mailbox_digest IS NULL AND m.id > $1::uuid
       UNION ALL SELECT c.id, c.partner_id FROM coordinator c WHERE c.mailbox_digest IS NULL AND c.left_at IS NULL AND c.id > $1::uuid
       ORDER BY "personId" LIMIT $2`,
      [after, most],
    );
    return rows;
  }

  /** Of a member or a coordinator who is still there. */
  async setMailbox(owner: Queryable, personId: string, mailboxDigest: Buffer): Promise<void> {
    await owner.query(
      'set-mailbox-of-person',
      `WITH coordinators AS (UPDATE coordinator SET mailbox_digest = $2 WHERE id = $1 AND left_at IS NULL)
       UPDATE home_member SET mailbox_digest = $2 WHERE id = $1`,
      [personId, mailboxDigest],
    );
  }

  async setPhone(tx: Queryable, memberId: string, phoneDigest: Buffer | null): Promise<void> {
    await tx.query('set-phone-of-member', 'UPDATE home_member SET phone_digest = $2 WHERE id = $1', [
      memberId,
      phoneDigest,
    ]);
  }
}

/** Names of tables are ours. */
function whereOf(person: Person): { readonly table: 'home_member' | 'coordinator'; readonly id: string } {
  return 'memberId' in person
    ? { table: 'home_member', id: person.memberId }
    : { table: 'coordinator', id: person.coordinatorId };
}
