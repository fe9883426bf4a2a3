/** The migrations, the committed catalogue and the rows say the same, and every migration has a way back. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client, escapeIdentifier } from 'pg';
import { DataSource } from 'typeorm';
import { keyStoreMigrations, mainMigrations } from '../migrations/index.js';
import { type DatabaseUrls, databaseUrls, withDatabaseName } from '../src/platform/database/database-urls.js';
import { migrate, revertNewest } from '../src/platform/database/migrate.js';
import { keyStoreRows, mainRows } from '../src/rows.js';
import { catalogueOf } from './world/catalogue.js';
import { committed } from './world/committed.js';

jest.setTimeout(30_000);

const name = `drift_${randomUUID().replaceAll('-', '')}`;
const server = process.env['TEST_PG_OWNER_URL'] ?? '';
let urls: DatabaseUrls;

beforeAll(async () => {
  urls = databaseUrls(withDatabaseName(server, name), undefined);
  await query(server, `CREATE DATABASE ${escapeIdentifier(name)}`);
  await migrate(urls);
});
afterAll(async () => {
  for (const its of [name, `${name}_keys`]) {
    await query(server, `DROP DATABASE IF EXISTS ${escapeIdentifier(its)} WITH (FORCE)`);
  }
});

describe('the schema', () => {
  it('is the one in test/world/catalogue.txt (npm run catalogue writes it)', async () => {
    const current = await bothCatalogues();
    expect(current).toBe(await committed('test/world/catalogue.txt', current));
  });

  it('goes all the way back to nothing, and comes out the same again', async () => {
    const before = await bothCatalogues();
    for (const _ of mainMigrations) await revertNewest(urls.main, mainMigrations);
    for (const _ of keyStoreMigrations) await revertNewest(urls.keyStore, keyStoreMigrations);
    const left = (await bothCatalogues())
      .split('\n')
      .filter((line) => /^(table|enum|domain|function|policy)/.test(line));
    expect(left.filter((line) => !line.startsWith('table migration'))).toEqual([]);
    await migrate(urls);
    expect(await bothCatalogues()).toBe(before);
  });

  it('is brought up once, however many start at once', async () => {
    expect(await Promise.all([migrate(urls), migrate(urls)])).toEqual([{ applied: 0 }, { applied: 0 }]);
  });
});

describe('the rows', () => {
  it.each([
    ['main', () => urls.main, mainRows],
    ['key store', () => urls.keyStore, keyStoreRows],
  ])('have exactly the columns of their tables: %s', async (_what, url, rows) => {
    const source = await new DataSource({ type: 'postgres', url: url(), entities: rows, logging: false }).initialize();
    try {
      for (const { tableName, schema, columns } of source.entityMetadatas) {
        const ofRow = columns.map((column) => ({
          name: column.databaseName,
          type: `${source.driver.normalizeType(column)}${column.isArray ? '[]' : ''}`,
          nullable: column.isNullable,
          key: column.isPrimary,
        }));
        const ofTable = await columnsOf(url(), schema ?? 'public', tableName);
        expect({ tableName, columns: sorted(ofRow.map((its) => asTable(its, ofTable))) }).toEqual({
          tableName,
          columns: sorted(ofTable),
        });
      }
    } finally {
      await source.destroy();
    }
  });
});

interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly key: boolean;
}

/** Domains and enums are text to a row: the table's own name for the type stands in. */
function asTable(column: Column, ofTable: readonly (Column & { readonly textual?: boolean })[]): Column {
  const its = ofTable.find(({ name }) => name === column.name);
  const isText = /^(text|character varying|varchar|enum)(\[\])?$/.test(column.type);
  const textual = its !== undefined && !/^(text|character varying)/.test(its.type) && isText && isOurs(its.type);
  return textual && its.type.endsWith('[]') === column.type.endsWith('[]') ? { ...column, type: its.type } : column;
}

/** Enums and domains of the migrations. */
function isOurs(type: string): boolean {
  return /^[a-z0-9]+_[a-z0-9_]+(\[\])?$|^(urgency|party)(\[\])?$/.test(type);
}

function sorted(columns: readonly Column[]): Column[] {
  return columns
    .map(({ name, type, nullable, key }) => ({ name, type, nullable, key }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function columnsOf(url: string, schema: string, table: string): Promise<Column[]> {
  return query<Column>(
    url,
    `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
       coalesce(a.attnum = ANY ((i.indkey::smallint[])[0:i.indnkeyatts - 1]), false) AS key
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
     WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped`,
    [schema, table],
  );
}

async function bothCatalogues(): Promise<string> {
  return `# main\n${await catalogueOf(urls.main)}\n# key store\n${await catalogueOf(urls.keyStore)}`;
}

async function query<Row extends object>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
