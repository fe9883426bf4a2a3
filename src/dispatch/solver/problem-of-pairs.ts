/** Pairs, and runs of them, as a problem in numbers; and its answer as trips of requests and offers again. */

import { placesOf } from '../../run/halves-of-offer.js';
import type { DispatchProblem, PlannedTrip, Trip } from '../domain/dispatch-problem.js';
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
  const capacities: number[] = [];
  for (const { lines } of job.supplies) {
    firstLine.push(capacities.length);
    for (const { remaining } of lines) capacities.push(remaining);
  }
  return {
    tasks: job.tasks.map(({ urgency }) => ({ urgency })),
    homes: job.homes.map(({ most, claimsThisWeek }) => ({ most, before: claimsThisWeek })),
    capacities,
    trips: trips.map(({ pairs, bits, rings }): Trip => {
      const taken = new Map<number, number>();
      for (const { supply, taken: its } of pairs) {
        for (const { line, quantity } of its.takes) {
          const capacity = (firstLine[supply] ?? 0) + line;
          taken.set(capacity, (taken.get(capacity) ?? 0) + quantity);
        }
      }
      return {
        tasks: pairs.map(({ task }) => task),
        home: pairs[0]?.home ?? 0,
        halves: placesOf(bits),
        takes: [...taken].map(([capacity, quantity]) => ({ capacity, quantity })),
        lines: pairs.reduce((sum, { taken: { served } }) => sum + served, 0),
        rings,
      };
    }),
  };
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
