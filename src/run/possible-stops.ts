/** Whom a home's offer could serve on one trip: stops in the half-days in which both can, each with what is left of the offer then. */
import { Injectable } from '@nestjs/common';
import { AccessNeed, featureFor } from '../kernel/access-needs.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { days, later } from '../kernel/duration.js';
import { isPublicId } from '../kernel/ids.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { fitTogether, type RingsBetween, type Vehicle } from './domain/find-runs.js';
import { isWithinCap } from './domain/within-cap.js';
import { bitsOf, bitsOfOffer, bitsOfRequest, type Halves, halvesIn, placesOf } from './halves-of-offer.js';
import { RunStore, type SharedRow, type SuitsOffer, type TripOfferRow } from './run.store.js';
import { type PlacedStop, ringsFrom, stopOf, vehicleOf } from './stops.js';

/** One period of the offer, with whom it could serve in it. */
export interface PossibleStops {
  readonly vehicle: Vehicle;
  readonly between: RingsBetween;
  readonly stops: readonly PlacedStop[];
  readonly asked: ReadonlyMap<string, SharedRow>;
  /** The half-day of the first bit. */
  readonly firstHalf: number;
}

const AHEAD = days(14);
const HALVES_AHEAD = 28;
/** The last half-day may end a little later than fourteen days from now. */
const AHEAD_IN_HALVES = days(15);
/** So many that suit the offer are looked at, the most pressing first. */
const MOST_READ = 200;

@Injectable()
export class PossibleStopsOfOffer {
  constructor(
    private readonly database: Database,
    private readonly store: RunStore,
  ) {}

  /** Refused as not found when the offer is not the home's own. `only`: of these occurrences. `most`: of each period and time zone. */
  async execute(
    viewer: HomeViewer,
    offerId: string,
    only: readonly string[] | null,
    most: number,
    now: Date,
  ): Promise<readonly PossibleStops[] | Refused> {
    if (!isPublicId(offerId)) return refuse('NOT_FOUND');
    const periods = await this.store.offer(this.database, viewer.homeId, offerId, later(now, AHEAD), now);
    const [offer] = periods;
    if (!offer) return refuse('NOT_FOUND');
    if ((offer.kind !== 'RIDE' && offer.kind !== 'GROCERY') || !offer.isOpen) return [];
    const asked = only ? { occurrenceIds: only } : whatSuits(offer, periods, now);
    const shared = await this.store.sharedTrips(this.database, viewer, offer, asked, MOST_READ, now);
    // Stops of one trip are told by one clock.
    const zones = Map.groupBy(shared, ({ timeZone }) => timeZone);
    return [...zones].flatMap(([timeZone, its]) => periods.map((period) => stopsIn(period, its, timeZone, most, now)));
  }
}

function whatSuits(offer: TripOfferRow, periods: readonly TripOfferRow[], now: Date): SuitsOffer {
  const { timeZone, features, infantSeats, toddlerSeats, boosterSeats, costCap } = offer;
  const halves = halvesAhead(timeZone, now);
  const stands = periods.reduce((bits, period) => bits | freeBits(period, halves), 0);
  const vehicles = periods.map(vehicleOf);
  return {
    ...{ timeZone, infantSeats, toddlerSeats, boosterSeats, costCap },
    times: timesOf(periods, later(now, AHEAD_IN_HALVES)),
    halves: placesOf(stands).map((place) => halves.first + place),
    needsMet: Object.values(AccessNeed).filter((need) => features.includes(featureFor[need])),
    there: Math.max(...vehicles.map((its) => its.there)),
    back: Math.max(...vehicles.map((its) => its.back)),
  };
}

function halvesAhead(timeZone: string, now: Date): Halves {
  const today = halvesIn(timeZone, now.getTime(), Number.MAX_SAFE_INTEGER);
  return halvesIn(timeZone, now.getTime(), today.first + HALVES_AHEAD);
}

/** In which it stands, and the home is not out. */
function freeBits(period: TripOfferRow, halves: Halves): number {
  return bitsOfOffer(period, halves) & ~bitsOf(period.busyHalves, halves);
}

/** When it stands, in any of its periods. */
function timesOf(periods: readonly TripOfferRow[], until: Date): readonly (readonly [number, number])[] {
  return periods
    .flatMap(({ windows, startsAt, endsAt }) => windows ?? [[startsAt, endsAt] as const])
    .map(([from, to]) => [from, Math.min(to, until.getTime())] as const)
    .filter(([from, to]) => from < to);
}

function suits(asked: SharedRow, offer: TripOfferRow): boolean {
  const { accessNeeds, infantSeats, toddlerSeats, boosterSeats, payer, ceiling } = asked;
  return (
    accessNeeds.every((need) => offer.features.includes(featureFor[need])) &&
    infantSeats <= offer.infantSeats &&
    toddlerSeats <= offer.toddlerSeats &&
    boosterSeats <= offer.boosterSeats &&
    isWithinCap(payer, ceiling, offer.costCap)
  );
}

function stopsIn(
  period: TripOfferRow,
  asked: readonly SharedRow[],
  timeZone: string,
  most: number,
  now: Date,
): PossibleStops {
  const halves = halvesAhead(timeZone, now);
  const stands = freeBits(period, halves);
  const vehicle = vehicleOf(period);
  return {
    vehicle,
    between: ringsFrom(period.cell),
    stops: asked
      .filter((its) => suits(its, period))
      .map((its) => stopOf(its, stands & bitsOfRequest(its, halves)))
      .filter((its) => fitTogether([its], vehicle))
      .slice(0, most),
    asked: new Map(asked.map((its) => [its.occurrenceId, its])),
    firstHalf: halves.first,
  };
}
