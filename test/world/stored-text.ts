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

/** Of every table that has it: the column that leads to a request, or to a claim on one. */
const LEADING = `
  SELECT format('%I.%I', table_schema, table_name) AS table, column_name AS column FROM information_schema.columns
  WHERE table_schema IN ('public', 'sealed') AND (column_name IN ('request_id', 'claim_id') OR (table_name, column_name) = ('request', 'id'))
  ORDER BY column_name = 'claim_id'`;

/** Every value that stands in a row about the request or about a claim on it, as text. */
export async function valuesAbout(world: World, requestId: string): Promise<ReadonlySet<string>> {
  const { database } = world.instance.owner;
  const leading = await database.query<{ table: string; column: string }>('what leads to requests', LEADING);
  const values = new Set<string>();
  for (const { table, column } of leading.rows) {
    const about = column === 'claim_id' ? 'claim_id IN (SELECT id FROM claim WHERE request_id = $1)' : `${column} = $1`;
    const { rows } = await database.query<{ value: string }>(
      `about a request in ${table} by ${column}`,
      `SELECT its.value FROM ${table} t, jsonb_each_text(to_jsonb(t)) its WHERE ${about} AND its.value IS NOT NULL`,
      [requestId],
    );
    for (const { value } of rows) values.add(value);
  }
  return values;
}
