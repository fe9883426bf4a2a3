/** What a home's offer of rides could take along: riders in the half-days in which both can, each with the vehicle as it is then. */
import { Injectable } from '@nestjs/common';
import { featureFor } from '../kernel/access-needs.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { days, later } from '../kernel/duration.js';
import { isPublicId } from '../kernel/ids.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { RingsBetween, Vehicle } from './domain/find-runs.js';
import { bitsOf, bitsOfOffer, bitsOfRequest, halvesIn } from './halves-of-offer.js';
import { type PlacedRider, riderOf, ringsFrom, vehicleOf } from './riders.js';
import { type RideOfferRow, RunStore, type SharedRideRow } from './run.store.js';

/** One period of the offer, with who could ride in it. */
export interface PossibleRiders {
  readonly vehicle: Vehicle;
  readonly between: RingsBetween;
  readonly riders: readonly PlacedRider[];
  readonly rides: ReadonlyMap<string, SharedRideRow>;
  /** The half-day of the first bit. */
  readonly firstHalf: number;
}

const AHEAD = days(14);
const HALVES_AHEAD = 28;

@Injectable()
export class PossibleRidersOfOffer {
  constructor(
    private readonly database: Database,
    private readonly store: RunStore,
  ) {}

  /** Refused as not found when the offer is not the home's own. `only`: of these occurrences. */
  async execute(
    viewer: HomeViewer,
    offerId: string,
    only: readonly string[] | null,
    most: number,
    now: Date,
  ): Promise<readonly PossibleRiders[] | Refused> {
    if (!isPublicId(offerId)) return refuse('NOT_FOUND');
    const periods = await this.store.offer(this.database, viewer.homeId, offerId, later(now, AHEAD), now);
    const [offer] = periods;
    if (!offer) return refuse('NOT_FOUND');
    if (offer.kind !== 'RIDE' || !offer.isOpen) return [];
    const rides = (await this.store.rides(this.database, viewer, offer, only, most, now)).filter((ride) =>
      suits(ride, offer),
    );
    // Stops of one trip are told by one clock.
    const zones = Map.groupBy(rides, ({ timeZone }) => timeZone);
    return [...zones].flatMap(([timeZone, its]) => periods.map((period) => ridersIn(period, its, timeZone, now)));
  }
}

function suits({ accessNeeds, infantSeats, toddlerSeats, boosterSeats }: SharedRideRow, offer: RideOfferRow): boolean {
  return (
    accessNeeds.every((need) => offer.features.includes(featureFor[need])) &&
    infantSeats <= offer.infantSeats &&
    toddlerSeats <= offer.toddlerSeats &&
    boosterSeats <= offer.boosterSeats
  );
}

function ridersIn(period: RideOfferRow, rides: readonly SharedRideRow[], timeZone: string, now: Date): PossibleRiders {
  const today = halvesIn(timeZone, now.getTime(), Number.MAX_SAFE_INTEGER);
  const halves = halvesIn(timeZone, now.getTime(), today.first + HALVES_AHEAD);
  const stands = bitsOfOffer(period, halves) & ~bitsOf(period.busyHalves, halves);
  return {
    vehicle: vehicleOf(period),
    between: ringsFrom(period.cell),
    riders: rides.map((ride) => riderOf(ride, stands & bitsOfRequest(ride, halves))).filter(({ bits }) => bits !== 0),
    rides: new Map(rides.map((ride) => [ride.occurrenceId, ride])),
    firstHalf: halves.first,
  };
}
