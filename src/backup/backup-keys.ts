/** Each archive has a key of its own, kept outside of the databases until its time is over: from then on the archive is noise for everybody. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isPublicId } from '../kernel/ids.js';
import {
  currentOf,
  KeyDestroyed,
  type KeyProvider,
  type WrapContext,
  type WrappedKey,
} from '../sealing/key-provider.js';
import { makeKey, SealBroken } from '../sealing/sealed-box.js';
import { WrappedElsewhere } from '../sealing/wrapped-elsewhere.js';
import type { Part } from './archive-format.js';

export interface BackupKey {
  readonly id: string;
  readonly key: Buffer;
}

export interface KeptBackupKey extends WrappedKey {
  readonly id: string;
  readonly part: Part;
  readonly until: Date;
}

const FORMAT = 'sanctuary-homes-backup-key/1';
const FILE = /^([0-9a-f-]{36})\.json$/;
const OWNER_ONLY = 0o600;

/** A folder of small files, one for each key, wrapped by the provider. Every method may reject with `KeysUnreachable`. */
export class BackupKeys extends WrappedElsewhere {
  constructor(
    private readonly folder: string,
    private readonly provider: KeyProvider,
  ) {
    super();
  }

  async create(part: Part, until: Date): Promise<BackupKey> {
    const made = { id: randomUUID(), key: makeKey() };
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (;;) {
      const wrapped = await this.provider.wrap(made.key, contextOf(made.id, part));
      await this.write({ id: made.id, part, until, ...wrapped });
      // A rotation from here on finds the file; one from before may have passed it by, and wraps under another key now.
      if (wrapped.kekId === (await this.current())) return made;
    }
  }

  /** Null when its time is over, or what wrapped it is gone. */
  async open(id: string, now: Date): Promise<Buffer | null> {
    const kept = await this.find(id);
    if (!kept || kept.until <= now) return null;
    try {
      return await this.provider.unwrap(kept, contextOf(id, kept.part));
    } catch (error) {
      if (error instanceof KeyDestroyed || error instanceof SealBroken) return null;
      throw error;
    }
  }

  async find(id: string): Promise<KeptBackupKey | null> {
    const text = await readFile(this.fileOf(id), 'utf8').catch(() => null);
    return text === null ? null : parse(text, id);
  }

  /** Destroys those whose time is over; answers how many. */
  async destroyOver(now: Date): Promise<number> {
    let destroyed = 0;
    for (const id of await this.ids()) {
      const kept = await this.find(id);
      if (kept && kept.until > now) continue;
      await this.destroy(id);
      destroyed += 1;
    }
    return destroyed;
  }

  async destroy(id: string): Promise<void> {
    const path = this.fileOf(id);
    // As far as the disk lets us: what lies where it lay should not be the key.
    const file = await open(path, 'r+').catch(() => null);
    if (file) {
      try {
        await file.write(randomBytes((await file.stat()).size), 0, null, 0);
        await file.sync();
      } finally {
        await file.close();
      }
    }
    await rm(path, { force: true });
    await settle(this.folder);
  }

  async rewrap(): Promise<number> {
    const current = await this.current();
    let rewrapped = 0;
    for (const id of await this.ids()) {
      const kept = await this.find(id);
      if (!kept || kept.kekId === current) continue;
      const [after] = await this.provider.rewrapMany([{ ...kept, context: contextOf(id, kept.part) }]);
      if (!after || after instanceof Error) continue;
      await this.write({ ...kept, ...after });
      rewrapped += 1;
    }
    return rewrapped;
  }

  private async current(): Promise<string> {
    return currentOf(await this.provider.list());
  }

  private async ids(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.flatMap((name) => FILE.exec(name)?.[1] ?? []);
  }

  private async write({ id, part, until, kekId, wrapped }: KeptBackupKey): Promise<void> {
    const draft = `${this.fileOf(id)}.${randomUUID()}`;
    const file = await open(draft, 'wx', OWNER_ONLY);
    try {
      const text = { format: FORMAT, id, part, until: until.toISOString(), kekId, wrapped: wrapped.toString('base64') };
      await file.writeFile(`${JSON.stringify(text)}\n`);
      await file.sync();
      await rename(draft, this.fileOf(id));
    } finally {
      await file.close();
      await rm(draft, { force: true });
    }
    await settle(this.folder);
  }

  private fileOf(id: string): string {
    if (!isPublicId(id)) throw new Error('not the id of a key');
    return join(this.folder, `${id}.json`);
  }
}

function contextOf(id: string, part: Part): WrapContext {
  return { dataKeyId: id, purpose: part === 'keys' ? 'BACKUP_OF_KEYS' : 'BACKUP' };
}

function parse(text: string, id: string): KeptBackupKey | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof read !== 'object' || read === null) return null;
  const its = read as Record<string, unknown>; // Narrowed to an object.
  const { format, part, until, kekId, wrapped } = its;
  const isKey =
    format === FORMAT &&
    its['id'] === id &&
    (part === 'main' || part === 'keys') &&
    typeof until === 'string' &&
    !Number.isNaN(Date.parse(until)) &&
    typeof kekId === 'string' &&
    typeof wrapped === 'string';
  return isKey ? { id, part, until: new Date(until), kekId, wrapped: Buffer.from(wrapped, 'base64') } : null;
}

/** Without this a power cut may bring back a name that is gone, or forget a new one. */
async function settle(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
