/** Starts the PostgreSQL of a data folder, recovering from whatever the last start left, and tells when it ends. */
import { join } from 'node:path';
import { findBinaries } from './binaries.js';
import { OWNER, openCluster, SUPERUSER } from './cluster.js';
import { lockDataFolder } from './data-folder-lock.js';
import { ensureDatabase } from './ensure-database.js';
import { clearLeftover } from './leftover.js';
import { findPlace } from './place.js';
import { startServer } from './server.js';
import { writeSettings } from './settings.js';

export interface EmbeddedPostgresOptions {
  /** Made when missing. Holds the cluster and its passwords, or remembers where the cluster is. */
  readonly dataFolder: string;
  /** Gets what PostgreSQL and we have to say, a line at a time, without values. */
  readonly log: (line: string) => void;
  /** For tests only: data do not survive a power cut (`fsync`, `synchronous_commit`, `full_page_writes` off). */
  readonly throwaway?: boolean;
  /** Where root keeps programs and clusters that PostgreSQL's account cannot reach otherwise. Must survive a reboot. */
  readonly sharedFolder?: string;
}

interface EmbeddedPostgresEnd {
  /** Whether `stop()` was called before. */
  readonly asked: boolean;
  readonly reason: string;
}

export interface EmbeddedPostgres {
  /** Where its files are: the data folder, or the place that it remembers. */
  readonly folder: string;
  readonly port: number;
  /** Whether the cluster was made by this start. */
  readonly firstStart: boolean;
  /** As `sanctuary_owner`, who may create databases and roles and is no superuser. Contains its password. */
  ownerUrl(databaseName: string): string;
  /** As the bootstrap superuser, whom no row security stops: for repairs and tests, never for serving. */
  superuserUrl(databaseName: string): string;
  /** Creates the database, owned by `sanctuary_owner`, if it is missing. True if it was. */
  ensureDatabase(name: string): Promise<boolean>;
  /** Ends every session; resolves when the server is gone and the data folder is free. May be called twice. */
  stop(): Promise<void>;
  /** Resolves when the server is gone, whoever ended it. Never rejects. */
  readonly exited: Promise<EmbeddedPostgresEnd>;
}

const SHARED_FOLDER = '/var/lib/sanctuary-homes';

/** Throws `DataFolderInUse`, `EmbeddedPostgresUnavailable`, or an error that says in words what stands in the way. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, throwaway = false, sharedFolder = SHARED_FOLDER } = options;
  const place = await findPlace(options.dataFolder, sharedFolder);
  const lock = await lockDataFolder(place.folder, place.dataFolder);
  try {
    const binaries = await findBinaries(place.account, sharedFolder);
    const settings = await writeSettings(place.folder, throwaway);
    await clearLeftover(join(place.folder, 'data'), log);
    const cluster = await openCluster(place, binaries, settings, { throwaway, log });
    const server = await startServer(place, binaries, settings, log);

    let stopping: Promise<void> | undefined;
    const exited = server.gone.then(async (reason) => {
      await lock.release();
      return { asked: stopping !== undefined, reason };
    });
    const ownerUrl = urlOf(OWNER, cluster.ownerPassword, server.port);
    return {
      folder: place.folder,
      port: server.port,
      firstStart: cluster.madeNow,
      ownerUrl,
      superuserUrl: urlOf(SUPERUSER, cluster.superuserPassword, server.port),
      ensureDatabase: (name) => ensureDatabase(ownerUrl('postgres'), name),
      exited,
      stop: async () => {
        stopping ??= server.stop();
        await stopping;
        await exited;
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

export function urlOf(role: string, password: string, port: number): (databaseName: string) => string {
  return (name) => `postgres://${role}:${password}@127.0.0.1:${port}/${encodeURIComponent(name)}`;
}
