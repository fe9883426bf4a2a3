/** Both databases are migrated once for a run; every spec file gets copies of its own. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import { databaseErrorCode } from '../../src/platform/database/database.js';
import { databaseUrls, withDatabaseName } from '../../src/platform/database/database-urls.js';
import { migrate } from '../../src/platform/database/migrate.js';

const TEMPLATE = 'sanctuary_template';

export async function makeTemplateDatabases(): Promise<void> {
  const server = serverUrl();
  await onServer(async (client) => {
    for (const name of [TEMPLATE, `${TEMPLATE}_keys`]) {
      await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${escapeIdentifier(name)} ENCODING 'UTF8'`);
    }
  });
  await migrate(databaseUrls(withDatabaseName(server, TEMPLATE), undefined));
}

/** The main database's URL; the key store's is the same with `_keys` behind the name. */
export async function copyTemplateDatabases(name: string): Promise<string> {
  await onServer(async (client) => {
    await copy(client, TEMPLATE, name);
    await copy(client, `${TEMPLATE}_keys`, `${name}_keys`);
  });
  return withDatabaseName(serverUrl(), name);
}

/** A key store without a main database; answers its URL. */
export async function copyKeyStoreTemplate(name: string): Promise<string> {
  await onServer((client) => copy(client, `${TEMPLATE}_keys`, name));
  return withDatabaseName(serverUrl(), name);
}

/** File by file, not page by page through the write-ahead log: half the work where nothing has to reach a disk. */
async function copy(client: Client, template: string, name: string): Promise<void> {
  await client.query(
    `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)} STRATEGY FILE_COPY`,
  );
}

export async function dropDatabases(name: string): Promise<void> {
  await onServer(async (client) => {
    for (const its of [name, `${name}_keys`]) await drop(client, its);
  });
}

const NOT_PERMITTED = '42501';
const MOST_TRIES = 20;

/** A worker of autovacuum belongs to the superuser: it cannot be sent away, and is gone in a moment. */
async function drop(client: Client, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
      return;
    } catch (error) {
      if (databaseErrorCode(error) !== NOT_PERMITTED || attempt === MOST_TRIES) throw error;
      await delay(250);
    }
  }
}

async function onServer(work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const url = process.env['TEST_PG_OWNER_URL'];
  if (!url) throw new Error('The shared server is not running: specs are started by npm test.');
  return url;
}
