/** The texts of a listing are sealed under the key of the month in which they were written: open to the service, shut to a thief. */
import { LRUCache } from 'lru-cache';
import type { DataKeys } from './data-keys.js';
import { KeysUnreachable } from './key-provider.js';
import type { ListingKeyStore } from './listing-key.store.js';
import { open, SealBroken, type SealContext, SHORT_PADDING_STEP, seal } from './sealed-box.js';

/** Where a text stands. The key's id is in the box, and no partner is bound: a request may change hands. */
export type TextPlace = Pick<SealContext, 'table' | 'column' | 'rowId'>;

export interface SealedText {
  readonly box: Buffer;
  readonly place: TextPlace;
}

const ID_BYTES = 16;
const NONCE_END = 1 + 12;
const TAG_BYTES = 16;
const KEYS_IN_MEMORY = 64;
const USUAL_KEY_MEMORY_MS = 5 * 60 * 1000;
/** About 25 MB at the very most, since a listing's texts have 200 characters. */
const TEXTS_IN_MEMORY = 20_000;
const MOST_TRIES = 5;

export class ListingTexts {
  private readonly keys: LRUCache<string, Buffer>;
  private readonly texts = new LRUCache<string, string>({ max: TEXTS_IN_MEMORY });
  private readonly current = new Map<string, string>();

  constructor(
    private readonly dataKeys: DataKeys,
    private readonly store: ListingKeyStore,
    /** Milliseconds within which a key that was destroyed elsewhere is forgotten here. */
    keyMemory: number = USUAL_KEY_MEMORY_MS,
  ) {
    this.keys = new LRUCache({ max: KEYS_IN_MEMORY, ttl: keyMemory });
  }

  /** Rejects with `KeysUnreachable` when no key can be had. */
  async seal(text: string, place: TextPlace, now: Date): Promise<Buffer> {
    const { id, key } = await this.keyOfEpoch(now);
    const box = seal(key, Buffer.from(text, 'utf8'), contextOf(place, id), SHORT_PADDING_STEP);
    return Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), box]);
  }

  /** Null when its key is gone or cannot be reached, or the box was not sealed for this place. */
  async open(box: Buffer, place: TextPlace, now: Date): Promise<string | null> {
    return (await this.openMany([{ box, place }], now))[0] ?? null;
  }

  /**
   * In the order given; waits for the key store only when a key is not in memory. While the keys cannot be reached the texts are null and
   * a list is a list all the same: what is needed, where and when is worth knowing without its words.
   */
  async openMany(sealed: readonly SealedText[], now: Date): Promise<(string | null)[]> {
    const opened = sealed.map((text) => this.openInMemory(text));
    if (opened.every((text): text is string | null => text !== undefined)) return opened;
    const missing = sealed.filter((_, index) => opened[index] === undefined).map(({ box }) => keyIdOf(box));
    await this.loadKeys(missing, now).catch((error: unknown) => {
      if (!(error instanceof KeysUnreachable)) throw error;
    });
    return sealed.map((text) => this.openInMemory(text) ?? null);
  }

  /** Undefined when the key has to be fetched first. */
  private openInMemory({ box, place }: SealedText): string | null | undefined {
    const id = keyIdOf(box);
    // A text goes with its key: what was destroyed is not served from memory either.
    const key = this.keys.get(id);
    if (!key) return undefined;
    const name = nameOf(box, place);
    const known = this.texts.get(name);
    if (known !== undefined) return known;
    try {
      const text = open(key, box.subarray(ID_BYTES), contextOf(place, id)).toString('utf8');
      this.texts.set(name, text);
      return text;
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }

  private async loadKeys(ids: readonly string[], now: Date): Promise<void> {
    const opened = await this.dataKeys.openMany([...new Set(ids)], now);
    for (const [id, key] of opened) this.keys.set(id, key);
  }

  private async keyOfEpoch(now: Date): Promise<{ id: string; key: Buffer }> {
    const epoch = now.toISOString().slice(0, 7);
    const known = this.inMemory(this.current.get(epoch));
    if (known) return known;
    for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
      const agreed = await this.store.ofEpoch(epoch);
      if (agreed) await this.loadKeys([agreed], now);
      const found = this.inMemory(agreed ?? undefined) ?? (await this.begin(epoch, agreed, now));
      if (!found) continue;
      this.current.set(epoch, found.id);
      return found;
    }
    throw new Error('no listing key could be agreed on');
  }

  /** Null when another process was faster: then its key is the one. */
  private async begin(epoch: string, instead: string | null, now: Date): Promise<{ id: string; key: Buffer } | null> {
    const made = await this.dataKeys.create('LISTING', null, now);
    if (await this.store.propose(epoch, made.id, instead)) {
      this.keys.set(made.id, made.key);
      return made;
    }
    await this.dataKeys.destroy([made.id]);
    return null;
  }

  private inMemory(id: string | undefined): { id: string; key: Buffer } | null {
    const key = id === undefined ? undefined : this.keys.get(id);
    return id !== undefined && key ? { id, key } : null;
  }
}

function contextOf(place: TextPlace, keyId: string): SealContext {
  return { ...place, partnerId: '', keyId };
}

/** The id as PostgreSQL writes it. */
function keyIdOf(box: Buffer): string {
  const hex = box.toString('hex', 0, ID_BYTES);
  if (hex.length !== 2 * ID_BYTES) return '00000000-0000-0000-0000-000000000000'; // Too short: no key opens it.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What was opened is remembered under its place as well: a box that was moved is not served from memory either. */
function nameOf(box: Buffer, { table, column, rowId }: TextPlace): string {
  const nonce = box.toString('latin1', ID_BYTES, ID_BYTES + NONCE_END);
  return `${table}/${column}/${rowId}/${nonce}${box.toString('latin1', Math.max(0, box.length - TAG_BYTES))}`;
}
