/** The queue of notes that wait: of offers of the homes of the coordinator's partner, the longest wait first. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import type { Offer } from './offer.type.js';
import { OfferNoteStore } from './offer-note.store.js';
import { ReadOffers } from './read-offers.js';

@Injectable()
export class OfferTextsToReview {
  constructor(
    private readonly database: Database,
    private readonly store: OfferNoteStore,
    private readonly offers: ReadOffers,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: CoordinatorViewer,
    { first, after }: { first: number; after: string | null },
    language: Language,
  ): Promise<Connection<Offer> | Refused> {
    const now = this.clock.now();
    const list = `offer texts to review ${viewer.partnerId}`;
    const opened = after === null ? null : this.cursors.open(list, after);
    if (opened && !opened.accepted) return opened;
    // Sealed by us for this very list, so it is a position.
    const position = opened && { half: Number(opened.value[0]), id: String(opened.value[1]) };
    const rows = await this.store.waiting(this.database, viewer.partnerId, position, first + 1, now);
    const shown = await this.offers.shown(viewer, rows, now, language);
    return pageOf(
      rows.map((row, at) => ({ row, offer: shown[at] })),
      first,
      ({ offer }) => offer as Offer, // One of each row.
      ({ row: { note_half, id } }) => this.cursors.seal(list, [note_half, id]),
    );
  }
}
