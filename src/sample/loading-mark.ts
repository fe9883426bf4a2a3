/** A sample that was broken off half way is nobody's neighbourhood: the next start clears it away and loads it anew. */
import type { InstanceParts } from '../platform/instance-parts.js';

const KEY_STORE_TABLES = ['family_session', 'ring', 'reissued_request', 'listing_key', 'data_key'] as const;

/**
 * From here until `markLoaded`, whatever is in the databases is the sample's alone: nothing is served meanwhile. The mark lies in the
 * database that it speaks of, so that it can never stand for another one.
 */
export async function markLoading({ owner, clock }: InstanceParts): Promise<void> {
  await owner.database.query(
    'mark-sample-loading',
    'INSERT INTO sample_loading (started_on) VALUES ($1) ON CONFLICT DO NOTHING',
    [clock.now().toISOString().slice(0, 10)],
  );
}

export async function markLoaded({ owner }: InstanceParts): Promise<void> {
  await owner.database.query('mark-sample-loaded', 'DELETE FROM sample_loading');
}

/** True when a loading was broken off, and has been cleared away. */
export async function clearBrokenOff({ owner, keyStore }: InstanceParts): Promise<boolean> {
  const { rowCount } = await owner.database.query('find-sample-loading', 'SELECT FROM sample_loading LIMIT 1');
  if (rowCount === 0) return false;
  for (const table of KEY_STORE_TABLES) await keyStore.database.query(`sample-forget-${table}`, `DELETE FROM ${table}`);
  const { rows } = await owner.database.query<{ tables: string | null }>(
    'sample-tables',
    `SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS tables FROM pg_tables
     WHERE schemaname IN ('public', 'sealed') AND tablename <> 'migration'`,
  );
  const tables = rows[0]?.tables;
  if (tables) await owner.database.query('sample-truncate', `TRUNCATE ${tables} CASCADE`);
  return true;
}
