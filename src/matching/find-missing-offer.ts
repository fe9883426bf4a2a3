/** Why nobody has taken requests: whether offers could serve each, and if none could, what is missing. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { timeToMeet } from './domain/first-meeting.js';
import type { MissingOf, MissingOffer } from './domain/missing-offer.js';
import { EVERYTHING, mayHaveMissed } from './looked-at.js';
import { featuresOf, MissingOfferStore } from './missing-offer.store.js';
import { type Asker, type AskingRow, OffersForRequestStore } from './offers-for-request.store.js';

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

  /** Those that are not there for this coordinator, or want nothing any more, are missing. */
  execute(viewer: CoordinatorViewer, requestIds: readonly string[]): Promise<ReadonlyMap<string, Missing>> {
    return this.find(this.database, viewer, requestIds, this.clock.now());
  }

  /** For whoever counts, with the eyes of the partner that looks after them. */
  ofRequests(
    db: Queryable,
    partnerId: string,
    requestIds: readonly string[],
    now: Date,
  ): Promise<ReadonlyMap<string, Missing>> {
    return this.find(db, { kind: 'COORDINATOR', partnerId, coordinatorId: null }, requestIds, now);
  }

  /** All are read at once; each is a search, and where that finds nothing another. */
  private async find(
    db: Queryable,
    viewer: Asker,
    requestIds: readonly string[],
    now: Date,
  ): Promise<ReadonlyMap<string, Missing>> {
    const found = new Map<string, Missing>();
    for (const asking of await this.offers.findAllAsking(db, viewer, requestIds, now)) {
      if (asking.occurrence_id) found.set(asking.id, await this.missingFor(db, viewer, asking, now));
    }
    return found;
  }

  private async missingFor(db: Queryable, viewer: Asker, asking: AskingRow, now: Date): Promise<Missing> {
    const { opens_at: opensAt, closes_at: closesAt, skill, spoken_language: language } = asking;
    const time = timeToMeet(opensAt && closesAt ? { opensAt, closesAt } : null, now);
    const look = (on: boolean) =>
      this.offers.findCandidates(db, viewer, asking, { time, most: 1, wanted: EVERYTHING, on }, now);
    const first = await look(false);
    const { rows } = mayHaveMissed(first.looked, first.rows) ? await look(true) : first;
    const missing = rows.length > 0 ? 'ANSWER' : await this.store.find(db, asking, time);
    // Needs can point at a family: who did not take it in on the phone learns that something is missing, not what.
    const feature = asking.is_intake ? (featuresOf(asking)[0] ?? null) : null;
    return { missing, of: { skill, language, feature } };
  }
}
