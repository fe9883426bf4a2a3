/** All that both databases hold, as a digest for each table: a refusal leaves every one of them as it was, and at most counts that somebody tried, or notes that a key is gone which sealed nothing. */
import type { World } from './world.js';

const DIGESTS = `
  SELECT table_schema || '.' || table_name AS name,
    md5(query_to_xml(format('SELECT t::text FROM %I.%I t ORDER BY 1', table_schema, table_name), true, false, '')::text) AS digest
  FROM information_schema.tables
  WHERE table_schema IN ('public', 'sealed') AND table_type = 'BASE TABLE' AND table_name NOT IN ('migration', 'attempt', 'passkey_challenge', 'meter', 'meter_look', 'erased', 'row_order')
  ORDER BY 1`;

export async function everythingStored(world: World): Promise<Record<string, string>> {
  const [main, keys] = await Promise.all([
    world.instance.owner.database.query<{ name: string; digest: string }>('everything-stored', DIGESTS),
    world.instance.keyStore.database.query<{ name: string; digest: string }>('everything-stored', DIGESTS),
  ]);
  return Object.fromEntries([
    ...main.rows.map(({ name, digest }) => [name, digest]),
    ...keys.rows.map(({ name, digest }) => [`keys ${name}`, digest]),
  ]);
}
