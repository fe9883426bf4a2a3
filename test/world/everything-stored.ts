/** All that both databases hold, as a digest for each table: a refusal leaves every one of them as it was, and at most counts that somebody tried, or notes that a key is gone which sealed nothing. */
import type { Queryable } from '../../src/platform/queryable.js';
import type { World } from './world.js';

const TABLES = `
  SELECT table_schema || '.' || table_name AS name, format('%I.%I', table_schema, table_name) AS table FROM information_schema.tables
  WHERE table_schema IN ('public', 'sealed') AND table_type = 'BASE TABLE' AND table_name NOT IN ('migration', 'attempt', 'passkey_challenge', 'meter', 'meter_look', 'erased', 'row_order')
  ORDER BY 1`;

/** One statement for all tables, which a connection plans once: they are asked for before and after every refusal. */
const statements = new WeakMap<Queryable, string>();

export async function everythingStored(world: World): Promise<Record<string, string>> {
  const [main, keys] = await Promise.all([
    digestsIn(world.instance.owner.database),
    digestsIn(world.instance.keyStore.database),
  ]);
  return Object.fromEntries([
    ...main.map(({ name, digest }) => [name, digest]),
    ...keys.map(({ name, digest }) => [`keys ${name}`, digest]),
  ]);
}

async function digestsIn(database: Queryable) {
  const statement = statements.get(database) ?? (await statementFor(database));
  const { rows } = await database.query<{ name: string; digest: string }>('everything-stored', statement);
  return rows;
}

async function statementFor(database: Queryable): Promise<string> {
  const { rows } = await database.query<{ name: string; table: string }>('tables-stored', TABLES);
  const statement = rows
    .map(
      ({ name, table }) =>
        `SELECT '${name}' AS name, md5(array_agg(t::text ORDER BY t::text)::text) AS digest FROM ${table} t`,
    )
    .join(' UNION ALL ');
  statements.set(database, statement);
  return statement;
}
