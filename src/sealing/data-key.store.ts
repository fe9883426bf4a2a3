/** Wrapped data keys as rows: whoever deletes one has erased what it sealed, for every backup taken later. */
import type { Queryable } from '../platform/queryable.js';
import { unlessRetired } from './kek.store.js';
import type { WrappedKey } from './key-provider.js';

export interface DataKeyRow extends WrappedKey {
  readonly id: string;
  readonly purpose: string;
}

export class DataKeyStore {
  constructor(private readonly keyStore: Queryable) {}

  /** False when what wrapped them is retired: then none of them is kept. */
  async insert(keys: readonly DataKeyRow[], destroyAfter: Date | null, now: Date): Promise<boolean> {
    return unlessRetired(() => this.insertRows(keys, destroyAfter, now));
  }

  private async insertRows(keys: readonly DataKeyRow[], destroyAfter: Date | null, now: Date): Promise<void> {
    await this.keyStore.query(
      'insert-data-keys',
      `INSERT INTO data_key (id, purpose, wrapped, kek_id, destroy_after, made_on)
       SELECT key.id, key.purpose, key.wrapped, key.kek_id, $5::timestamptz, $6::date
       FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[]) AS key (id, purpose, wrapped, kek_id)`,
      [
        keys.map((key) => key.id),
        keys.map((key) => key.purpose),
        keys.map((key) => key.wrapped),
        keys.map((key) => key.kekId),
        destroyAfter,
        now.toISOString().slice(0, 10),
      ],
    );
  }

  /** A key whose time is over is not found, whether or not the sweep was there already. */
  async find(ids: readonly string[], now: Date): Promise<DataKeyRow[]> {
    const { rows } = await this.keyStore.query<DataKeyRow>(
      'find-data-keys',
      `SELECT id, purpose, wrapped, kek_id AS "kekId" FROM data_key
       WHERE id = ANY ($1::uuid[]) AND (destroy_after IS NULL OR destroy_after > $2::timestamptz)`,
      [ids, now],
    );
    return rows;
  }

  async setDestroyAfter(ids: readonly string[], destroyAfter: Date | null): Promise<void> {
    await this.keyStore.query(
      'set-data-keys-destroy-after',
      'UPDATE data_key SET destroy_after = $2::timestamptz WHERE id = ANY ($1::uuid[])',
      [ids, destroyAfter],
    );
  }

  async destroy(ids: readonly string[]): Promise<void> {
    await this.keyStore.query('destroy-data-keys', 'DELETE FROM data_key WHERE id = ANY ($1::uuid[])', [ids]);
  }

  async destroyDue(now: Date): Promise<number> {
    const { rowCount } = await this.keyStore.query(
      'destroy-due-data-keys',
      'DELETE FROM data_key WHERE destroy_after <= $1::timestamptz',
      [now],
    );
    return rowCount;
  }

  /** In the order of their ids, after `afterId`: those of records, or those of listings, that were made before this day. */
  async madeBefore(day: Date, listing: boolean, afterId: string | null, most: number): Promise<string[]> {
    const { rows } = await this.keyStore.query<{ id: string }>(
      'find-data-keys-made-before',
      `SELECT id FROM data_key
       WHERE made_on < $1::date AND (purpose = 'LISTING') = $2 AND ($3::uuid IS NULL OR id > $3::uuid)
       ORDER BY id LIMIT $4`,
      [day.toISOString().slice(0, 10), listing, afterId, most],
    );
    return rows.map(({ id }) => id);
  }
}
