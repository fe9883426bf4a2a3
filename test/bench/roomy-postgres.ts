/** The embedded PostgreSQL with as much memory of its own as its manual advises for a server: else a machine that is short with its cache of files has "warm" pages read from the disk. */
import { totalmem } from 'node:os';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres/start.js';

/** Of the machine's memory: https://www.postgresql.org/docs/18/runtime-config-resource.html, `shared_buffers`. */
const SHARE = 1 / 4;

/** What was set once stays set in the folder. */
export async function startRoomyPostgres(dataFolder: string): Promise<EmbeddedPostgres> {
  const start = () => startEmbeddedPostgres({ dataFolder, log: () => undefined });
  const postgres = await start();
  if (!postgres.firstStart) return postgres;
  const client = new Client({ connectionString: postgres.superuserUrl('postgres') });
  await client.connect();
  await client.query(`ALTER SYSTEM SET shared_buffers = '${Math.floor((totalmem() * SHARE) / 2 ** 20)}MB'`);
  await client.end();
  await postgres.stop();
  return start();
}
