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
  ends_at: Date | null;
}

export interface KnownKey extends PartnerKeyInUse {
  /** Web origins from which a publishable key works in a browser. */
  readonly origins: readonly string[];
  /** Of a key that was rotated: it works until then. */
  readonly endsAt: Date | null;
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
  /** The key that was rotated into this one. */
  readonly follows?: string;
}

/** What a key hands on to the one that follows it. */
export interface RotatedKey {
  readonly partnerId: string;
  readonly kind: 'PUBLISHABLE' | 'SECRET';
  readonly label: string;
  readonly origins: readonly string[];
  readonly scopes: readonly KeyScope[];
  /** It was neither revoked nor rotated. */
  readonly stands: boolean;
}

@Injectable()
export class PartnerKeyStore {
  async find(db: Queryable, digest: Buffer): Promise<KnownKey | null> {
    const { rows } = await db.query<KeyRow>(
      'find-partner-key',
      'SELECT id, partner_id, kind, scopes, origins, ends_at FROM partner_key WHERE digest = $1 AND revoked_at IS NULL',
      [digest],
    );
    const row = rows[0];
    return row
      ? {
          keyId: row.id,
          partnerId: row.partner_id,
          kind: row.kind,
          scopes: row.scopes,
          origins: row.origins,
          endsAt: row.ends_at,
        }
      : null;
  }

  /** How many of the partner's were neither revoked nor rotated, once whoever makes another one has to wait. Null when there is no such partner. */
  async countStanding(tx: Queryable, partnerId: string): Promise<number | null> {
    const { rowCount } = await tx.query('lock-partner-for-key', 'SELECT FROM partner WHERE id = $1 FOR NO KEY UPDATE', [
      partnerId,
    ]);
    if (rowCount === 0) return null;
    const { rows } = await tx.query<{ count: number }>(
      'count-partner-keys',
      'SELECT count(*)::integer AS count FROM partner_key WHERE partner_id = $1 AND revoked_at IS NULL AND ends_at IS NULL',
      [partnerId],
    );
    return rows[0]?.count ?? 0;
  }

  async insert(db: Queryable, key: NewPartnerKey): Promise<void> {
    await db.query(
      'insert-partner-key',
      `INSERT INTO partner_key (id, partner_id, kind, label, digest, origins, scopes, created_on, follows)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[key.id, key.partnerId, key.kind, key.label, key.digest, key.origins, key.scopes, key.createdOn],
        key.follows ?? null,
      ],
    );
  }

  /** Null when there is none, or another partner's: whoever rotates it next waits. `partnerId` null: of any partner, for the operator. */
  async lock(tx: Queryable, id: string, partnerId: string | null): Promise<RotatedKey | null> {
    const { rows } = await tx.query<RotatedKey>(
      'lock-partner-key',
      `SELECT partner_id AS "partnerId", kind, label, origins, scopes, revoked_at IS NULL AND ends_at IS NULL AS stands
       FROM partner_key WHERE id = $1 AND ($2::uuid IS NULL OR partner_id = $2) FOR UPDATE`,
      [id, partnerId],
    );
    return rows[0] ?? null;
  }

  async endAt(tx: Queryable, id: string, endsAt: Date): Promise<void> {
    await tx.query('end-partner-key-at', 'UPDATE partner_key SET ends_at = $2 WHERE id = $1', [id, endsAt]);
  }

  /** False when there is no such key, or it was revoked before. `partnerId` null: of any partner, for the operator. */
  async revoke(db: Queryable, id: string, partnerId: string | null, now: Date): Promise<boolean> {
    const { rowCount } = await db.query(
      'revoke-partner-key',
      `UPDATE partner_key SET revoked_at = $3
       WHERE id = $1 AND revoked_at IS NULL AND ($2::uuid IS NULL OR partner_id = $2)`,
      [id, partnerId, now],
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

  async allOrigins(db: Queryable, now: Date): Promise<string[]> {
    const { rows } = await db.query<{ origin: string }>(
      'origins-of-partner-keys',
      'SELECT DISTINCT unnest(origins) AS origin FROM partner_key WHERE revoked_at IS NULL AND (ends_at IS NULL OR ends_at > $1)',
      [now],
    );
    return rows.map(({ origin }) => origin);
  }
}
