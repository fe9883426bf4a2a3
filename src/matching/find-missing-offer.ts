/** Why nobody has taken a request: whether offers could serve it, and if none could, what is missing. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { timeToMeet } from './domain/first-meeting.js';
import type { MissingOf, MissingOffer } from './domain/missing-offer.js';
import { featuresOf, MissingOfferStore } from './missing-offer.store.js';
import { type Asker, OffersForRequestStore } from './offers-for-request.store.js';

export interface Missing {
  readonly missing: MissingOffer;
  readonly of: MissingOf;
}

@Injectable()
export class FindMissingOffer {
  constructor(
    private readonly database: Database,
    private readonly offers: OffersForRequestStore,
    private readonly store: MissingOfferStore,
    private readonly clock: Clock,
  ) {}

  /** Null when the request is not there for this coordinator, or wants nothing any more. */
  execute(viewer: CoordinatorViewer, requestId: string): Promise<Missing | null> {
    return this.find(this.database, viewer, requestId, this.clock.now());
  }

  /** For whoever counts, with the eyes of the partner that looks after it. */
  ofRequest(db: Queryable, partnerId: string, requestId: string, now: Date): Promise<Missing | null> {
    return this.find(db, { kind: 'COORDINATOR', partnerId, coordinatorId: null }, requestId, now);
  }

  private async find(db: Queryable, viewer: Asker, requestId: string, now: Date): Promise<Missing | null> {
    const asking = await this.offers.findAsking(db, viewer, requestId, null, now);
    if (!asking?.occurrence_id) return null;
    const { opens_at: opensAt, closes_at: closesAt, skill, spoken_language: language } = asking;
    const time = timeToMeet(opensAt && closesAt ? { opensAt, closesAt } : null, now);
    const { rows } = await this.offers.findCandidates(db, viewer, asking, { time, most: 1 }, now);
    const missing = rows.length > 0 ? 'ANSWER' : await this.store.find(db, asking, time);
    // Needs can point at a family: who did not take it in on the phone learns that something is missing, not what.
    const feature = asking.is_intake ? (featuresOf(asking)[0] ?? null) : null;
    return { missing, of: { skill, language, feature } };
  }
}
