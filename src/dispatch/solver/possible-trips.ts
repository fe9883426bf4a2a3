/** What one home can do at one go: every pair by itself, and runs of rides that fit together on one trip. */
import { riderOf, ringsFrom, vehicleOf } from '../../run/riders.js';
import { findRuns } from '../../run/runs.js';
import type { PlanJob } from './plan-facts.js';
import type { Pair } from './possible-pairs.js';
import type { PossibleTrip } from './problem-of-pairs.js';

/** Of one offer, of the rides that are nearest to it; and of all. More than these make the problem harder than the plan better. */
const RIDERS_WEIGHED = 8;
const RUNS_WEIGHED = 20;
const MOST_RUNS = 4_000;

export function possibleTrips(job: PlanJob, pairs: readonly Pair[]): readonly PossibleTrip[] {
  const alone = pairs.map((pair): PossibleTrip => ({ pairs: [pair], bits: pair.bits, rings: pair.rings }));
  return [...alone, ...runsOf(job, pairs).slice(0, MOST_RUNS)];
}

function runsOf(job: PlanJob, pairs: readonly Pair[]): PossibleTrip[] {
  const shared = Map.groupBy(
    pairs.filter(({ task, taken }) => job.tasks[task]?.sharesTrip && taken.served === job.tasks[task]?.lines.length),
    ({ supply }) => supply,
  );
  return [...shared].flatMap(([supply, its]) => {
    const offer = job.supplies[supply];
    if (!offer || its.length < 2) return [];
    const nearest = its.toSorted((one, other) => one.rings - other.rings).slice(0, RIDERS_WEIGHED);
    const pairOf = new Map(nearest.map((pair) => [job.tasks[pair.task]?.occurrenceId ?? '', pair]));
    const riders = nearest.flatMap((pair) => {
      const task = job.tasks[pair.task];
      return task ? [riderOf(task, pair.bits)] : [];
    });
    return findRuns(riders, vehicleOf(offer), ringsFrom(offer.cell), RUNS_WEIGHED).map(
      ({ stops, bits, rings }): PossibleTrip => ({
        pairs: stops.flatMap(({ id }) => pairOf.get(id) ?? []),
        bits,
        rings,
      }),
    );
  });
}
