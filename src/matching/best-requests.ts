/** The best requests for an offer that stands: a first look at a few more than are wanted, and a further one where too many of those fell out. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import { type BestOfFound, bestOfFound, type Looked } from './domain/best-matches.js';
import { FURTHER, MORE_ASKED } from './looked-at.js';
import { pairOfRequest } from './match-rows.js';
import { RequestsForOfferStore, type StandingRow } from './requests-for-offer.store.js';

@Injectable()
export class BestRequests {
  constructor(private readonly store: RequestsForOfferStore) {}

  async find(
    db: Queryable,
    viewer: HomeViewer | CoordinatorViewer,
    offer: StandingRow,
    first: number,
    now: Date,
  ): Promise<BestOfFound> {
    const few = await this.look(db, viewer, offer, { first, closely: first + MORE_ASKED }, now);
    // Series and what others have taken are the domain's to compare: of what looked likely, much may have had to be left out.
    if (few.best.length === first || few.looked.bound === null) return few;
    return this.look(db, viewer, offer, { first, closely: first + FURTHER }, now);
  }

  /** Of those that look likeliest so many. */
  async look(
    db: Queryable,
    viewer: HomeViewer | CoordinatorViewer,
    offer: StandingRow,
    { first, closely }: { readonly first: number; readonly closely: number },
    now: Date,
  ): Promise<BestOfFound & { readonly looked: Looked }> {
    const { rows, looked } = await this.store.findCandidates(db, viewer, offer, closely, now);
    const pairs = rows.map((row) => pairOfRequest(offer, row, now));
    return { looked, ...bestOfFound(pairs, looked, first, now) };
  }
}
