/** Which rides, or which households' shopping, fit on one trip of one home, and in which order they are served. Only those that said that the trip may be shared come here. */
import { ChildSeat, type ChildSeats } from '../../kernel/help.js';
import { sum } from '../../kernel/quantity.js';

/** One occurrence of a ride or of groceries, as far as it is published: where exactly is sealed until somebody has accepted it. */
export interface Stop {
  readonly id: string;
  readonly requestId: string;
  /** Of a ride: seats there and back. */
  readonly there: number;
  readonly back: number;
  readonly childSeats: ChildSeats;
  /** Somebody stays in a wheelchair. */
  readonly ramp: boolean;
  readonly bulky: boolean;
  /** Of groceries: one, whatever is on the list. */
  readonly shopping: number;
  /** Handed to the home's own coordinators, who are in one place: nobody is driven to. */
  readonly throughCoordinator: boolean;
  /** The half-days in which it and the home can be, as bits. */
  readonly bits: number;
}

/** What a home can do on one trip, by what is left of its offer. */
export interface Vehicle {
  readonly there: number;
  readonly back: number;
  readonly childSeats: ChildSeats;
  /** For how many households it shops. */
  readonly shopping: number;
}

/** Rings of the grid between the published areas of two, or between one and the home (`null`). */
export type RingsBetween = (one: Stop | null, other: Stop) => number;

export interface Run {
  /** In the order in which they are fetched, or brought what was bought. */
  readonly stops: readonly Stop[];
  readonly bits: number;
  /** From the home's place to the last stop. */
  readonly rings: number;
}

export const FEWEST_STOPS = 2;
export const MOST_STOPS = 4;
/** A vehicle has one place for a wheelchair that is not folded, and room for one bulky load. */
const RAMP_PLACES = 1;
const BULKY_LOADS = 1;
/** All stops together are at most half as far again as the farthest alone, and two rings: neither people nor food are in the car for hours for others' sake. */
const DETOUR = 1.5;
const DETOUR_RINGS = 2;

/** The shortest way to serve these, if they fit together; null otherwise. */
export function runOf(stops: readonly Stop[], vehicle: Vehicle, between: RingsBetween): Run | null {
  if (stops.length < FEWEST_STOPS || stops.length > MOST_STOPS || !fitTogether(stops, vehicle)) return null;
  const [way, rings] = shortest(stops, between);
  const farthest = Math.max(...stops.map((stop) => between(null, stop)));
  if (rings > DETOUR * farthest + DETOUR_RINGS) return null;
  return { stops: way, rings, bits: commonBits(stops) };
}

/** What is true of all of them: taking one away never makes them fit less. */
export function fitTogether(stops: readonly Stop[], { there, back, childSeats, shopping }: Vehicle): boolean {
  return (
    commonBits(stops) !== 0 &&
    // Two dates of one request are no company.
    new Set(stops.map((its) => its.requestId)).size === stops.length &&
    sum(stops.map((its) => its.there)) <= there &&
    sum(stops.map((its) => its.back)) <= back &&
    Object.values(ChildSeat).every((type) => sum(stops.map((its) => its.childSeats[type])) <= childSeats[type]) &&
    stops.filter((its) => its.ramp).length <= RAMP_PLACES &&
    stops.filter((its) => its.bulky).length <= BULKY_LOADS &&
    sum(stops.map((its) => its.shopping)) <= shopping &&
    // Nobody knows beforehand how far out of the way the coordinators are.
    new Set(stops.map((its) => its.throughCoordinator)).size <= 1
  );
}

/** The runs that serve most at once, then the shortest; stops are taken in their order. Each may be in several: one of them is chosen. */
export function findRuns(
  stops: readonly Stop[],
  vehicle: Vehicle,
  between: RingsBetween,
  most: number,
): readonly Run[] {
  const found: Run[] = [];
  const chosen: Stop[] = [];
  const from = (at: number): void => {
    const run = runOf(chosen, vehicle, between);
    if (run) found.push(run);
    if (chosen.length === MOST_STOPS) return;
    for (let next = at; next < stops.length; next += 1) {
      const stop = stops[next];
      if (!stop) continue;
      chosen.push(stop);
      if (fitTogether(chosen, vehicle)) from(next + 1);
      chosen.pop();
    }
  };
  from(0);
  return found.sort((one, other) => other.stops.length - one.stops.length || one.rings - other.rings).slice(0, most);
}

function commonBits(stops: readonly Stop[]): number {
  return stops.reduce((bits, stop) => bits & stop.bits, -1);
}

/** Every order is tried: of four there are twenty-four. */
function shortest(stops: readonly Stop[], between: RingsBetween): readonly [readonly Stop[], number] {
  let best: readonly [readonly Stop[], number] = [stops, Number.POSITIVE_INFINITY];
  const goOn = (way: readonly Stop[], rings: number, left: readonly Stop[]): void => {
    if (rings >= best[1]) return;
    if (left.length === 0) best = [way, rings];
    for (const next of left) {
      goOn(
        [...way, next],
        rings + between(way.at(-1) ?? null, next),
        left.filter((its) => its !== next),
      );
    }
  };
  goOn([], 0, stops);
  return best;
}
