/** Family sessions as rows of the key store: a token's digest, and a box that only the token opens. */
import type { Queryable } from '../platform/queryable.js';

export interface FamilySessionRow {
  /** SHA-256 of the token. */
  readonly digest: Buffer;
  readonly box: Buffer;
  readonly expiresAt: Date;
}

export class FamilySessionStore {
  constructor(private readonly keyStore: Queryable) {}

  async insert({ digest, box, expiresAt }: FamilySessionRow): Promise<void> {
    await this.keyStore.query(
      'insert-family-session',
      'INSERT INTO family_session (digest, box, expires_at) VALUES ($1, $2, $3::timestamptz)',
      [digest, box, expiresAt],
    );
  }

  async findLive(digest: Buffer, now: Date): Promise<FamilySessionRow | null> {
    const { rows } = await this.keyStore.query<FamilySessionRow>(
      'find-family-session',
      'SELECT digest, box, expires_at AS "expiresAt" FROM family_session WHERE digest = $1 AND expires_at > $2::timestamptz',
      [digest, now],
    );
    return rows[0] ?? null;
  }

  /** Never makes it shorter, and does not bring back what was ended. */
  async prolong(digest: Buffer, expiresAt: Date): Promise<void> {
    await this.keyStore.query(
      'prolong-family-session',
      'UPDATE family_session SET expires_at = $2::timestamptz WHERE digest = $1 AND expires_at < $2::timestamptz',
      [digest, expiresAt],
    );
  }

  /** False when it ended, or somebody else wrote meanwhile. */
  async replaceBox({ digest, box }: FamilySessionRow, by: Buffer): Promise<boolean> {
    const { rowCount } = await this.keyStore.query(
      'replace-box-of-family-session',
      'UPDATE family_session SET box = $3 WHERE digest = $1 AND box = $2',
      [digest, box, by],
    );
    return rowCount === 1;
  }

  async delete(digest: Buffer): Promise<void> {
    await this.keyStore.query('delete-family-session', 'DELETE FROM family_session WHERE digest = $1', [digest]);
  }

  async deleteOver(now: Date): Promise<number> {
    const { rowCount } = await this.keyStore.query(
      'delete-over-family-sessions',
      'DELETE FROM family_session WHERE expires_at <= $1::timestamptz',
      [now],
    );
    return rowCount;
  }
}
