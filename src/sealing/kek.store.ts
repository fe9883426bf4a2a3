/** Key-encryption keys as the key store knows them: what each of them wraps, and which of them wrap no more. */
import { constraintOf } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import type { WrappedKey } from './key-provider.js';

export interface KeptWrapping extends WrappedKey {
  readonly dataKeyId: string;
  readonly purpose: string;
}

export interface WrappedCount {
  readonly kekId: string;
  readonly purpose: string;
  readonly count: number;
}

export class KekStore {
  /** `owner`: of the key store. No call retires a key. */
  constructor(private readonly owner: Queryable) {}

  /** How much each key wraps, the root of the instance among it. */
  async counts(): Promise<WrappedCount[]> {
    const { rows } = await this.owner.query<WrappedCount>(
      'count-wrapped-keys',
      `SELECT kek_id AS "kekId", purpose, count(*)::integer AS count FROM data_key GROUP BY kek_id, purpose
       UNION ALL SELECT kek_id, 'ROOT', 1 FROM instance_root WHERE kek_id IS NOT NULL ORDER BY "kekId", purpose`,
    );
    return rows;
  }

  /**
   * From the moment it returns nothing new is wrapped under this key, by no process: it waits for those that are about to,
   * and later ones are refused by the database.
   */
  async retire(kekId: string): Promise<void> {
    await this.owner.query(
      'retire-kek',
      `WITH alone AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended($1, 0)))
       INSERT INTO retired_kek (id) SELECT $1 FROM alone ON CONFLICT DO NOTHING`,
      [kekId],
    );
  }

  async isRetired(kekId: string): Promise<boolean> {
    const { rowCount } = await this.owner.query('is-kek-retired', 'SELECT FROM retired_kek WHERE id = $1', [kekId]);
    return rowCount > 0;
  }

  /** In the order of their ids, after `afterId`, those that another key than `current` wraps. */
  async wrappedOtherwise(current: string, afterId: string | null, most: number): Promise<KeptWrapping[]> {
    const { rows } = await this.owner.query<KeptWrapping>(
      'find-keys-wrapped-otherwise',
      `SELECT id AS "dataKeyId", purpose, wrapped, kek_id AS "kekId" FROM data_key
       WHERE kek_id <> $1 AND ($2::uuid IS NULL OR id > $2::uuid) ORDER BY id LIMIT $3`,
      [current, afterId, most],
    );
    return rows;
  }

  /**
   * Only where the old wrapping is still the one that was rewrapped: whoever was faster, or destroyed the key, is not undone.
   * Null when the new key is retired by now: then nothing is changed. Else how many were.
   */
  async replace(keys: readonly { before: KeptWrapping; after: WrappedKey }[]): Promise<number | null> {
    let changed = 0;
    const kept = await unlessRetired(async () => {
      const { rowCount } = await this.owner.query(
        'replace-wrappings',
        `UPDATE data_key SET wrapped = new.wrapped, kek_id = new.kek_id
         FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[]) AS new (id, was, wrapped, kek_id)
         WHERE data_key.id = new.id AND data_key.kek_id = new.was`,
        [
          keys.map(({ before }) => before.dataKeyId),
          keys.map(({ before }) => before.kekId),
          keys.map(({ after }) => after.wrapped),
          keys.map(({ after }) => after.kekId),
        ],
      );
      changed = rowCount;
    });
    return kept ? changed : null;
  }

  /** Whether a data key, or the root, needs it still. */
  async isNeeded(kekId: string): Promise<boolean> {
    const { rows } = await this.owner.query<{ needed: boolean }>(
      'is-kek-needed',
      `SELECT EXISTS (SELECT FROM data_key WHERE kek_id = $1) OR EXISTS (SELECT FROM instance_root WHERE kek_id = $1) AS needed`,
      [kekId],
    );
    return rows[0]?.needed ?? true;
  }

  async idsWrappedBy(kekId: string, most: number): Promise<string[]> {
    const { rows } = await this.owner.query<{ id: string }>(
      'find-ids-wrapped-by',
      'SELECT id FROM data_key WHERE kek_id = $1 LIMIT $2',
      [kekId, most],
    );
    return rows.map(({ id }) => id);
  }
}

/** False when the database refused it because the wrapping key is retired. */
export async function unlessRetired(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (constraintOf(error) === 'kek_in_use') return false;
    throw error;
  }
}
