/** Every sealed record has a key of its own, and is erased by destroying that key. */
import { randomUUID } from 'node:crypto';
import type { DataKeyRow, DataKeyStore } from './data-key.store.js';
import { KeyDestroyed, type KeyProvider } from './key-provider.js';
import { makeKey, SealBroken } from './sealed-box.js';

/** What a key seals; it is bound to its wrapping. CLAIM: the handoff of one claim, and its messages. */
export type DataKeyPurpose = 'HANDOFF' | 'CLAIM' | 'LISTING' | 'PERSON' | 'REPORT';

export interface DataKey {
  readonly id: string;
  readonly key: Buffer;
}

const HALF_DAY_MS = 12 * 60 * 60 * 1000;

/** Every method may reject with `KeysUnreachable`: then nothing was sealed and nothing opens. */
export class DataKeys {
  constructor(
    private readonly store: DataKeyStore,
    private readonly provider: KeyProvider,
  ) {}

  /** `destroyAfter` is kept by half-days: see `coarse`. */
  async create(purpose: DataKeyPurpose, destroyAfter: Date | null, now: Date): Promise<DataKey> {
    const made = await this.make(purpose);
    await this.store.insert([made.row], coarse(destroyAfter, now));
    return made.dataKey;
  }

  /** For loading much at once: one statement for all of them. */
  async createMany(count: number, purpose: DataKeyPurpose, destroyAfter: Date | null, now: Date): Promise<DataKey[]> {
    const made = await Promise.all(Array.from({ length: count }, () => this.make(purpose)));
    await this.store.insert(
      made.map(({ row }) => row),
      coarse(destroyAfter, now),
    );
    return made.map(({ dataKey }) => dataKey);
  }

  /** Null when it was destroyed, its time is over, or what wrapped it is gone. */
  async open(id: string, now: Date): Promise<Buffer | null> {
    return (await this.openMany([id], now)).get(id) ?? null;
  }

  /** Those that open, by id; the others are missing from the answer. */
  async openMany(ids: readonly string[], now: Date): Promise<Map<string, Buffer>> {
    if (ids.length === 0) return new Map();
    const rows = await this.store.find(ids, now);
    const opened = await Promise.all(rows.map(async (row) => ({ id: row.id, key: await this.unwrap(row) })));
    return new Map(opened.flatMap(({ id, key }) => (key ? [[id, key] as const] : [])));
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

  private async make(purpose: DataKeyPurpose): Promise<{ dataKey: DataKey; row: DataKeyRow }> {
    const dataKey = { id: randomUUID(), key: makeKey() };
    const wrapped = await this.provider.wrap(dataKey.key, { dataKeyId: dataKey.id, purpose });
    return { dataKey, row: { id: dataKey.id, purpose, ...wrapped } };
  }

  private async unwrap(row: DataKeyRow): Promise<Buffer | null> {
    try {
      return await this.provider.unwrap(row, { dataKeyId: row.id, purpose: row.purpose });
    } catch (error) {
      // One lost or damaged key makes its own record unreadable, and must not take the others on the page along.
      if (error instanceof KeyDestroyed || error instanceof SealBroken) return null;
      throw error;
    }
  }
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
