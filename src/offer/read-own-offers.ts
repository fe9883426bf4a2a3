/** A home's own offers, those that ended included; those made for one claim are seen in that claim. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Language } from '../kernel/refusals.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Offer } from './offer.type.js';
import { ReadOffers } from './read-offers.js';
import { ReadOffersStore } from './read-offers.store.js';

@Injectable()
export class ReadOwnOffers {
  constructor(
    private readonly database: Database,
    private readonly store: ReadOffersStore,
    private readonly offers: ReadOffers,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer, language: Language): Promise<Offer[]> {
    const now = this.clock.now();
    return this.offers.shown(viewer, await this.store.ofHome(this.database, viewer.homeId, now), now, language);
  }
}
