/** The tables of the job runner are its own: it brings them up to date itself, as the owner of the database. */
import { Logger, runMigrations } from 'graphile-worker';
import { Pool } from 'pg';

export const JOBS_SCHEMA = 'jobs';

export async function migrateJobs(url: string): Promise<void> {
  // Its own pool is not waited for when it ends, and would break over a server that stops meanwhile.
  const pool = new Pool({ connectionString: url, max: 1, application_name: 'sanctuary migrate' });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await runMigrations({ pgPool: pool, schema: JOBS_SCHEMA, logger: new Logger(() => () => undefined) });
  } finally {
    await pool.end();
  }
}
