/** The best offers for a request that asks: those whose rank could come to the most are looked at closely, a few more than are wanted, what is far only where that is not enough, and much more where nothing was left. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import { type BestOfFound, bestOfFound } from './domain/best-matches.js';
import { timeToMeet } from './domain/first-meeting.js';
import { EVERYTHING, FEWEST_LOOKED_FOR, FURTHER, type HowFar, mayHaveMissed, SPARE } from './looked-at.js';
import { pairOfOffer } from './match-rows.js';
import { type Asker, type AskingRow, OffersForRequestStore } from './offers-for-request.store.js';

@Injectable()
export class BestOffers {
  constructor(private readonly store: OffersForRequestStore) {}

  /** `gatesShut`: nobody is on duty who could say a coordinator's yes. */
  async find(
    db: Queryable,
    viewer: Asker,
    asking: AskingRow,
    first: number,
    now: Date,
    gatesShut = false,
    closely = Math.max(first, FEWEST_LOOKED_FOR) + SPARE,
  ): Promise<BestOfFound> {
    const { opens_at: opensAt, closes_at: closesAt } = asking;
    const time = timeToMeet(opensAt && closesAt ? { opensAt, closesAt } : null, now);
    const look = async (how: HowFar) => {
      const { rows, looked, leftOut } = await this.store.findCandidates(db, viewer, asking, { time, ...how }, now);
      const pairs = rows.map((row) => pairOfOffer(asking, row));
      return { leftOut, looked, ...bestOfFound(pairs, looked, first, now, gatesShut) };
    };
    const few = await look({ most: closely, wanted: closely - SPARE });
    if (few.best.length === first) return few;
    const all = { most: FURTHER + closely, wanted: EVERYTHING };
    // So much was there that the rest was left out, and too much of it fell out when it was looked at closely.
    const found = few.leftOut ? await look(all) : few;
    return mayHaveMissed(found.looked, found.best) ? look({ ...all, on: true }) : found;
  }
}
