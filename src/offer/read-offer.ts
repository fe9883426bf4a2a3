/** One offer for whoever may see it. Not there and not for you are one answer. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import type { Offer } from './offer.type.js';
import { ReadOffers } from './read-offers.js';

@Injectable()
export class ReadOffer {
  constructor(
    private readonly offers: ReadOffers,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: Viewer, id: string, language: Language): Promise<Offer | Refused> {
    const found = await this.offers.byIds(viewer, [id], this.clock.now(), language);
    return found.get(id) ?? refuse('NOT_FOUND');
  }
}
