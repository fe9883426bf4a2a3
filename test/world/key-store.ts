/** A key store of its own for a test: a new, empty database with the real tables, dropped at the end. */
import { randomUUID } from 'node:crypto';
import { Client, Pool, type PoolClient } from 'pg';
import type { Queryable } from '../../src/platform/queryable.js';
import type { DataKey, DataKeyPurpose, DataKeys } from '../../src/sealing/data-keys.js';
import { sideBySide } from './side-by-side.js';
import { copyKeyStoreTemplate } from './template-database.js';

export interface TestKeyStore extends Queryable {
  /** For looking at the tables from outside, as a thief would. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A transaction of its own that stays open until told: for putting one writer in the way of another. */
  begin(): Promise<Queryable & { commit(): Promise<void> }>;
  /** Resolves as soon as a statement waits for another's lock. */
  untilSomebodyWaits(): Promise<void>;
  close(): Promise<void>;
}

export async function aKeyStore(): Promise<TestKeyStore> {
  const owner = process.env.TEST_PG_OWNER_URL;
  if (!owner) throw new Error('TEST_PG_OWNER_URL is not set: run this through npm test');
  const name = `keys_${randomUUID().replaceAll('-', '')}`;
  const pool = new Pool({ connectionString: await copyKeyStoreTemplate(name), max: 6 });
  return {
    ...through(pool),
    async begin() {
      const client = await pool.connect();
      await client.query('BEGIN');
      const commit = async () => {
        await client.query('COMMIT');
        client.release();
      };
      return { ...through(client), commit };
    },
    async untilSomebodyWaits() {
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'`;
      while ((await pool.query(waiting, [name])).rowCount === 0);
    },
    async rows<Row extends object>(text: string, values: readonly unknown[] = []) {
      return (await pool.query<Row>(text, [...values])).rows;
    },
    async close() {
      await pool.end();
      await once(owner, `DROP DATABASE ${name}`);
    },
  };
}

/** Kept until they are destroyed. */
export function manyKeys(keys: DataKeys, count: number, purpose: DataKeyPurpose, now: Date): Promise<DataKey[]> {
  return sideBySide(Array.from({ length: count }), 8, () => keys.create(purpose, null, now));
}

function through(client: Pool | PoolClient): Queryable {
  return {
    async query<Row extends object>(name: string, text: string, values: readonly unknown[] = []) {
      const { rows, rowCount } = await client.query<Row>({ name, text, values: [...values] });
      return { rows, rowCount: rowCount ?? rows.length };
    },
  };
}

async function once(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
