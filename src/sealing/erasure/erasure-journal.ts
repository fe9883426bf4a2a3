/** What was erased is on record outside the databases as well, on disk before anybody is told that it is erased. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../kernel/clock.js';
import { isPublicId } from '../../kernel/ids.js';
import { KeysUnreachable } from '../key-provider.js';
import { mergedFile, readJournalFile } from './journal-files.js';
import {
  dayOfFile,
  isMergedFile,
  isOpenFile,
  type JournalEntry,
  nameOfOpenFile,
  nameOfTakenFile,
  printEntry,
} from './journal-format.js';

const ID_FILE = 'journal-id';
const OWNER_ONLY = 0o600;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Whoever opened a file to add to it has long done so. */
const SETTLED_MS = 60 * 60 * 1000;

/**
 * A folder of text files. Any number of processes add to the file of the running half-hour; older ones are merged by day, in the order of
 * the digests: what was erased together does not stay together. Whoever loses the folder starts another, and the databases fill it again.
 */
export class ErasureJournal {
  private known: string | null = null;

  constructor(
    readonly folder: string,
    private readonly clock: Clock,
  ) {}

  /** Random; another folder is another journal. Rejects with `KeysUnreachable`, as everything here that cannot write. */
  async id(): Promise<string> {
    this.known ??= await this.reached(() => this.agreeOnId());
    return this.known;
  }

  /** Resolves when they are safe on disk. */
  async add(digests: readonly Buffer[]): Promise<void> {
    if (digests.length > 0) await this.append(digests.map((digest) => ({ digest })));
  }

  /** That somebody was here to write down what was erased until now. Once in a half-hour is enough. */
  async sign(): Promise<void> {
    await this.append([{ signedAt: this.clock.now() }]);
  }

  /** Entries of days before `since` (YYYY-MM-DD) are dropped. Answers how many files were merged or dropped. */
  async tidy(since: string): Promise<number> {
    return this.reached(async () => {
      const files = await this.files();
      const over = files.filter((file) => dayOfFile(file) < since);
      let changed = over.length;
      await this.remove(over);
      const settled = nameOfOpenFile(new Date(this.clock.now().getTime() - SETTLED_MS));
      const rest = files.filter((file) => dayOfFile(file) >= since && !(isOpenFile(file) && file >= settled));
      for (const [, ofDay] of Map.groupBy(rest, dayOfFile)) {
        // One merged file alone is as it should be.
        if (ofDay.length === 1 && ofDay.every(isMergedFile)) continue;
        const taken = await this.takeAway(ofDay);
        // Never over another: whoever merges the same files at the same time writes a file of its own, and removes what it has read.
        if (taken.length > 0) await this.remove(await mergedFile(this.folder, taken));
        changed += taken.length;
      }
      return changed;
    });
  }

  /** Everything that is in it, in no order, some of it twice. */
  async *entries(): AsyncGenerator<JournalEntry> {
    const read = new Set<string>();
    for (;;) {
      // What was merged away while we read is in a file that came meanwhile.
      const unread = (await this.files()).filter((file) => !read.has(file));
      if (unread.length === 0) return;
      for (const file of unread) {
        read.add(file);
        yield* readJournalFile(join(this.folder, file));
      }
    }
  }

  private async append(entries: readonly JournalEntry[]): Promise<void> {
    await this.id();
    await this.reached(async () => {
      // A line that a crash cut short ends where the next one begins.
      const text = `\n${entries.map(printEntry).join('\n')}\n`;
      while (!(await this.appendTo(nameOfOpenFile(this.clock.now()), text)));
    });
  }

  /** From here on whoever adds to one of them notices, and adds to another: what is read afterwards is all that is in it. */
  private async takeAway(names: readonly string[]): Promise<string[]> {
    const taken: string[] = [];
    for (const name of names) {
      if (!isOpenFile(name)) {
        taken.push(name);
        continue;
      }
      const away = nameOfTakenFile(name, randomUUID());
      const isOurs = await rename(join(this.folder, name), join(this.folder, away)).then(
        () => true,
        (error: unknown) => {
          if (errnoOf(error) !== 'ENOENT') throw error;
          return false;
        },
      );
      if (isOurs) taken.push(away);
    }
    return taken;
  }

  /** False when the file was taken away under our hands. */
  private async appendTo(name: string, text: string): Promise<boolean> {
    const path = join(this.folder, name);
    const [file, isNew] = await openToAppend(path);
    try {
      // One write to a file that is opened for appending is not mixed with another process's.
      const bytes = Buffer.from(text, 'utf8');
      const { bytesWritten } = await file.write(bytes);
      if (bytesWritten !== bytes.length) throw new Error('the disk is full');
      await file.sync();
      if (isNew) await settleFolder(this.folder);
      const there = await stat(path).catch(() => null);
      return there !== null && there.ino === (await file.stat()).ino;
    } finally {
      await file.close();
    }
  }

  private async agreeOnId(): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, ID_FILE);
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, `${randomUUID()}\n`, { mode: OWNER_ONLY, flush: true });
    try {
      // A link, unlike a rename, never replaces a file that is there already.
      await link(draft, path).catch((error: unknown) => {
        if (errnoOf(error) !== 'EEXIST') throw error;
      });
      await settleFolder(this.folder);
    } finally {
      await rm(draft, { force: true });
    }
    const id = (await readFile(path, 'utf8')).trim();
    if (!isPublicId(id)) throw new Error('the journal has no id');
    return id;
  }

  private async files(): Promise<string[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    });
    return names.filter((name) => dayOfFile(name) !== '').toSorted();
  }

  private async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(join(this.folder, name), { force: true });
  }

  private async reached<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch {
      // What went wrong is the operating system's, and names paths.
      throw new KeysUnreachable('JOURNAL');
    }
  }
}

export function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10);
}

async function openToAppend(path: string): Promise<[FileHandle, boolean]> {
  try {
    return [await open(path, 'ax', OWNER_ONLY), true];
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    return [await open(path, 'a', OWNER_ONLY), false];
  }
}

/** Without this a power cut may forget the name of a file whose content is safe. */
async function settleFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
