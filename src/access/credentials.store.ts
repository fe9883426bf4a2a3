/** Finds by the digest of an e-mail who may sign in with it: a coordinator, a home's member, or a person who is both. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

export interface Credentials {
  readonly coordinator: { readonly id: string; readonly passwordHash: string } | null;
  readonly member: { readonly id: string; readonly passwordHash: string } | null;
}

interface CredentialsRow {
  coordinator_id: string | null;
  coordinator_hash: string | null;
  member_id: string | null;
  member_hash: string | null;
}

@Injectable()
export class CredentialsStore {
  async find(db: Queryable, emailDigest: Buffer): Promise<Credentials> {
    const { rows } = await db.query<CredentialsRow>(
      'find-credentials',
      `SELECT c.id AS coordinator_id, c.password_hash AS coordinator_hash, m.id AS member_id, m.password_hash AS member_hash
       FROM (SELECT $1::bytea AS digest) asked
       LEFT JOIN coordinator c ON c.email_digest = asked.digest AND c.joined_on IS NOT NULL AND c.left_at IS NULL
       LEFT JOIN (home_member m JOIN home h ON h.id = m.home_id AND h.closed_at IS NULL) ON m.email_digest = asked.digest`,
      [emailDigest],
    );
    const row = rows[0];
    return {
      coordinator: person(row?.coordinator_id, row?.coordinator_hash),
      member: person(row?.member_id, row?.member_hash),
    };
  }
}

function person(id: string | null | undefined, passwordHash: string | null | undefined) {
  return id && passwordHash ? { id, passwordHash } : null;
}
