/** One process at a time uses a data folder; the operating system itself frees the lock of a process that died. */
import { closeSync, openSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  /** The process that uses the folder, if its id could be read. */
  readonly holder: number | undefined;

  constructor(dataFolder: string, holder: number | undefined) {
    const who = holder === undefined ? 'another process' : `process ${holder}`;
    super(
      `The data folder ${dataFolder} is in use by ${who}. Stop that one first, or set DATA_FOLDER to another folder.`,
    );
    this.holder = holder;
  }
}

export interface DataFolderLock {
  release(): Promise<void>;
}

const SQLITE_BUSY = 5;
const PATIENCE_MS = 1_000;

/**
 * Locks the cluster in `place`; `dataFolder` is only named in the error. Node has no file locks of its own, but its
 * SQLite has: an exclusive transaction on an empty file holds one until it ends or the process does, however it dies.
 */
export async function lockDataFolder(place: string, dataFolder: string): Promise<DataFolderLock> {
  const file = join(place, 'in-use');
  const holderFile = join(place, 'in-use-by');
  makeFile(file);

  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const database = lockedNow(file);
    if (database) {
      await writeFile(holderFile, `${process.pid}\n`, { mode: 0o600 });
      return {
        release: async () => {
          // Only words for whom we refuse; the lock itself must be freed whatever happens to them.
          await rm(holderFile, { force: true }).catch(() => {});
          if (database.isOpen) database.close();
        },
      };
    }
    // A holder that is not alive has just died, or has not written its id yet: both take only a moment.
    const holder = await readHolder(holderFile);
    if ((holder !== undefined && isAlive(holder)) || performance.now() > deadline) {
      throw new DataFolderInUse(dataFolder, holder);
    }
    await delay(20);
  }
}

/**
 * Only when it is missing, and at one go: a process that closes a file it has locked loses the lock, so that nothing but
 * SQLite may ever open this one.
 */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!failedWith(error, 'code', 'EEXIST')) throw error;
  }
}

function lockedNow(file: string): DatabaseSync | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (failedWith(error, 'errcode', SQLITE_BUSY)) return undefined;
    throw error;
  }
}

async function readHolder(file: string): Promise<number | undefined> {
  const holder = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  return Number.isNaN(holder) ? undefined : holder;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return failedWith(error, 'code', 'EPERM');
  }
}

function failedWith(error: unknown, field: 'code' | 'errcode', value: string | number): boolean {
  return (
    typeof error === 'object' && error !== null && Object.entries(error).some(([k, v]) => k === field && v === value)
  );
}
