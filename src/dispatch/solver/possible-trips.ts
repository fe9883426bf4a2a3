/** What one home can do at one go: every pair by itself, and runs of rides, or of shopping for several households, that fit together on one trip. */
import { findRuns, isWithinCap } from '../../run/runs.js';
import { ringsFrom, stopOf, vehicleOf } from '../../run/stops.js';
import type { PlanJob } from './plan-facts.js';
import type { Pair } from './possible-pairs.js';
import type { PossibleTrip } from './problem-of-pairs.js';

/** Of one offer, of the stops that are nearest to it; and of all. More than these make the problem harder than the plan better. */
const STOPS_WEIGHED = 8;
const RUNS_WEIGHED = 20;
const MOST_RUNS = 4_000;

export function possibleTrips(job: PlanJob, pairs: readonly Pair[]): readonly PossibleTrip[] {
  const alone = pairs.map((pair): PossibleTrip => ({ pairs: [pair], bits: pair.bits, rings: pair.rings }));
  return [...alone, ...runsOf(job, pairs).slice(0, MOST_RUNS)];
}

function runsOf(job: PlanJob, pairs: readonly Pair[]): PossibleTrip[] {
  const shared = Map.groupBy(
    pairs.filter((pair) => mayShareTrip(job, pair)),
    ({ supply }) => supply,
  );
  return [...shared].flatMap(([supply, its]) => {
    const offer = job.supplies[supply];
    if (!offer || its.length < 2) return [];
    const nearest = its.toSorted((one, other) => one.rings - other.rings).slice(0, STOPS_WEIGHED);
    const pairOf = new Map(nearest.map((pair) => [job.tasks[pair.task]?.occurrenceId ?? '', pair]));
    const stops = nearest.flatMap((pair) => {
      const task = job.tasks[pair.task];
      return task ? [stopOf(task, pair.bits)] : [];
    });
    return findRuns(stops, vehicleOf(offer), ringsFrom(offer.cell), RUNS_WEIGHED).map(
      ({ stops: way, bits, rings }): PossibleTrip => ({
        pairs: way.flatMap(({ id }) => pairOf.get(id) ?? []),
        bits,
        rings,
      }),
    );
  });
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
