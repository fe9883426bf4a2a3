/** Whom a home could serve on one trip: the fullest and shortest runs of its own offer. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { seesRequests } from '../kernel/in-service.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { findRuns } from './domain/find-runs.js';
import { placesOf } from './halves-of-offer.js';
import { PossibleStopsOfOffer } from './possible-stops.js';

export interface SuggestedRun {
  readonly plannedHalf: number;
  readonly stops: readonly { readonly requestId: string; readonly occurrenceId: string }[];
}

export const MOST_RUNS = 20;
/** Of so many, every set is tried. */
const MOST_STOPS_WEIGHED = 16;

@Injectable()
export class SuggestRuns {
  constructor(
    private readonly possible: PossibleStopsOfOffer,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer, offerId: string, first: number): Promise<readonly SuggestedRun[] | Refused> {
    if (!Number.isInteger(first) || first < 1 || first > MOST_RUNS) return refuse('QUANTITY_OUT_OF_RANGE', ['first']);
    const now = this.clock.now();
    const possible = await this.possible.execute(viewer, offerId, null, MOST_STOPS_WEIGHED, now);
    // `viewer.waitingFor` tells a home what it lacks.
    if (isRefused(possible) || !seesRequests(viewer)) return isRefused(possible) ? possible : [];
    const runs = possible.flatMap(({ stops, vehicle, between, asked, firstHalf }) =>
      findRuns(stops, vehicle, between, first).map((run) => ({ ...run, asked, firstHalf })),
    );
    return runs
      .sort((one, other) => other.stops.length - one.stops.length || one.rings - other.rings)
      .slice(0, first)
      .map(({ stops, bits, asked, firstHalf }) => ({
        plannedHalf: firstHalf + (placesOf(bits)[0] ?? 0),
        stops: stops.flatMap(({ id }) => {
          const its = asked.get(id);
          return its ? [{ requestId: its.requestId, occurrenceId: id }] : [];
        }),
      }));
  }
}
