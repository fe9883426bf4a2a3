/** Which rides a home could take along on one trip: the fullest and shortest runs of its own offer. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { seesRequests } from '../kernel/in-service.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { findRuns } from './domain/find-runs.js';
import { placesOf } from './halves-of-offer.js';
import { PossibleRidersOfOffer } from './possible-riders.js';

export interface SuggestedRun {
  readonly plannedHalf: number;
  readonly stops: readonly { readonly requestId: string; readonly occurrenceId: string }[];
}

export const MOST_RUNS = 20;
/** Of so many, every set is tried. */
const MOST_RIDERS = 16;

@Injectable()
export class SuggestRuns {
  constructor(
    private readonly possible: PossibleRidersOfOffer,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer, offerId: string, first: number): Promise<readonly SuggestedRun[] | Refused> {
    if (!Number.isInteger(first) || first < 1 || first > MOST_RUNS) return refuse('QUANTITY_OUT_OF_RANGE', ['first']);
    const now = this.clock.now();
    const possible = await this.possible.execute(viewer, offerId, null, MOST_RIDERS, now);
    // `viewer.waitingFor` tells a home what it lacks.
    if (isRefused(possible) || !seesRequests(viewer)) return isRefused(possible) ? possible : [];
    const runs = possible.flatMap(({ riders, vehicle, between, rides, firstHalf }) =>
      findRuns(riders, vehicle, between, first).map((run) => ({ ...run, rides, firstHalf })),
    );
    return runs
      .sort((one, other) => other.stops.length - one.stops.length || one.rings - other.rings)
      .slice(0, first)
      .map(({ stops, bits, rides, firstHalf }) => ({
        plannedHalf: firstHalf + (placesOf(bits)[0] ?? 0),
        stops: stops.flatMap(({ id }) => {
          const ride = rides.get(id);
          return ride ? [{ requestId: ride.requestId, occurrenceId: id }] : [];
        }),
      }));
  }
}
