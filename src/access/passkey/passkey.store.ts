/** Reads and writes passkeys: a member's or a coordinator's, never anybody else's. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';
import type { Person } from '../person-sessions.js';

export interface NewCredential {
  readonly credentialId: Buffer;
  /** In COSE. */
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
}

export interface PasskeyToUse {
  readonly id: string;
  readonly memberId: string | null;
  readonly homeId: string | null;
  readonly coordinatorId: string | null;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
}

export interface OwnPasskey {
  readonly id: string;
  readonly credentialId: Buffer;
  readonly transports: readonly string[];
  /** YYYY-MM-DD */
  readonly addedOn: string;
  readonly lastUsedOn: string | null;
}

const OF_PERSON = '(member_id = $1::uuid OR coordinator_id = $2::uuid)';

@Injectable()
export class PasskeyStore {
  async insert(db: Queryable, id: string, person: Person, its: NewCredential, addedOn: string): Promise<void> {
    await db.query(
      'insert-passkey',
      `INSERT INTO passkey (id, member_id, coordinator_id, credential_id, public_key, counter, transports, added_on)
       VALUES ($3, $1, $2, $4, $5, $6, $7, $8)`,
      [...whose(person), id, its.credentialId, its.publicKey, its.counter, its.transports, addedOn],
    );
  }

  /** Of somebody who may sign in. */
  async find(db: Queryable, credentialId: Buffer): Promise<PasskeyToUse | null> {
    const { rows } = await db.query<PasskeyToUse>(
      'find-passkey',
      `SELECT p.id, p.member_id AS "memberId", h.id AS "homeId", c.id AS "coordinatorId", p.public_key AS "publicKey",
         p.counter::float8 AS counter, p.transports
       FROM passkey p LEFT JOIN home_member m ON m.id = p.member_id LEFT JOIN home h ON h.id = m.home_id AND h.closed_at IS NULL
       LEFT JOIN coordinator c ON c.id = p.coordinator_id AND c.joined_on IS NOT NULL AND c.left_at IS NULL
       WHERE p.credential_id = $1 AND num_nonnulls(h.id, c.id) = 1`,
      [credentialId],
    );
    return rows[0] ?? null;
  }

  async of(db: Queryable, person: Person): Promise<OwnPasskey[]> {
    const { rows } = await db.query<OwnPasskey>(
      'passkeys-of-person',
      `SELECT id, credential_id AS "credentialId", transports, added_on::text AS "addedOn", last_used_on::text AS "lastUsedOn"
       FROM passkey WHERE ${OF_PERSON} ORDER BY added_on, id`,
      whose(person),
    );
    return rows;
  }

  /** False when the counter does not go on from where it was: authenticators that count never say the same twice, others always say 0. */
  async markUsed(db: Queryable, id: string, counter: number, on: string): Promise<boolean> {
    const { rowCount } = await db.query(
      'mark-passkey-used',
      `UPDATE passkey SET counter = $2::bigint, last_used_on = $3
       WHERE id = $1 AND (counter < $2::bigint OR (counter = 0 AND $2::bigint = 0))`,
      [id, counter, on],
    );
    return rowCount === 1;
  }

  /** False when the person has none of that id. */
  async delete(tx: Queryable, person: Person, id: string): Promise<boolean> {
    const { rowCount } = await tx.query('delete-passkey', `DELETE FROM passkey WHERE id = $3 AND ${OF_PERSON}`, [
      ...whose(person),
      id,
    ]);
    return rowCount === 1;
  }
}

function whose(person: Person): [memberId: string | null, coordinatorId: string | null] {
  return 'memberId' in person ? [person.memberId, null] : [null, person.coordinatorId];
}
