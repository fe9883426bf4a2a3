/** All that is stored, as a thief would read it: every row of every table of both databases, and every letter in the mail folder. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from './world.js';

const ROWS = `
  SELECT table_schema || '.' || table_name AS name,
    query_to_xml(format('SELECT t::text FROM %I.%I t', table_schema, table_name), true, false, '')::text AS rows
  FROM information_schema.tables
  WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`;

/** By table. What is not text stands there in hexadecimal. */
export async function rowsStored(world: World): Promise<ReadonlyMap<string, string>> {
  const [main, keys] = await Promise.all([
    world.instance.owner.database.query<{ name: string; rows: string }>('rows-stored', ROWS),
    world.instance.keyStore.database.query<{ name: string; rows: string }>('rows-stored', ROWS),
  ]);
  return new Map([
    ...main.rows.map(({ name, rows }): [string, string] => [name, rows]),
    ...keys.rows.map(({ name, rows }): [string, string] => [`keys ${name}`, rows]),
  ]);
}

/** Whole, with their heads. */
export async function lettersWritten(world: World): Promise<string[]> {
  const folder = join(world.instance.config.dataFolder, 'mail');
  const names = await readdir(folder);
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}
