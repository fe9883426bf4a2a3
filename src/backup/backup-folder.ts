/** The archives of a folder: which there are, and which of them are over. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { days, later } from '../kernel/duration.js';
import type { ArchiveHeader, Part } from './archive-format.js';
import type { BackupKeys } from './backup-keys.js';
import { readHeader } from './read-archive.js';

export interface FoundArchive extends ArchiveHeader {
  readonly path: string;
  readonly bytes: number;
  /** Null when nothing opens it any more. */
  readonly opensUntil: Date | null;
}

const NAME = /\.(main|keys)\.backup$/;

/** The latest first. */
export async function archivesIn(folder: string, keys: BackupKeys, now: Date): Promise<FoundArchive[]> {
  const names = await readdir(folder).catch(() => []);
  const found: FoundArchive[] = [];
  for (const name of names
    .filter((its) => NAME.test(its))
    .toSorted()
    .toReversed()) {
    const path = join(folder, name);
    const header = await readHeader(path);
    if (!header) continue;
    const kept = await keys.find(header.keyId);
    const opensUntil = kept && kept.until > now ? kept.until : null;
    found.push({ ...header, path, bytes: (await stat(path)).size, opensUntil });
  }
  return found;
}

/**
 * Their keys first: without it the file is noise. A file whose key is missing before its time stays: the folder of keys may only be away.
 * Answers how many files went.
 */
export async function removeOver(
  folder: string,
  keys: BackupKeys,
  daysKept: Readonly<Record<Part, number>>,
  now: Date,
): Promise<number> {
  await keys.destroyOver(now);
  const over = (await archivesIn(folder, keys, now)).filter(
    ({ opensUntil, part, madeAt }) => opensUntil === null && later(new Date(madeAt), days(daysKept[part])) <= now,
  );
  for (const { path } of over) await rm(path, { force: true });
  return over.length;
}
