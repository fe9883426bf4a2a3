/** A cluster is made whole or not at all, with a superuser that nobody uses and an owner role that is none. */
import { access, chown, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './account.js';
import { type Place, type Remembered, recall, remember } from './place.js';

export const SUPERUSER = 'postgres';
/** Owns the databases and makes roles; a superuser would bypass even forced row security. */
export const OWNER = 'sanctuary_owner';

const UNFINISHED = 'data.making-';

export interface Cluster extends Remembered {
  readonly madeNow: boolean;
}

/** Call under the lock. `settings`: what `writeSettings` gave. */
export async function openCluster(
  place: Place,
  binaries: string,
  settings: readonly string[],
  options: { throwaway: boolean; log: (line: string) => void },
): Promise<Cluster> {
  const data = join(place.folder, 'data');
  const known = await recall(place);
  const exists = await isThere(data);
  if (known && exists) return { ...known, madeNow: false };
  if (exists) await setAside(data, options.log);

  const passwords = known ?? (await remember(place));
  await makeCluster(place, binaries, settings, passwords, options.throwaway);
  if (!place.folder.startsWith(`${place.dataFolder}/`)) {
    options.log(
      `The database is in ${place.folder}: PostgreSQL does not run as root, and others cannot enter the data folder.`,
    );
  }
  return { ...passwords, madeNow: true };
}

async function makeCluster(
  place: Place,
  binaries: string,
  settings: readonly string[],
  passwords: Remembered,
  throwaway: boolean,
): Promise<void> {
  await removeUnfinished(place.folder);
  const making = await mkdtemp(join(place.folder, UNFINISHED));
  if (place.account) await chown(making, place.account.uid, place.account.gid);

  // The same order of text on every machine. Nobody gets in by initdb's own pg_hba.conf: ours takes its place.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const plain = [`--username=${SUPERUSER}`, '--auth=reject', '--no-instructions', ...(throwaway ? ['--no-sync'] : [])];
  await succeed(place, join(binaries, 'bin', 'initdb'), ['-D', making, ...locale, ...plain]);

  // One line a statement; through standard input, so that no file or process list ever has the passwords.
  const roles = [
    `ALTER ROLE ${SUPERUSER} PASSWORD '${passwords.superuserPassword}';`,
    `CREATE ROLE ${OWNER} LOGIN NOSUPERUSER CREATEROLE CREATEDB PASSWORD '${passwords.ownerPassword}';`,
  ];
  const single = ['--single', '-D', making, ...settings, '-c', 'exit_on_error=on', 'postgres'];
  await succeed(place, join(binaries, 'bin', 'postgres'), single, `${roles.join('\n')}\n`);

  await rename(making, join(place.folder, 'data'));
  if (!throwaway) await syncFolder(place.folder);
}

/** What a start left that died while making it; its initdb may still be writing there for a moment. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(UNFINISHED)) continue;
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function succeed(place: Place, program: string, args: readonly string[], input?: string): Promise<void> {
  const { code, stderr } = await run(program, args, place.account, input);
  if (code === 0) return;
  throw new Error(
    `${program} failed (${code}): ${stderr.trim()}. If that cannot be cured here, set DATABASE_URL to another server.`,
  );
}

/** A cluster whose passwords are gone is not ours to delete: the data folder was removed to begin anew, or its memory got lost. */
async function setAside(data: string, log: (line: string) => void): Promise<void> {
  let number = 1;
  while (await isThere(`${data}.set-aside-${number}`)) number += 1;
  await rename(data, `${data}.set-aside-${number}`);
  log(`The data folder does not know the database found in its place: set aside as ${data}.set-aside-${number}.`);
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A new name survives a power cut only when its folder was written. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
