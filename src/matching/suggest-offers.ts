/** Which offers could serve a request: for the family, or for a coordinator of the partner that looks after it; money only for the latter. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { ReadOffers } from '../offer/read-offers.js';
import { WhoIsOnDuty } from '../partner/who-is-on-duty.js';
import { Database } from '../platform/database/database.js';
import { ReadRequests } from '../request/read-requests.js';
import { BestOffers } from './best-offers.js';
import type { BestOfFound } from './domain/best-matches.js';
import { type Match, MatchReason } from './match.type.js';
import { OffersForRequestStore } from './offers-for-request.store.js';

export interface OffersWanted {
  readonly requestId: string;
  /** Null: the next occurrence that somebody may claim. */
  readonly occurrenceId: string | null;
  readonly first: number;
}

export const MOST_SUGGESTIONS = 50;

@Injectable()
export class SuggestOffers {
  constructor(
    private readonly database: Database,
    private readonly store: OffersForRequestStore,
    private readonly best: BestOffers,
    private readonly requests: ReadRequests,
    private readonly offers: ReadOffers,
    private readonly duty: WhoIsOnDuty,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: Viewer,
    { requestId, occurrenceId, first }: OffersWanted,
    language: Language,
  ): Promise<Match[] | Refused> {
    if (viewer.kind !== 'FAMILY' && viewer.kind !== 'COORDINATOR') return refuse('NOT_ALLOWED');
    if (!Number.isInteger(first) || first < 1 || first > MOST_SUGGESTIONS) {
      return refuse('QUANTITY_OUT_OF_RANGE', ['first']);
    }
    const ids = occurrenceId === null ? [requestId] : [requestId, occurrenceId];
    if (!ids.every(isPublicId)) return refuse('NOT_FOUND');
    if (viewer.kind === 'FAMILY' && !viewer.requestIds.has(requestId)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    const asking = await this.store.findAsking(this.database, viewer, requestId, occurrenceId, now);
    if (!asking?.has_occurrence) return refuse('NOT_FOUND');
    if (asking.kind === 'MONEY' && viewer.kind === 'FAMILY') return refuse('MONEY_THROUGH_PARTNER');
    // Ended, held, or all of it claimed: nothing is missing that an offer could give.
    if (asking.occurrence_id === null) return [];
    // A coordinator who proposes says yes with it.
    const gatesShut = viewer.kind === 'FAMILY' && !(await this.duty.isOnDuty(asking.partner_id, now));
    const found = await this.best.find(this.database, viewer, asking, first, now, gatesShut);
    return this.shown(viewer, requestId, found, now, language);
  }

  private async shown(
    viewer: Viewer,
    requestId: string,
    { best, isExact }: BestOfFound,
    now: Date,
    language: Language,
  ) {
    const [requests, offers] = await Promise.all([
      this.requests.byIds(viewer, [requestId], now, language),
      this.offers.byIds(
        viewer,
        best.map(({ id }) => id),
        now,
        language,
      ),
    ]);
    const request = requests.get(requestId);
    return best.flatMap(({ id, rank, reasons }): Match[] => {
      const offer = offers.get(id);
      // Gone in between: the others keep their places.
      if (!request || !offer) return [];
      return [{ request, offer, rank, isExact, reasons: reasons.map((code) => MatchReason.from(code, language)) }];
    });
  }
}
