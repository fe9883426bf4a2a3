/** What one home can do at one go: every pair by itself, and runs of rides, or of shopping for several households, that fit together on one trip. */
import { sum } from '../../kernel/quantity.js';
import { findRuns, isWithinCap } from '../../run/runs.js';
import { ringsFrom, stopOf, vehicleOf } from '../../run/stops.js';
import type { PlanJob } from './plan-facts.js';
import type { Pair } from './possible-pairs.js';
import type { PossibleTrip } from './problem-of-pairs.js';

/** Of one offer, of the stops that are nearest to it; and of all. More than these make the problem harder than the plan better. */
const STOPS_WEIGHED = 8;
const RUNS_WEIGHED = 20;
const MOST_RUNS = 4_000;

export interface TripsFound {
  readonly trips: readonly PossibleTrip[];
  /** Every run that is possible is among them. */
  readonly allRuns: boolean;
}

export function possibleTrips(job: PlanJob, pairs: readonly Pair[]): TripsFound {
  const alone = pairs.map((pair): PossibleTrip => ({ pairs: [pair], bits: pair.bits, rings: pair.rings }));
  const offers = sharedTrips(job, pairs).map(([supply, its]) => runsOf(job, supply, its));
  const runs = inTurn(
    offers.map((offer) => offer.runs),
    MOST_RUNS,
  );
  const total = sum(offers.map((offer) => offer.runs.length));
  return { trips: [...alone, ...runs], allRuns: runs.length === total && offers.every(({ isAll }) => isAll) };
}

/** By offer, and by the clock of those who ask: the stops of one trip are told by one. */
function sharedTrips(job: PlanJob, pairs: readonly Pair[]): readonly (readonly [number, readonly Pair[]])[] {
  const shared = pairs.filter((pair) => mayShareTrip(job, pair));
  return [...Map.groupBy(shared, ({ supply }) => supply)].flatMap(([supply, its]) =>
    [...Map.groupBy(its, ({ task }) => job.tasks[task]?.timeZone).values()]
      .filter(({ length }) => length > 1)
      .map((each) => [supply, each] as const),
  );
}

function runsOf(job: PlanJob, supply: number, pairs: readonly Pair[]) {
  const offer = job.supplies[supply];
  if (!offer) return { runs: [], isAll: true };
  const nearest = pairs.toSorted((one, other) => one.rings - other.rings).slice(0, STOPS_WEIGHED);
  const pairOf = new Map(nearest.map((pair) => [job.tasks[pair.task]?.occurrenceId ?? '', pair]));
  const stops = nearest.flatMap((pair) => {
    const task = job.tasks[pair.task];
    return task ? [stopOf(task, pair.bits)] : [];
  });
  const found = findRuns(stops, vehicleOf(offer), ringsFrom(offer.cell), RUNS_WEIGHED + 1);
  const runs = found.slice(0, RUNS_WEIGHED).map(
    ({ stops: way, bits, rings }): PossibleTrip => ({
      pairs: way.flatMap(({ id }) => pairOf.get(id) ?? []),
      bits,
      rings,
    }),
  );
  return { runs, isAll: found.length <= RUNS_WEIGHED && pairs.length <= STOPS_WEIGHED };
}

/** The first of each list, then the second of each: what is left out at the end is nobody's alone. */
function inTurn<T>(lists: readonly (readonly T[])[], most: number): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const turns = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1)));
  return turns.flat().slice(0, most);
}

/** Its family said so, all of it is served, and it costs the home no more than it would spend. */
function mayShareTrip(job: PlanJob, { task, supply, taken }: Pair): boolean {
  const asked = job.tasks[task];
  const offer = job.supplies[supply];
  return (
    asked !== undefined &&
    offer !== undefined &&
    asked.sharesTrip &&
    taken.served === asked.lines.length &&
    isWithinCap(asked.payer, asked.ceiling, offer.costCap)
  );
}
