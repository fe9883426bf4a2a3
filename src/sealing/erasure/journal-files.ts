/** Files of the erasure journal are read line by line, and merged into one in which no order is left. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { linesOf } from '../../platform/lines-of.js';
import { dayOfFile, type JournalEntry, nameOfMergedFile, parseEntry, printEntry } from './journal-format.js';

const OWNER_ONLY = 0o600;

/** Nothing of a file that is gone. Lines that were cut short were never answered for: they are passed over. */
export async function* readJournalFile(path: string): AsyncGenerator<JournalEntry> {
  try {
    for await (const line of linesOf(createReadStream(path))) {
      const entry = parseEntry(line);
      if (entry) yield entry;
    }
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Writes what is in files of one day into a new one. Answers with those that are not needed any more. */
export async function mergedFile(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const lines = new Set<string>();
  let signed = '';
  for (const name of names) {
    for await (const entry of readJournalFile(join(folder, name))) {
      const line = printEntry(entry);
      if ('digest' in entry) lines.add(line);
      else if (line > signed) signed = line;
    }
  }
  const path = join(folder, nameOfMergedFile(dayOfFile(names[0] ?? ''), randomUUID()));
  const draft = `${path}.draft`;
  const file = await open(draft, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(`${[...lines].toSorted().join('\n')}\n${signed}\n`);
    await file.sync();
    await rename(draft, path);
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
  return names;
}

function isGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
