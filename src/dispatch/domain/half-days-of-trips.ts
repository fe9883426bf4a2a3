/** When each trip of one home is: one in a half-day, and all as early as they can be. */
import type { Trip } from './dispatch-problem.js';

/**
 * In the order of the trips; null where there is none left. From the earliest half-day on, each is used if the trips before can be moved so
 * that it is: which half-days can be used together are the independent sets of a matroid, so that being greedy is the best there is.
 */
export function halfDaysOf(trips: readonly Pick<Trip, 'halves'>[]): readonly (number | null)[] {
  const halfOf: (number | null)[] = trips.map(() => null);
  const every = [...new Set(trips.flatMap(({ halves }) => halves))].sort((one, other) => one - other);
  for (const half of every) use(half, trips, halfOf, new Set());
  return halfOf;
}

function use(
  half: number,
  trips: readonly Pick<Trip, 'halves'>[],
  halfOf: (number | null)[],
  tried: Set<number>,
): boolean {
  for (const [at, { halves }] of trips.entries()) {
    if (tried.has(at) || !halves.includes(half)) continue;
    tried.add(at);
    const before = halfOf[at] ?? null;
    if (before === null || use(before, trips, halfOf, tried)) {
      halfOf[at] = half;
      return true;
    }
  }
  return false;
}
