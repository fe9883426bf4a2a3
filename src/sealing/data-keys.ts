/** Every sealed record has a key of its own, and is erased by destroying that key. */
import { randomUUID } from 'node:crypto';
import type { DataKeyRow, DataKeyStore } from './data-key.store.js';
import { type KeyProvider, KeysUnreachable } from './key-provider.js';
import { makeKey } from './sealed-box.js';

/** What a key seals; it is bound to its wrapping. CLAIM: the handoff of one claim, and its messages. */
export type DataKeyPurpose = 'HANDOFF' | 'CLAIM' | 'LISTING' | 'PERSON' | 'REPORT' | 'NOTE' | 'GATHERING' | 'RECEIPT';

export interface DataKey {
  readonly id: string;
  readonly key: Buffer;
}

const HALF_DAY_MS = 12 * 60 * 60 * 1000;
/** One for each rotation that could come in between. */
const MOST_TRIES = 3;
/** So that what is asked of a key provider at once stays of a size that it answers in time. */
const MOST_AT_ONCE = 500;

/** Every method may reject with `KeysUnreachable`: then nothing was sealed and nothing opens. */
export class DataKeys {
  constructor(
    private readonly store: DataKeyStore,
    private readonly provider: KeyProvider,
    /** Told each time that the keys cannot be reached, before the call that needed them fails. */
    private readonly whenUnreachable: () => void = () => undefined,
    /** Of the keys that somebody asks for, those that there may be a reason to ask for. */
    private readonly otherThanCanaries: (ids: readonly string[]) => readonly string[] = (ids) => ids,
  ) {}

  /** `destroyAfter` is kept by half-days: see `coarse`. */
  async create(
    purpose: DataKeyPurpose,
    destroyAfter: Date | null,
    now: Date,
    id: string = randomUUID(),
  ): Promise<DataKey> {
    const made = { id, key: makeKey() };
    await this.told(() => this.keep(made, purpose, coarse(destroyAfter, now), now));
    return made;
  }

  /** Null when it was destroyed, its time is over, or what wrapped it is gone. */
  async open(id: string, now: Date): Promise<Buffer | null> {
    return (await this.openMany([id], now)).get(id) ?? null;
  }

  /** Those that open, by id; the others are missing from the answer. */
  async openMany(ids: readonly string[], now: Date): Promise<Map<string, Buffer>> {
    if (ids.length === 0) return new Map();
    const rows = await this.store.find(this.otherThanCanaries(ids), now);
    const opened = await this.unwrapped(rows);
    const lost = rows.filter(({ id }) => !opened.has(id));
    if (lost.length === 0) return opened;
    // A rotation may have rewrapped them, and destroyed the older key, since they were read.
    const kekOf = new Map(lost.map(({ id, kekId }) => [id, kekId]));
    const again = await this.store.find([...kekOf.keys()], now);
    const moved = await this.unwrapped(again.filter(({ id, kekId }) => kekOf.get(id) !== kekId));
    return new Map([...opened, ...moved]);
  }

  /** Destroying what is gone already is no error. */
  async destroy(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.store.destroy(ids);
  }

  async setDestroyAfter(ids: readonly string[], destroyAfter: Date | null, now: Date): Promise<void> {
    if (ids.length > 0) await this.store.setDestroyAfter(ids, coarse(destroyAfter, now));
  }

  /** Destroys the keys whose time is over; answers how many. */
  async sweep(now: Date): Promise<number> {
    return this.store.destroyDue(now);
  }

  /** A key that was rotated out meanwhile is refused by the key store: then the provider has to learn the new one. */
  private async keep({ id, key }: DataKey, purpose: DataKeyPurpose, destroyAfter: Date | null, now: Date) {
    for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
      const wrapped = await this.provider.wrapMany([{ key, context: { dataKeyId: id, purpose } }]);
      const rows = wrapped.map((its) => ({ id, purpose, ...its }));
      if (await this.store.insert(rows, destroyAfter, now)) return;
      await this.provider.refresh();
    }
    // The provider knows only keys that wrap no more: an old key file was put in the place of the newer one.
    throw new KeysUnreachable('RETIRED');
  }

  /** One lost or damaged key makes its own record unreadable, and must not take the others on the page along. */
  private async unwrapped(rows: readonly DataKeyRow[]): Promise<Map<string, Buffer>> {
    const opened = new Map<string, Buffer>();
    for (const some of inParts(rows)) {
      const keys = await this.told(() => this.provider.unwrapMany(some.map(wrappingOf)));
      for (const [at, key] of keys.entries()) {
        const id = some[at]?.id;
        if (id !== undefined && Buffer.isBuffer(key)) opened.set(id, key);
      }
    }
    return opened;
  }

  private async told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof KeysUnreachable) this.whenUnreachable();
      throw error;
    }
  }
}

function wrappingOf({ id, purpose, kekId, wrapped }: DataKeyRow) {
  return { kekId, wrapped, context: { dataKeyId: id, purpose } };
}

function* inParts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += MOST_AT_ONCE) yield all.slice(from, from + MOST_AT_ONCE);
}

/**
 * The last half-day mark (UTC) not after the moment: 30 days after a post, to the second, would tell a thief when the
 * family posted. Rather earlier than later, but what is still to come is not over at once.
 */
function coarse(moment: Date | null, now: Date): Date | null {
  if (!moment) return null;
  const mark = Math.floor(moment.getTime() / HALF_DAY_MS) * HALF_DAY_MS;
  return new Date(mark > now.getTime() || moment <= now ? mark : mark + HALF_DAY_MS);
}
