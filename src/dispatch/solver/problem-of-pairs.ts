/** Pairs, and runs of them, as a problem in numbers; and its answer as trips of requests and offers again. */
import { sum } from '../../kernel/quantity.js';
import { placesOf } from '../../run/halves-of-offer.js';
import type { DispatchProblem, PlannedTrip, Taken, Trip } from '../domain/dispatch-problem.js';
import type { PlanJob, TripFound } from './plan-facts.js';
import type { Pair } from './possible-pairs.js';
import { reasonsOf } from './reasons-of-pair.js';

/** What goes on one trip: one pair, or several of one offer. */
export interface PossibleTrip {
  readonly pairs: readonly Pair[];
  readonly bits: number;
  readonly rings: number;
}

export function problemOf(job: PlanJob, trips: readonly PossibleTrip[]): DispatchProblem {
  const firstLine: number[] = [];
  // Thousands of trips can be in the same half-days.
  const known = new Map<number, readonly number[]>();
  const halvesOf = (bits: number) => {
    const halves = known.get(bits) ?? placesOf(bits);
    known.set(bits, halves);
    return halves;
  };
  const capacities: number[] = [];
  for (const { lines } of job.supplies) {
    firstLine.push(capacities.length);
    for (const { remaining } of lines) capacities.push(remaining);
  }
  return {
    tasks: job.tasks.map(({ urgency }) => ({ urgency })),
    homes: job.homes.map(({ most, claimsThisWeek }) => ({ most, before: claimsThisWeek })),
    capacities,
    trips: trips.map(
      ({ pairs, bits, rings }): Trip => ({
        tasks: pairs.map(({ task }) => task),
        home: pairs[0]?.home ?? 0,
        halves: halvesOf(bits),
        takes: takenOf(pairs, firstLine),
        lines: sum(pairs.map(({ taken }) => taken.served)),
        rings,
      }),
    ),
  };
}

/** Of each line of the offer once: that is what its capacity is held against. */
function takenOf(pairs: readonly Pair[], firstLine: readonly number[]): Taken[] {
  const each = pairs.flatMap(({ supply, taken }) =>
    taken.takes.map(({ line, quantity }): Taken => ({ capacity: (firstLine[supply] ?? 0) + line, quantity })),
  );
  if (pairs.length === 1) return each;
  const total = new Map<number, number>();
  for (const { capacity, quantity } of each) total.set(capacity, (total.get(capacity) ?? 0) + quantity);
  return [...total].map(([capacity, quantity]) => ({ capacity, quantity }));
}

export function tripsFound(
  job: PlanJob,
  trips: readonly PossibleTrip[],
  planned: readonly PlannedTrip[],
  firstHalfOf: (timeZone: string) => number,
): TripFound[] {
  return planned.flatMap(({ trip, half }): TripFound[] => {
    const its = trips[trip];
    const [first] = its?.pairs ?? [];
    const task = first && job.tasks[first.task];
    if (!its || !first || !task) return [];
    const lines = its.pairs.map((pair) => ({
      task: pair.task,
      reasons: reasonsOf(job, pair),
      lines: pair.taken.lines,
    }));
    return [{ supply: first.supply, half: firstHalfOf(task.timeZone) + half, lines }];
  });
}
