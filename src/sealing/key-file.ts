/** The key file is whole, private to the user who runs this, and never half written; anything else is refused in words for the operator. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type KeyFileContent, parseKeyFile, printKeyFile } from './key-file-format.js';
import { makeKey } from './sealed-box.js';

/** The operator has to do something; the message says what, and holds no key. */
export class KeyFileRefused extends Error {
  override readonly name = 'KeyFileRefused';
}

const OWNER_ONLY = 0o600;
const OPEN_TO_OTHERS = 0o077;

/** Null when there is none. */
export async function readKeyFile(path: string): Promise<KeyFileContent | null> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw new KeyFileRefused(`The key file ${path} cannot be read. Give it to the user who runs this service.`);
  }
  try {
    const found = await file.stat();
    // Windows has no such bits: there the folder's own rights are what counts.
    if (process.platform !== 'win32' && (found.mode & OPEN_TO_OTHERS) !== 0) {
      throw new KeyFileRefused(
        `Others on this machine can get at the key file ${path}. Close it with: chmod 600 '${path}'. If somebody may have read it, rotate the keys.`,
      );
    }
    const content = found.isFile() ? parseKeyFile(await file.readFile('utf8')) : null;
    if (content) return content;
    throw new KeyFileRefused(
      `The key file ${path} is damaged or not a key file. Put it back from its backup; do not edit it by hand.`,
    );
  } finally {
    await file.close();
  }
}

/** When two processes start at once, both get the file of the one that came first. */
export async function createKeyFile(path: string): Promise<KeyFileContent> {
  const id = randomUUID();
  const content = { root: makeKey(), current: id, keys: new Map([[id, makeKey()]]) };
  const draft = `${path}.${id}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeDraft(draft, async () => content);
    // A link, unlike a rename, never replaces a file that is there already.
    await link(draft, path);
    await settleFolder(path);
    return content;
  } catch (error) {
    const first = errnoOf(error) === 'EEXIST' ? await readKeyFile(path) : null;
    if (first) return first;
    throw new KeyFileRefused(
      `The key file ${path} cannot be made (${errnoOf(error) ?? 'unknown'}). Its folder has to be there, and writable for the user who runs this service.`,
    );
  } finally {
    await rm(draft, { force: true });
  }
}

/** Replaces the whole file at once. Refused while another change of it is under way. */
export async function changeKeyFile(
  path: string,
  change: (content: KeyFileContent) => KeyFileContent,
): Promise<KeyFileContent> {
  // The draft is the lock as well: only one process can make it, and it reads the file after it did.
  const draft = `${path}.next`;
  let content: KeyFileContent;
  try {
    content = await writeDraft(draft, async () => {
      const before = await readKeyFile(path);
      if (!before) throw missingKeyFile(path);
      return change(before);
    });
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    throw new KeyFileRefused(
      `Another change of the key file is under way, or was broken off. When none is running, remove ${draft} and try again.`,
    );
  }
  await rename(draft, path);
  await settleFolder(path);
  return content;
}

export function missingKeyFile(path: string): KeyFileRefused {
  return new KeyFileRefused(
    `The key file ${path} is missing, but the database was sealed with one. Put it back from its backup; a new one would open nothing. To begin anew, empty the database too.`,
  );
}

/** Rejects with EEXIST when there is a draft; leaves none behind when the content cannot be had. */
async function writeDraft(draft: string, contentOf: () => Promise<KeyFileContent>): Promise<KeyFileContent> {
  const file = await open(draft, 'wx', OWNER_ONLY);
  try {
    const content = await contentOf();
    await file.writeFile(printKeyFile(content));
    await file.sync();
    return content;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** Without this a power cut may forget the name of a file whose content is safe. */
async function settleFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
