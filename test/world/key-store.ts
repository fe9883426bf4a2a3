/** A key store of its own for a test: a new, empty database with the real tables, dropped at the end. */
import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import { keyStoreDown, keyStoreUp } from '../../migrations/key-store-tables.js';
import type { Queryable } from '../../src/platform/queryable.js';

export interface TestKeyStore extends Queryable {
  /** For looking at the tables from outside, as a thief would. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function aKeyStore(): Promise<TestKeyStore> {
  const owner = process.env.TEST_PG_OWNER_URL;
  if (!owner) throw new Error('TEST_PG_OWNER_URL is not set: run this through npm test');
  const name = `keys_${randomUUID().replaceAll('-', '')}`;
  await once(owner, `CREATE DATABASE ${name}`);
  const url = new URL(owner);
  url.pathname = `/${name}`;
  const pool = new Pool({ connectionString: url.toString(), max: 6 });
  // Down and up again: what is tested has been through the way back.
  await pool.query(keyStoreUp);
  await pool.query(keyStoreDown);
  await pool.query(keyStoreUp);
  return {
    async query<Row extends object>(statement: string, text: string, values: readonly unknown[] = []) {
      const { rows, rowCount } = await pool.query<Row>({ name: statement, text, values: [...values] });
      return { rows, rowCount: rowCount ?? rows.length };
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

async function once(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
