/** Which PostgreSQL an instance uses: the one that `DATABASE_URL` names, else an embedded one in the data folder. */
import { join } from 'node:path';
import { CannotStart } from './cannot-start.js';
import type { Config } from './config.js';
import { type DatabaseUrls, databaseUrls } from './database/database-urls.js';
import { attachToRunning } from './embedded-postgres/attach.js';
import { EmbeddedPostgresUnavailable } from './embedded-postgres/binaries.js';
import { DataFolderInUse } from './embedded-postgres/data-folder-lock.js';
import { ensureDatabase } from './embedded-postgres/ensure-database.js';
import { quietLog } from './embedded-postgres/quiet-log.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres/start.js';

const MAIN_DATABASE = 'sanctuary';

export interface DatabaseServer {
  readonly urls: DatabaseUrls;
  /** The server that this process started, if it did. */
  readonly embedded: EmbeddedPostgres | null;
  /** What it said last. */
  lastLines(): readonly string[];
}

export interface ServerOptions {
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
  /** Whether to join a server that another process runs on the data folder, instead of refusing. */
  readonly mayAttach: boolean;
}

/** Throws `DataFolderInUse`, `EmbeddedPostgresUnavailable` or `CannotStart`. */
export async function findDatabaseServer(config: Config, options: ServerOptions): Promise<DatabaseServer> {
  if (config.databaseUrl !== undefined) {
    return { urls: databaseUrls(config.databaseUrl, config.keyStoreUrl), embedded: null, lastLines: () => [] };
  }
  const { log, lastLines } = quietLog(options.say);
  const dataFolder = join(config.dataFolder, 'postgres');
  try {
    const embedded = await startEmbeddedPostgres({ dataFolder, log });
    await embedded.ensureDatabase(MAIN_DATABASE);
    return { urls: databaseUrls(embedded.ownerUrl(MAIN_DATABASE), config.keyStoreUrl), embedded, lastLines };
  } catch (error) {
    const running =
      error instanceof DataFolderInUse && options.mayAttach ? await attachToRunning(dataFolder) : undefined;
    if (!running) throw inWords(error);
    await ensureDatabase(running.ownerUrl('postgres'), MAIN_DATABASE);
    return { urls: databaseUrls(running.ownerUrl(MAIN_DATABASE), config.keyStoreUrl), embedded: null, lastLines };
  }
}

/** What stands in the way of an embedded server is told in sentences of ours and of the operating system's. */
function inWords(error: unknown): unknown {
  if (error instanceof DataFolderInUse || error instanceof EmbeddedPostgresUnavailable) return error;
  return error instanceof Error ? new CannotStart(error.message, { cause: error }) : error;
}
