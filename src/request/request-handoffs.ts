/** A handoff is sealed so that only the family's ring opens it, until somebody was accepted; or under a data key, where the yes is another's. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';
import { type DataKey, DataKeys } from '../sealing/data-keys.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import type { DietaryRule } from './domain/grocery.js';
import type { Handoff } from './domain/handoff.js';
import type { MoneyPurpose } from './domain/money.js';
import { type SealedHandoffBox, SealedHandoffStore } from './sealed-handoff.store.js';

/** As much as the limits allow: a family gives the same directions each time, and their length would tell its requests apart from others'. */
export const HANDOFF_STEP = 2_560;

/** All that is sealed of a request. The purpose only of money, dietary rules only of groceries. */
export interface SealedHandoff extends Handoff {
  readonly dietaryRules: readonly DietaryRule[];
  readonly purpose: MoneyPurpose | null;
}

/** Which request it is sealed for: bound into the box. */
export interface HandoffOf {
  readonly requestId: string;
  readonly partnerId: string;
}

/** A key made before the transaction that uses it: when that fails, it is destroyed, or swept as an orphan. */
export type SealingKey = { readonly scheme: 'FAMILY'; readonly key: Buffer } | ({ readonly scheme: 'KEY' } & DataKey);

@Injectable()
export class RequestHandoffs {
  constructor(
    private readonly store: SealedHandoffStore,
    private readonly dataKeys: DataKeys,
  ) {}

  async newKey(destroyAfter: Date, now: Date, id?: string): Promise<SealingKey> {
    return { scheme: 'KEY', ...(await this.dataKeys.create('HANDOFF', destroyAfter, now, id)) };
  }

  /** A key that nothing was sealed with. */
  async discard(key: SealingKey): Promise<void> {
    if (key.scheme === 'KEY') await this.dataKeys.destroy([key.id]);
  }

  async write(tx: Transaction, of: HandoffOf, handoff: SealedHandoff, key: SealingKey): Promise<void> {
    await this.store.insert(tx, of.requestId, boxOf(of, handoff, key));
  }

  /**
   * Null when it is gone, or when `familyKey` is wanted and was not given. `familyKey`: from the family's ring; a coordinator, and a yes
   * that was given beforehand, have none.
   */
  async open(tx: Transaction, of: HandoffOf, familyKey: Buffer | null, now: Date): Promise<SealedHandoff | null> {
    const sealed = await this.store.find(tx, of.requestId);
    const key = sealed && (await this.keyOf(sealed, familyKey, now));
    return sealed && key ? openBox(of, sealed, key) : null;
  }

  /**
   * Puts another in its place, under the key that it has. Where that is gone, as after 30 days in which nobody came, under a new one:
   * `familyKey` is the one of the ring, or null where a data key is to seal it.
   */
  async replace(
    tx: Transaction,
    of: HandoffOf,
    handoff: SealedHandoff,
    { familyKey, destroyAfter }: { readonly familyKey: Buffer | null; readonly destroyAfter: Date },
    now: Date,
  ): Promise<void> {
    const sealed = await this.store.find(tx, of.requestId);
    const key = await this.keyToReplaceWith(sealed, familyKey, destroyAfter, now);
    const box = boxOf(of, handoff, key);
    if (sealed) await this.store.replace(tx, of.requestId, box);
    else await this.store.insert(tx, of.requestId, box);
  }

  /** Moves the end of an unclaimed handoff: nothing happens to one that lies in a ring. */
  async prolong(tx: Transaction, requestId: string, destroyAfter: Date, now: Date): Promise<void> {
    const sealed = await this.store.find(tx, requestId);
    if (sealed?.dataKeyId) await this.dataKeys.setDestroyAfter([sealed.dataKeyId], destroyAfter, now);
  }

  /** The key first: without it the row is nothing, in every backup too. */
  async destroy(tx: Transaction, requestId: string): Promise<void> {
    const sealed = await this.store.find(tx, requestId);
    if (sealed?.dataKeyId) await this.dataKeys.destroy([sealed.dataKeyId]);
    if (sealed) await this.store.delete(tx, requestId);
  }

  private async keyToReplaceWith(
    sealed: SealedHandoffBox | null,
    familyKey: Buffer | null,
    destroyAfter: Date,
    now: Date,
  ): Promise<SealingKey> {
    if (familyKey) return { scheme: 'FAMILY', key: familyKey };
    const key = sealed?.dataKeyId ? await this.dataKeys.open(sealed.dataKeyId, now) : null;
    return sealed?.dataKeyId && key ? { scheme: 'KEY', id: sealed.dataKeyId, key } : this.newKey(destroyAfter, now);
  }

  private async keyOf(sealed: SealedHandoffBox, familyKey: Buffer | null, now: Date): Promise<Buffer | null> {
    return sealed.dataKeyId === null ? familyKey : this.dataKeys.open(sealed.dataKeyId, now);
  }
}

function boxOf(of: HandoffOf, handoff: SealedHandoff, key: SealingKey): SealedHandoffBox {
  const dataKeyId = key.scheme === 'KEY' ? key.id : null;
  return { scheme: key.scheme, dataKeyId, box: sealJson(key.key, handoff, contextOf(of, dataKeyId), HANDOFF_STEP) };
}

function openBox(of: HandoffOf, { box, dataKeyId }: SealedHandoffBox, key: Buffer): SealedHandoff | null {
  try {
    return reviveHandoff(openJson<StoredHandoff>(key, box, contextOf(of, dataKeyId)));
  } catch (error) {
    // The ring of another generation has another key: it opens nothing, and that is all there is to say.
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

function contextOf({ requestId, partnerId }: HandoffOf, dataKeyId: string | null): SealContext {
  return { table: 'sealed.handoff', column: 'box', rowId: requestId, partnerId, keyId: dataKeyId ?? 'ring' };
}

interface StoredWindow {
  readonly from: string;
  readonly until: string;
}

/** JSON knows no dates: they are text in the box. */
export type StoredHandoff = Omit<SealedHandoff, 'exactWindow' | 'returnWindow'> & {
  readonly exactWindow: StoredWindow | null;
  readonly returnWindow: StoredWindow | null;
};

export function reviveHandoff(stored: StoredHandoff): SealedHandoff {
  const dates = (window: StoredWindow | null) =>
    window && { from: new Date(window.from), until: new Date(window.until) };
  return { ...stored, exactWindow: dates(stored.exactWindow), returnWindow: dates(stored.returnWindow) };
}
