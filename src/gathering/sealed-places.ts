/** Where a gathering is lies sealed under a key of its own, which ends a week after it, or with its cancellation. */
import { Injectable } from '@nestjs/common';
import { days, later } from '../kernel/duration.js';
import type { Transaction } from '../platform/database/transaction.js';
import { DataKeys } from '../sealing/data-keys.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import type { ExactPlace } from './domain/plan-gathering.js';
import { type SealedPlace, SealedPlaceStore } from './sealed-place.store.js';

/** After the end: as long as those who came may have forgotten something there. */
export const PLACE_KEPT = days(7);

interface PlaceOf {
  readonly id: string;
  readonly partnerId: string;
}

@Injectable()
export class SealedPlaces {
  constructor(
    private readonly dataKeys: DataKeys,
    private readonly store: SealedPlaceStore,
  ) {}

  /** Before the transaction that keeps it: the key is made in another database. */
  async seal(of: PlaceOf, place: ExactPlace, endsAt: Date, now: Date): Promise<SealedPlace> {
    const { id, key } = await this.dataKeys.create('GATHERING', later(endsAt, PLACE_KEPT), now);
    return { gatheringId: of.id, dataKeyId: id, box: sealJson(key, place, contextOf(of, id)) };
  }

  /** The key of what stood there before goes when this is true. */
  async keep(tx: Transaction, sealed: SealedPlace): Promise<void> {
    const before = await this.store.find(tx, sealed.gatheringId);
    await this.store.put(tx, sealed);
    if (before) tx.afterCommit(() => this.dataKeys.destroy([before.dataKeyId]));
  }

  /** For what was sealed and, in the end, not kept. */
  async discard(sealed: SealedPlace): Promise<void> {
    await this.dataKeys.destroy([sealed.dataKeyId]);
  }

  async forget(tx: Transaction, gatheringId: string): Promise<void> {
    const sealed = await this.store.find(tx, gatheringId);
    if (!sealed) return;
    await this.store.delete(tx, gatheringId);
    tx.afterCommit(() => this.dataKeys.destroy([sealed.dataKeyId]));
  }

  /** By the gathering's id; what is not there, or whose key is gone, is missing. */
  async open(tx: Transaction, of: readonly PlaceOf[], now: Date): Promise<Map<string, ExactPlace>> {
    const rows: SealedPlace[] = [];
    for (const { id } of of) {
      const row = await this.store.find(tx, id);
      if (row) rows.push(row);
    }
    const keys = await this.dataKeys.openMany(
      rows.map(({ dataKeyId }) => dataKeyId),
      now,
    );
    const partnerOf = new Map(of.map(({ id, partnerId }) => [id, partnerId]));
    const opened = new Map<string, ExactPlace>();
    for (const { gatheringId: id, dataKeyId, box } of rows) {
      const key = keys.get(dataKeyId);
      const place = key && openPlace(key, box, contextOf({ id, partnerId: partnerOf.get(id) ?? '' }, dataKeyId));
      if (place) opened.set(id, place);
    }
    return opened;
  }
}

function openPlace(key: Buffer, box: Buffer, context: SealContext): ExactPlace | null {
  try {
    return openJson<ExactPlace>(key, box, context);
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

function contextOf({ id, partnerId }: PlaceOf, keyId: string): SealContext {
  return { table: 'sealed.gathering_place', column: 'box', rowId: id, partnerId, keyId };
}
