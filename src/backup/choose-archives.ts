/** Which archives are meant, and that they open and are whole: before anything is done with them. */
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { CannotStart } from '../platform/cannot-start.js';
import type { Part } from './archive-format.js';
import { archivesIn, type FoundArchive } from './backup-folder.js';
import type { BackupKeys } from './backup-keys.js';
import { ArchiveBroken, type ArchiveRead, type Manifest, readArchive, readHeader } from './read-archive.js';

export interface ChosenArchive {
  readonly backup: string;
  readonly part: Part;
  readonly path: string;
  readonly key: Buffer;
  readonly manifest: Manifest;
}

const ALL: readonly Part[] = ['main', 'keys'];

/** Throws `CannotStart`. */
export async function chooseArchives(
  from: string,
  only: Part | undefined,
  keys: BackupKeys,
  now: Date,
): Promise<ChosenArchive[]> {
  const parts = only ? [only] : ALL;
  const found = await stat(from).catch(() => null);
  if (!found) throw new CannotStart('There is nothing at that place.');
  const asked = found.isDirectory() ? null : await readHeader(from);
  if (!found.isDirectory() && !asked) throw new CannotStart(`${basename(from)} is not an archive of ours.`);
  const there = await archivesIn(asked ? dirname(from) : from, keys, now);
  const backup = asked?.backup ?? there[0]?.backup;
  const chosen: ChosenArchive[] = [];
  for (const part of parts) {
    const archive = there.find((its) => its.backup === backup && its.part === part);
    if (!archive) throw new CannotStart(`The archive of the part "${part}" is missing. To restore one alone: --only.`);
    const { key, manifest } = await verifyArchive(archive, keys, now);
    chosen.push({ backup: archive.backup, part, path: archive.path, key, manifest });
  }
  return chosen;
}

/** Reads it to its end. Throws `CannotStart`. */
export async function verifyArchive(
  { path, keyId }: Pick<FoundArchive, 'path' | 'keyId'>,
  keys: BackupKeys,
  now: Date,
): Promise<ArchiveRead & { readonly key: Buffer }> {
  const key = await keys.open(keyId, now);
  if (!key) {
    throw new CannotStart(
      `${basename(path)} opens no more: its time is over, or BACKUP_KEY_FOLDER is not where it was when it was made.`,
    );
  }
  try {
    return { ...(await readArchive(path, key)), key };
  } catch (error) {
    if (!(error instanceof ArchiveBroken)) throw error;
    throw new CannotStart(`${basename(path)} is not as it was written. Nothing of it is used.`);
  }
}
