/** A database is made empty in one step, which leaves the mark that it is not whole; until the mark is gone it serves nobody. */
import { isBeingRestored, RESTORE_MARK } from '../platform/database/migrate.js';
import type { Queryable } from '../platform/queryable.js';
import { type OwnerConnection, quoted } from './owner-connection.store.js';
import { tablesToKeep } from './table-shapes.store.js';

/** What our migrations made in `public`. The schema itself stays, with its rights. */
const DROP_EVERYTHING = `
  DO $$
  DECLARE it record;
  BEGIN
    FOR it IN SELECT c.oid::regclass AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' LOOP
      EXECUTE 'DROP TABLE IF EXISTS ' || it.name || ' CASCADE';
    END LOOP;
    FOR it IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
      EXECUTE 'DROP ROUTINE IF EXISTS ' || it.name || ' CASCADE';
    END LOOP;
    FOR it IN SELECT t.oid::regtype AS name, t.typtype FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd') LOOP
      EXECUTE CASE it.typtype WHEN 'd' THEN 'DROP DOMAIN IF EXISTS ' ELSE 'DROP TYPE IF EXISTS ' END || it.name || ' CASCADE';
    END LOOP;
  END $$`;

export interface FoundDatabase {
  /** It holds rows of ours. */
  readonly inhabited: boolean;
  /** A restore was broken off here. */
  readonly marked: boolean;
  /** Connections of a service that runs on it. */
  readonly served: number;
}

export async function lookAt(connection: OwnerConnection): Promise<FoundDatabase> {
  const marked = await isBeingRestored(connection);
  const { rows } = await connection.query<{ count: number }>(
    'served',
    `SELECT count(*)::integer AS count FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name ~ '^sanctuary (api|keys|owner|key owner|jobs)$'`,
  );
  return { marked, inhabited: await holdsRows(connection), served: rows[0]?.count ?? 0 };
}

/** Whether there is a table of what was erased, and nothing half restored. */
export async function remembersErased(connection: OwnerConnection): Promise<boolean> {
  const { rows } = await connection.query<{ there: boolean }>(
    'remembers-erased',
    `SELECT to_regclass('public.erased') IS NOT NULL AND to_regclass('public.${RESTORE_MARK}') IS NULL AS there`,
  );
  return rows[0]?.there ?? false;
}

export async function emptyAndMark(connection: OwnerConnection, backup: string): Promise<void> {
  await connection.transaction(async () => {
    await connection.query('drop-jobs', 'DROP SCHEMA IF EXISTS jobs CASCADE');
    await connection.query('drop-sealed', 'DROP SCHEMA IF EXISTS sealed CASCADE');
    await connection.query('drop-everything', DROP_EVERYTHING);
    await connection.query('make-mark', `CREATE TABLE public.${RESTORE_MARK} (backup uuid PRIMARY KEY)`);
    await connection.query('mark', `INSERT INTO public.${RESTORE_MARK} VALUES ($1)`, [backup]);
    // For the check of health.
    await connection.query('show-mark', `GRANT SELECT ON public.${RESTORE_MARK} TO PUBLIC`);
  });
}

export async function removeMark(connection: OwnerConnection): Promise<void> {
  await connection.query('remove-mark', `DROP TABLE IF EXISTS public.${RESTORE_MARK}`);
}

async function holdsRows(connection: Queryable): Promise<boolean> {
  for (const { schema, name } of await tablesToKeep(connection)) {
    const { rows } = await connection.query<{ any: boolean }>(
      'any',
      `SELECT EXISTS (SELECT FROM ${quoted(schema, name)}) AS any`,
    );
    if (rows[0]?.any) return true;
  }
  return false;
}
