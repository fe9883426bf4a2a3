/** The note of an offer, sealed and screened: held for a person where the screening finds something. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import { Notices } from '../notice/notices.js';
import type { Queryable } from '../platform/queryable.js';
import { Screening } from '../screening/screening.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { afterNewNote, screenNewNote } from './domain/offer-note.js';
import { type LockedNote, OfferNoteStore } from './offer-note.store.js';
import { notePlace } from './read-offers.js';

@Injectable()
export class WriteNote {
  constructor(
    private readonly store: OfferNoteStore,
    private readonly texts: ListingTexts,
    private readonly screening: Screening,
    private readonly notices: Notices,
  ) {}

  lock(tx: Queryable, offerId: string): Promise<LockedNote | null> {
    return this.store.lock(tx, offerId);
  }

  seal(offerId: string, note: string | null, now: Date): Promise<Buffer | null> {
    return note === null ? Promise.resolve(null) : this.texts.seal(note, notePlace(offerId), now);
  }

  /** In place of the one that it has. Coordinators are told when it waits now and did not before. */
  async replace(tx: Queryable, offer: LockedNote & NamedOffer, note: string | null, now: Date): Promise<void> {
    await this.store.setNote(tx, offer.offerId, await this.seal(offer.offerId, note, now));
    const after = afterNewNote(offer.review, note, this.screening.screen, halfDayAt(now, 'UTC'));
    await this.store.write(tx, offer.offerId, after);
    if (after.state === 'WAITING' && offer.review.state !== 'WAITING') await this.tell(tx, offer, now);
  }

  /** Of an offer that is new. */
  async screen(tx: Queryable, offer: NamedOffer, note: string | null, now: Date): Promise<void> {
    const review = screenNewNote(note, this.screening.screen, halfDayAt(now, 'UTC'));
    if (review.state === 'SHOWN') return;
    await this.store.write(tx, offer.offerId, review);
    await this.tell(tx, offer, now);
  }

  private tell(tx: Queryable, { offerId: id, partnerId }: NamedOffer, now: Date): Promise<void> {
    return this.notices.tell(tx, { coordinatorsOf: partnerId }, 'TEXT_TO_REVIEW', { kind: 'OFFER', id }, now);
  }
}

interface NamedOffer {
  readonly offerId: string;
  /** Of its home. */
  readonly partnerId: string;
}
