/** A sample that was broken off half way is nobody's neighbourhood: the next start clears it away and loads it anew. */
import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstanceParts } from '../platform/instance-parts.js';

const KEY_STORE_TABLES = ['family_session', 'ring', 'reissued_request', 'listing_key', 'data_key'] as const;

function markOf({ config }: InstanceParts): string {
  return join(config.dataFolder, 'sample-is-loading');
}

/** From here until `markLoaded`, whatever is in the databases is the sample's alone: nothing is served meanwhile. */
export async function markLoading(parts: InstanceParts): Promise<void> {
  await writeFile(markOf(parts), '', { mode: 0o600 });
}

export async function markLoaded(parts: InstanceParts): Promise<void> {
  await rm(markOf(parts), { force: true });
}

/** True when a loading was broken off, and has been cleared away. */
export async function clearBrokenOff(parts: InstanceParts): Promise<boolean> {
  const brokenOff = await access(markOf(parts)).then(
    () => true,
    () => false,
  );
  if (!brokenOff) return false;
  const { rows } = await parts.owner.database.query<{ tables: string | null }>(
    'sample-tables',
    `SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS tables FROM pg_tables
     WHERE schemaname IN ('public', 'sealed') AND tablename <> 'migration'`,
  );
  const tables = rows[0]?.tables;
  if (tables) await parts.owner.database.query('sample-truncate', `TRUNCATE ${tables} CASCADE`);
  for (const table of KEY_STORE_TABLES)
    await parts.keyStore.database.query(`sample-forget-${table}`, `DELETE FROM ${table}`);
  return true;
}
