/** Opens everything an instance stands on, in order, and closes it again in the reverse order. */
import { mkdir } from 'node:fs/promises';
import type { Clock } from '../kernel/clock.js';
import { CannotStart, RESTORE_BROKEN_OFF, SCHEMA_TOO_OLD } from './cannot-start.js';
import type { Config } from './config.js';
import { Database, type Row } from './database/database.js';
import type { DatabaseUrls } from './database/database-urls.js';
import { areBeingRestored, areUpToDate, migrate } from './database/migrate.js';
import { findDatabaseServer } from './database-server.js';
import type { EmbeddedPostgres } from './embedded-postgres/start.js';
import { type InstanceParts, KeyStore, OwnerDatabase } from './instance-parts.js';
import { Logger } from './logger.js';
import { openKeys } from './open-keys.js';

const STATEMENT_TIMEOUT_MS = 3_000;
const SWEEP_TIMEOUT_MS = 300_000;
const KEY_STORE_POOL = 4;
const OWNER_POOL = 3;

export interface Instance extends InstanceParts {
  readonly urls: DatabaseUrls;
  /** The database server that this process started, if it did. */
  readonly embedded: EmbeddedPostgres | null;
  /** What that server said last: worth reading when it ended by itself. */
  lastDatabaseLines(): readonly string[];
  close(): Promise<void>;
}

export interface InstanceOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly rows: { readonly main: Row[]; readonly keyStore: Row[] };
  readonly logger?: Logger;
  /** Lines for the person at the terminal, before the log begins. */
  readonly say?: (line: string) => void;
  /** For the command line: whether to join the embedded server of a service that runs. */
  readonly mayAttach?: boolean;
}

export async function openInstance({
  config,
  clock,
  rows,
  logger,
  say = () => undefined,
  mayAttach = false,
}: InstanceOptions): Promise<Instance> {
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    // The database first: as root it makes a folder that PostgreSQL's own account can enter. What is ours in it is 0600.
    const { urls, embedded, lastLines } = await findDatabaseServer(config, { say, mayAttach });
    if (embedded) opened.push(() => embedded.stop());
    await mkdir(config.dataFolder, { recursive: true, mode: 0o700 });
    if (await areBeingRestored(urls)) throw new CannotStart(RESTORE_BROKEN_OFF);
    if (config.migrate) await migrate(urls);

    const open = async (
      url: string,
      part: string,
      role: string | null,
      poolSize: number,
      statementTimeout: number,
      its: Row[],
    ) => {
      const database = await Database.open({
        url,
        role,
        poolSize,
        rows: its,
        statementTimeout,
        // Sweeps run on marks of the clock by themselves, and whoever loads has nobody to hide.
        publishAtOnce: config.publishingMinutes === 0 || role === null,
        applicationName: `sanctuary ${part}`,
      });
      opened.push(() => database.close());
      return database;
    };
    const database = await open(urls.main, 'api', 'sanctuary_api', config.poolSize, STATEMENT_TIMEOUT_MS, rows.main);
    const keyStore = new KeyStore(
      await open(urls.keyStore, 'keys', 'sanctuary_api', KEY_STORE_POOL, STATEMENT_TIMEOUT_MS, rows.keyStore),
      await open(urls.keyStore, 'key owner', null, 1, SWEEP_TIMEOUT_MS, rows.keyStore),
    );
    const owner = new OwnerDatabase(await open(urls.main, 'owner', null, OWNER_POOL, SWEEP_TIMEOUT_MS, rows.main));

    if (!config.migrate && !(await areUpToDate(database, keyStore.database))) throw new CannotStart(SCHEMA_TOO_OLD);

    const { keyProvider, secrets } = await openKeys(config, keyStore.owner, owner.database);

    return {
      config,
      clock,
      database,
      keyStore,
      owner,
      secrets,
      keyProvider,
      urls,
      embedded,
      lastDatabaseLines: lastLines,
      close,
      logger: logger ?? new Logger(config.logLevel),
    };
  } catch (error) {
    await close();
    throw error;
  }
}
