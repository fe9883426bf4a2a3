/** The offers of a home as a part of it: handed out, withdrawn when the home closes, and gone with it. */
import { Injectable } from '@nestjs/common';
import type { PartOfHome } from '../home/ending/part-of-home.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { blurredCellOf } from '../place/reach.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { OffersOfHomeStore } from './offers-of-home.store.js';
import { notePlace } from './read-offers.js';

@Injectable()
export class OffersOfHome implements PartOfHome {
  readonly section = 'offers';
  readonly holds = ['offer.home_id'];

  constructor(
    private readonly store: OffersOfHomeStore,
    private readonly texts: ListingTexts,
  ) {}

  async exported(tx: Transaction, { homeId }: HomeViewer, now: Date): Promise<unknown> {
    const offers = await this.store.all(tx, homeId);
    const sealed = offers.flatMap(({ id, noteBox }) => (noteBox ? [{ box: noteBox, place: notePlace(id), id }] : []));
    const notes = await this.texts.openMany(sealed, now);
    const noteOf = new Map(sealed.map(({ id }, at) => [id, notes[at] ?? null]));
    return offers.map(({ id, noteBox: _, ...offer }) => ({ ...offer, note: noteOf.get(id) ?? null }));
  }

  close(tx: Transaction, homeId: string): Promise<void> {
    return this.store.withdrawAll(tx, homeId);
  }

  /** What a claim still takes from stays until that is forgotten: by no more of its place than a region. */
  async erase(tx: Transaction, homeId: string): Promise<void> {
    await this.store.deleteUnclaimed(tx, homeId);
    const left = await this.store.cells(tx, homeId);
    await this.store.blur(
      tx,
      left.map(({ id, cell }) => ({ id, cell: blurredCellOf(cell) })),
    );
  }
}
