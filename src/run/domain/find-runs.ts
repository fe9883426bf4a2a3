/** Which rides fit on one trip of one vehicle, and in which order their people are fetched. Only those that said that others may ride along come here. */
import { ChildSeat, type ChildSeats } from '../../kernel/help.js';
import { sum } from '../../kernel/quantity.js';

/** One occurrence of a ride, as far as it is published: where it goes is sealed until somebody has accepted it. */
export interface Rider {
  readonly id: string;
  /** Seats there and back. */
  readonly there: number;
  readonly back: number;
  readonly childSeats: ChildSeats;
  /** Somebody stays in a wheelchair. */
  readonly ramp: boolean;
  readonly bulky: boolean;
  /** The half-days in which it and the vehicle can be, as bits. */
  readonly bits: number;
}

export interface Vehicle {
  readonly there: number;
  readonly back: number;
  readonly childSeats: ChildSeats;
}

/** Rings of the grid between the published areas of two, or between one and the vehicle (`null`). */
export type RingsBetween = (one: Rider | null, other: Rider) => number;

export interface Run {
  /** In the order in which they are fetched. */
  readonly stops: readonly Rider[];
  readonly bits: number;
  /** From the vehicle's place to the last stop. */
  readonly rings: number;
}

export const FEWEST_STOPS = 2;
export const MOST_STOPS = 4;
/** A vehicle has one place for a wheelchair that is not folded, and room for one bulky load. */
const RAMP_PLACES = 1;
const BULKY_LOADS = 1;
/** All stops together are at most half as far again as the farthest alone, and two rings: nobody sits in the car for hours for others' sake. */
const DETOUR = 1.5;
const DETOUR_RINGS = 2;

/** The shortest way to fetch these, if they fit together; null otherwise. */
export function runOf(riders: readonly Rider[], vehicle: Vehicle, between: RingsBetween): Run | null {
  if (riders.length < FEWEST_STOPS || riders.length > MOST_STOPS || !fitTogether(riders, vehicle)) return null;
  const [stops, rings] = shortest(riders, between);
  const farthest = Math.max(...riders.map((rider) => between(null, rider)));
  if (rings > DETOUR * farthest + DETOUR_RINGS) return null;
  return { stops, rings, bits: commonBits(riders) };
}

/** What is true of all of them: taking one away never makes them fit less. */
export function fitTogether(riders: readonly Rider[], { there, back, childSeats }: Vehicle): boolean {
  return (
    commonBits(riders) !== 0 &&
    sum(riders.map((its) => its.there)) <= there &&
    sum(riders.map((its) => its.back)) <= back &&
    Object.values(ChildSeat).every((type) => sum(riders.map((its) => its.childSeats[type])) <= childSeats[type]) &&
    riders.filter((its) => its.ramp).length <= RAMP_PLACES &&
    riders.filter((its) => its.bulky).length <= BULKY_LOADS
  );
}

/** The runs that serve most at once, then the shortest; riders are taken in their order. Each rider may be in several: one of them is chosen. */
export function findRuns(
  riders: readonly Rider[],
  vehicle: Vehicle,
  between: RingsBetween,
  most: number,
): readonly Run[] {
  const found: Run[] = [];
  const chosen: Rider[] = [];
  const from = (at: number): void => {
    const run = runOf(chosen, vehicle, between);
    if (run) found.push(run);
    if (chosen.length === MOST_STOPS) return;
    for (let next = at; next < riders.length; next += 1) {
      const rider = riders[next];
      if (!rider) continue;
      chosen.push(rider);
      if (fitTogether(chosen, vehicle)) from(next + 1);
      chosen.pop();
    }
  };
  from(0);
  return found.sort((one, other) => other.stops.length - one.stops.length || one.rings - other.rings).slice(0, most);
}

function commonBits(riders: readonly Rider[]): number {
  return riders.reduce((bits, rider) => bits & rider.bits, -1);
}

/** Every order is tried: of four there are twenty-four. */
function shortest(riders: readonly Rider[], between: RingsBetween): readonly [readonly Rider[], number] {
  let best: readonly [readonly Rider[], number] = [riders, Number.POSITIVE_INFINITY];
  const goOn = (way: readonly Rider[], rings: number, left: readonly Rider[]): void => {
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
  goOn([], 0, riders);
  return best;
}
