/** What a benchmark is run on: an embedded PostgreSQL with ordinary durability, and the built service as it runs in production. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { temporaryFolder } from '../world/temporary-folder.js';
import { startRoomyPostgres } from './roomy-postgres.js';
import { type ServerProcess, startServer } from './server-process.js';

const ROOT = join(import.meta.dirname, '../..');
const DATABASE = 'bench';

export interface BenchInstance {
  readonly service: ServerProcess;
  /** As the owner of the database. */
  readonly client: Client;
  readonly databaseUrl: string;
  readonly dataFolder: string;
  close(): Promise<void>;
}

/** `core`: that of the service, if it has its own (see own-core.ts). */
export async function openBenchInstance(core: number | null = null): Promise<BenchInstance> {
  const folder = await temporaryFolder('bench');
  const dataFolder = join(folder, 'data');
  const postgres = await startRoomyPostgres(join(folder, 'postgres'));
  await postgres.ensureDatabase(DATABASE);
  const databaseUrl = postgres.ownerUrl(DATABASE);
  const environment = {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    DATA_FOLDER: dataFolder,
    HOST: '127.0.0.1',
    PORT: '0',
    METRICS_PORT: '0',
    SAMPLE: 'off',
    JOBS: 'off',
    // More pages by one home than anybody reads in a day.
    LIST_PAGES_PER_DAY: '1000000000',
    SUGGESTIONS_PER_DAY: '1000000000',
    REQUEST_PAGES_PER_DAY: '1000000',
  };
  const service = await startServer(join(ROOT, 'dist/src/main.js'), await flagsOfStart(), environment, core);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await untilAtRest(client);
  return {
    service,
    client,
    databaseUrl,
    dataFolder,
    async close() {
      await client.end();
      await service.stop();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** It plans its longest statements once it is ready: whoever takes tables apart meanwhile would wait for it, and it for them. */
async function untilAtRest(client: Client): Promise<void> {
  const busy = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`;
  for (let atRest = 0; atRest < 5; ) {
    await delay(100);
    atRest = (await client.query(busy)).rowCount === 0 ? atRest + 1 : 0;
  }
}

/** Of Node, as `npm start` gives them. */
async function flagsOfStart(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } }; // Ours.
  const flags = / node (.*) dist\/src\/main\.js$/.exec(scripts.start)?.[1];
  if (flags === undefined) throw new Error('npm start does not start the service');
  return flags.split(' ');
}
