/** The best requests for an offer that stands: a first look at a few more than are wanted, a further one where too many of those fell out, and one much farther where nothing was left. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import { type BestOfFound, bestOfFound, type Looked } from './domain/best-matches.js';
import { FEWEST_LOOKED_FOR, FURTHER, mayHaveMissed, SPARE } from './looked-at.js';
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
    const few = await this.look(db, viewer, offer, { first, closely: Math.max(first, FEWEST_LOOKED_FOR) + SPARE }, now);
    if (few.best.length === first) return few;
    const closely = first + FURTHER;
    // Series and what others have taken are the domain's to compare: of what looked likely, much may have had to be left out.
    const found = few.looked.bound === null ? few : await this.look(db, viewer, offer, { first, closely }, now);
    if (!mayHaveMissed(found.looked, found.best)) return found;
    return this.look(db, viewer, offer, { first, closely, on: true }, now);
  }

  /** Of those that look likeliest so many. */
  async look(
    db: Queryable,
    viewer: HomeViewer | CoordinatorViewer,
    offer: StandingRow,
    { first, closely, on = false }: { readonly first: number; readonly closely: number; readonly on?: boolean },
    now: Date,
  ): Promise<BestOfFound & { readonly looked: Looked }> {
    const { rows, looked } = await this.store.findCandidates(db, viewer, offer, { most: closely, on }, now);
    const pairs = rows.map((row) => pairOfRequest(offer, row, now));
    return { looked, ...bestOfFound(pairs, looked, first, now) };
  }
}
