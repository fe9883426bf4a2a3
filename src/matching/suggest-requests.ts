/** Which requests an offer could serve: for its own home, or for a coordinator among those that its partner looks after. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { later } from '../kernel/duration.js';
import { isPublicId } from '../kernel/ids.js';
import { seesRequests } from '../kernel/in-service.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { ReadOffers } from '../offer/read-offers.js';
import { Database } from '../platform/database/database.js';
import { ReadRequests } from '../request/read-requests.js';
import { BestRequests } from './best-requests.js';
import type { BestOfFound } from './domain/best-matches.js';
import { type Match, MatchReason } from './match.type.js';
import { AHEAD } from './request-search.js';
import { RequestsForOfferStore } from './requests-for-offer.store.js';
import { MOST_SUGGESTIONS } from './suggest-offers.js';

export interface RequestsWanted {
  readonly offerId: string;
  readonly first: number;
}

@Injectable()
export class SuggestRequests {
  constructor(
    private readonly database: Database,
    private readonly store: RequestsForOfferStore,
    private readonly best: BestRequests,
    private readonly requests: ReadRequests,
    private readonly offers: ReadOffers,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: Viewer, { offerId, first }: RequestsWanted, language: Language): Promise<Match[] | Refused> {
    if (viewer.kind !== 'HOME' && viewer.kind !== 'COORDINATOR') return refuse('NOT_ALLOWED');
    if (!Number.isInteger(first) || first < 1 || first > MOST_SUGGESTIONS) {
      return refuse('QUANTITY_OUT_OF_RANGE', ['first']);
    }
    if (!isPublicId(offerId)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    const offer = await this.store.findStanding(this.database, viewer, offerId, {
      opensAt: now,
      closesAt: later(now, AHEAD),
    });
    if (!offer) return refuse('NOT_FOUND');
    if (offer.kind === 'MONEY' && viewer.kind === 'HOME') return refuse('MONEY_THROUGH_PARTNER');
    // Paused, withdrawn, over, or its home not in service: `viewer.waitingFor` tells a home which.
    if (!offer.is_open || (viewer.kind === 'HOME' && !seesRequests(viewer))) return [];
    return this.shown(viewer, offerId, await this.best.find(this.database, viewer, offer, first, now), now, language);
  }

  private async shown(viewer: Viewer, offerId: string, { best, isExact }: BestOfFound, now: Date, language: Language) {
    const ids = best.map(({ id }) => id);
    const [offers, requests] = await Promise.all([
      this.offers.byIds(viewer, [offerId], now, language),
      this.requests.byIds(viewer, ids, now, language),
    ]);
    const offer = offers.get(offerId);
    return best.flatMap(({ id, rank, reasons }): Match[] => {
      const request = requests.get(id);
      // Gone in between: the others keep their places.
      if (!request || !offer) return [];
      return [{ request, offer, rank, isExact, reasons: reasons.map((code) => MatchReason.from(code, language)) }];
    });
  }
}
