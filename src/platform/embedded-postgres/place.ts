/** A cluster lives in its data folder, or, when PostgreSQL's account cannot enter that one, in a place that the data folder remembers. */
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { type Account, canEnter, chooseAccount, run, weAreRoot } from './account.js';
import { openSharedFolder } from './binaries.js';

/** What the data folder keeps about its cluster, in `postgres.json`, for its owner's eyes only. */
export interface Remembered {
  readonly superuserPassword: string;
  readonly ownerPassword: string;
}

/** `place`: relative to the data folder, or absolute. */
export interface Memory extends Remembered {
  readonly place: string;
}

export interface Place {
  /** Absolute, without symbolic links. */
  readonly dataFolder: string;
  /** Ours: locks and settings. PostgreSQL's account passes through, and writes only in its `data`. */
  readonly folder: string;
  readonly account: Account | null;
}

const MEMORY = 'postgres.json';
const INSIDE = 'postgres';

export async function findPlace(givenFolder: string, sharedFolder: string): Promise<Place> {
  const dataFolder = await openDataFolder(givenFolder);
  const remembered = (await readMemory(dataFolder))?.place;
  const known = remembered === undefined ? undefined : resolve(dataFolder, remembered);
  const owner = known === undefined ? undefined : await stat(join(known, 'data')).catch(() => undefined);
  const account = await chooseAccount(owner);
  const folder = known ?? (await choosePlace(dataFolder, account, sharedFolder));

  if (await mkdir(folder, { recursive: true })) await chmod(folder, weAreRoot() ? 0o711 : 0o700);
  if (account && !(await canEnter(account, folder))) {
    throw new Error(
      `PostgreSQL runs as user ${account.uid}, who cannot enter ${folder}: let others pass there (chmod o+x, its parents too), or move it and name its new place in ${join(dataFolder, MEMORY)}.`,
    );
  }
  // Copied or restored by root: the files have come to belong to root, as whom PostgreSQL does not run.
  if (account && owner?.uid === 0) {
    await run('chown', ['-Rh', `${account.uid}:${account.gid}`, join(folder, 'data')], null);
  }
  return { dataFolder, folder, account };
}

/** `undefined` when this data folder has no cluster yet. */
export async function recall(place: Place): Promise<Remembered | undefined> {
  return readMemory(place.dataFolder);
}

/** The same for who only wants to look: makes nothing. */
export async function recallFrom(dataFolder: string): Promise<Memory | undefined> {
  return readMemory(resolve(dataFolder));
}

/** Where PostgreSQL's own files are. */
export function dataOfMemory(dataFolder: string, { place }: Memory): string {
  return join(resolve(dataFolder, place), 'data');
}

/** Written before the cluster is made: a start that dies in between continues with the same passwords. */
export async function remember(place: Place): Promise<Remembered> {
  const passwords = { superuserPassword: newPassword(), ownerPassword: newPassword() };
  const inside = relative(place.dataFolder, place.folder) === INSIDE;
  // A relative place moves with the data folder.
  const memory = { place: inside ? INSIDE : place.folder, ...passwords };
  const unfinished = join(place.dataFolder, `${MEMORY}.making`);
  await rm(unfinished, { force: true });
  const file = await open(unfinished, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(memory, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, join(place.dataFolder, MEMORY));
  return passwords;
}

async function openDataFolder(given: string): Promise<string> {
  // Root's account passes through; every file below says for itself who may read it.
  if (await mkdir(given, { recursive: true })) await chmod(given, weAreRoot() ? 0o711 : 0o700);
  return realpath(given);
}

/** Two starts at once come to the same place, so that the lock in it is one lock. */
async function choosePlace(dataFolder: string, account: Account | null, sharedFolder: string): Promise<string> {
  if (await canEnter(account, dataFolder)) return join(dataFolder, INSIDE);
  await openSharedFolder(sharedFolder);
  const digest = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  return join(sharedFolder, `cluster-${basename(dataFolder).replace(/[^\w.-]/g, '_')}-${digest}`);
}

async function readMemory(dataFolder: string): Promise<Memory | undefined> {
  const file = join(dataFolder, MEMORY);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    if (error.code !== 'EACCES') throw error;
    throw new Error(`${file} belongs to another user: start as that user, or set DATA_FOLDER to another folder.`);
  });
  if (text === undefined) return undefined;
  const { place, superuserPassword, ownerPassword } = parsed(text);
  if (typeof place !== 'string' || typeof superuserPassword !== 'string' || typeof ownerPassword !== 'string') {
    throw new Error(
      `${file} is not what was written there: restore it from a backup, or set DATA_FOLDER to another folder.`,
    );
  }
  return { place, superuserPassword, ownerPassword };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** 192 bits, in letters that need no escaping in SQL or in a URL. */
function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
