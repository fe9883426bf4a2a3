/** Brings both databases to the newest schema, one process at a time, however many start at once. */
import { Client, escapeIdentifier } from 'pg';
import { DataSource } from 'typeorm';
import { keyStoreMigrations, type MigrationClass, mainMigrations } from '../../../migrations/index.js';
import type { Queryable } from '../queryable.js';
import { type DatabaseUrls, databaseName, withDatabaseName } from './database-urls.js';

/** Any constant will do, as long as every start takes the same one. */
const MIGRATION_LOCK = 7_316_428_901;

export async function migrate(urls: DatabaseUrls): Promise<{ applied: number }> {
  await createDatabaseIfMissing(urls.keyStore, urls.main);
  const keys = await bringUp(urls.keyStore, keyStoreMigrations);
  const main = await bringUp(urls.main, mainMigrations);
  return { applied: keys + main };
}

/** Made by `cli restore` before it changes anything, and gone when it has done everything. */
export const RESTORE_MARK = 'restore_under_way';

/** Whether a restore runs on this database, or was broken off: then it serves nobody. */
export async function isBeingRestored(database: Queryable): Promise<boolean> {
  const { rows } = await database.query<{ marked: boolean }>(
    'is-being-restored',
    `SELECT to_regclass('public.${RESTORE_MARK}') IS NOT NULL AS marked`,
  );
  return rows[0]?.marked ?? false;
}

/** Before anything is opened. A database that is not there is not being restored. */
export async function areBeingRestored(urls: DatabaseUrls): Promise<boolean> {
  // Asked for before it is knocked at: a server logs whoever asks for a database that is not there as an error.
  const places = (await isMissing(urls.keyStore, urls.main)) ? [urls.main] : [urls.main, urls.keyStore];
  for (const url of places) {
    const client = new Client({ connectionString: url, application_name: 'sanctuary migrate' });
    try {
      await client.connect();
      const query = {
        query: async <Row extends object>(_name: string, text: string) => {
          const { rows, rowCount } = await client.query<Row>(text);
          return { rows, rowCount: rowCount ?? rows.length };
        },
      };
      if (await isBeingRestored(query)) return true;
    } catch (error) {
      if (!isPgError(error) || error.code !== '3D000') throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

/** Whether the server of the other one says that there is no such database; false where it is another server's. */
async function isMissing(url: string, sibling: string): Promise<boolean> {
  if (withDatabaseName(url, '') !== withDatabaseName(sibling, '')) return false;
  const client = new Client({ connectionString: sibling, application_name: 'sanctuary migrate' });
  try {
    await client.connect();
    return (await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName(url)])).rowCount === 0;
  } catch (error) {
    if (!isPgError(error) || error.code !== '3D000') throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** One database, to the newest of these migrations. Answers how many were applied. */
export async function bringUp(url: string, migrations: MigrationClass[]): Promise<number> {
  const lock = new Client({ connectionString: url, application_name: 'sanctuary migrate' });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const source = new DataSource({
      type: 'postgres',
      url,
      migrations,
      migrationsTableName: 'migration',
      logging: false,
    });
    await source.initialize();
    try {
      return (await source.runMigrations({ transaction: 'each' })).length;
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}

/** Whether both databases went through every migration that this program knows; they may know more. */
export async function areUpToDate(main: Queryable, keyStore: Queryable): Promise<boolean> {
  return (await hasAll(main, mainMigrations)) && (await hasAll(keyStore, keyStoreMigrations));
}

async function hasAll(database: Queryable, migrations: MigrationClass[]): Promise<boolean> {
  const { rows } = await database.query<{ name: string }>('list-migrations', 'SELECT name FROM migration');
  const applied = new Set(rows.map(({ name }) => name));
  return migrations.every((its) => applied.has(new its().name ?? its.name));
}

/** Undoes the newest migration of the main database: the way back for an operator, and for the test of reversibility. */
export async function revertNewest(url: string, migrations: MigrationClass[]): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: 'migration',
    logging: false,
  });
  await source.initialize();
  try {
    await source.undoLastMigration({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}

export async function createDatabaseIfMissing(url: string, sibling: string): Promise<void> {
  const client = new Client({ connectionString: sibling, application_name: 'sanctuary migrate' });
  await client.connect();
  try {
    const name = databaseName(url);
    if (withDatabaseName(url, '') !== withDatabaseName(sibling, '')) return;
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount) return;
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)} ENCODING 'UTF8'`).catch((error: unknown) => {
      // 42P04 and 23505: another start created it between our look and our word.
      if (!isPgError(error) || (error.code !== '42P04' && error.code !== '23505')) throw error;
    });
  } finally {
    await client.end();
  }
}

function isPgError(error: unknown): error is { code: string } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}
