/** Reads and writes the keys of partners' frontends and servers. */
import { Injectable } from '@nestjs/common';
import type { KeyScope } from '../kernel/key-scope.js';
import type { PartnerKeyInUse } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';

interface KeyRow {
  id: string;
  partner_id: string;
  kind: 'PUBLISHABLE' | 'SECRET';
  scopes: KeyScope[];
  origins: string[];
}

export interface KnownKey extends PartnerKeyInUse {
  /** Web origins from which a publishable key works in a browser. */
  readonly origins: readonly string[];
}

export interface NewPartnerKey {
  readonly id: string;
  readonly partnerId: string;
  readonly kind: 'PUBLISHABLE' | 'SECRET';
  readonly label: string;
  readonly digest: Buffer;
  readonly origins: readonly string[];
  readonly scopes: readonly KeyScope[];
  /** YYYY-MM-DD */
  readonly createdOn: string;
}

@Injectable()
export class PartnerKeyStore {
  async find(db: Queryable, digest: Buffer): Promise<KnownKey | null> {
    const { rows } = await db.query<KeyRow>(
      'find-partner-key',
      'SELECT id, partner_id, kind, scopes, origins FROM partner_key WHERE digest = $1 AND revoked_at IS NULL',
      [digest],
    );
    const row = rows[0];
    return row
      ? { keyId: row.id, partnerId: row.partner_id, kind: row.kind, scopes: row.scopes, origins: row.origins }
      : null;
  }

  async insert(db: Queryable, key: NewPartnerKey): Promise<void> {
    await db.query(
      'insert-partner-key',
      `INSERT INTO partner_key (id, partner_id, kind, label, digest, origins, scopes, created_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [key.id, key.partnerId, key.kind, key.label, key.digest, key.origins, key.scopes, key.createdOn],
    );
  }

  /** False when there is no such key, or it was revoked before. */
  async revoke(db: Queryable, id: string, now: Date): Promise<boolean> {
    const { rowCount } = await db.query(
      'revoke-partner-key',
      'UPDATE partner_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL',
      [id, now],
    );
    return rowCount === 1;
  }

  /** A day is all that is kept of a key's use. */
  async markUsed(db: Queryable, id: string, day: string): Promise<void> {
    await db.query(
      'mark-partner-key-used',
      'UPDATE partner_key SET last_used_on = $2 WHERE id = $1 AND last_used_on IS DISTINCT FROM $2',
      [id, day],
    );
  }

  async allOrigins(db: Queryable): Promise<string[]> {
    const { rows } = await db.query<{ origin: string }>(
      'origins-of-partner-keys',
      'SELECT DISTINCT unnest(origins) AS origin FROM partner_key WHERE revoked_at IS NULL',
    );
    return rows.map(({ origin }) => origin);
  }
}
