/** Small problems drawn at random, and their best plan found by trying every one there is: what the solver is held against. */
import type { DispatchProblem, Trip } from './dispatch-problem.js';
import { halfDaysOf } from './half-days-of-trips.js';
import { costsOfTrips } from './objectives.js';

/** From 0 to 1, the same for the same seed (mulberry32, by Tommy Ettinger, public domain). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const URGENCIES = ['TODAY', 'THIS_WEEK', 'WHENEVER'] as const;

/** `whole`: with trips that take several of what is there, and runs of two or three tasks: fractions alone do not solve those. */
export function aSmallProblem(seed: number, whole: boolean): DispatchProblem {
  const random = randomNumbers(seed);
  const from0 = (most: number) => Math.floor(random() * (most + 1));
  const tasks = Array.from({ length: 2 + from0(4) }, () => ({ urgency: URGENCIES[from0(2)] ?? 'TODAY' }));
  const homes = Array.from({ length: 1 + from0(2) }, () => ({ most: 1 + from0(2), before: from0(2) }));
  const capacities = homes.map(() => 1 + from0(whole ? 3 : 1));
  const trips: Trip[] = tasks.flatMap((_, task) =>
    homes.flatMap((_home, home) => {
      if (random() < 0.3) return [];
      const taken = whole ? 1 + from0(2) : 1;
      return [
        aTrip(
          [task],
          home,
          taken,
          [0, 1, 2].filter(() => random() < 0.6),
        ),
      ];
    }),
  );
  if (whole) {
    for (let at = 0; at < 3; at += 1) {
      const its = tasks.map((_, task) => task).filter(() => random() < 0.4);
      if (its.length > 1) trips.push(aTrip(its, from0(homes.length - 1), its.length, [from0(2)]));
    }
  }
  return { tasks, homes, capacities, trips: trips.filter(({ halves }) => halves.length > 0) };

  function aTrip(its: readonly number[], home: number, quantity: number, halves: readonly number[]): Trip {
    return { tasks: its, home, halves, takes: [{ capacity: home, quantity }], lines: 1 + from0(3), rings: from0(4) };
  }
}

/** What the best plan costs, by each objective. */
export function bestCosts(problem: DispatchProblem): readonly number[] {
  let best: readonly number[] = costsOfTrips(problem, []);
  const chosen: Trip[] = [];
  const tryFrom = (at: number): void => {
    const trip = problem.trips[at];
    if (!trip) {
      const costs = costsOfTrips(problem, chosen);
      if (isLess(costs, best)) best = costs;
      return;
    }
    chosen.push(trip);
    if (isPossible(problem, chosen)) tryFrom(at + 1);
    chosen.pop();
    tryFrom(at + 1);
  };
  tryFrom(0);
  return best;
}

export function isPossible({ homes, capacities }: DispatchProblem, trips: readonly Trip[]): boolean {
  const tasks = trips.flatMap((trip) => trip.tasks);
  if (new Set(tasks).size < tasks.length) return false;
  const taken = capacities.map(() => 0);
  for (const { takes } of trips) {
    for (const { capacity, quantity } of takes) taken[capacity] = (taken[capacity] ?? 0) + quantity;
  }
  if (taken.some((quantity, at) => quantity > (capacities[at] ?? 0))) return false;
  return homes.every(({ most }, home) => {
    const its = trips.filter((trip) => trip.home === home);
    return its.flatMap((trip) => trip.tasks).length <= most && haveHalves(its, new Set());
  });
}

/** By trying, not by the rule that is held against it. */
function haveHalves([first, ...others]: readonly Trip[], used: ReadonlySet<number>): boolean {
  if (!first) return true;
  return first.halves.some((half) => !used.has(half) && haveHalves(others, new Set([...used, half])));
}

function isLess(one: readonly number[], other: readonly number[]): boolean {
  for (const [at, cost] of one.entries()) if (cost !== other[at]) return cost < (other[at] ?? 0);
  return false;
}

/** What a person does without a plan: the most pressing first, each with the nearest home that still can. */
export function greedyTrips(problem: DispatchProblem): readonly Trip[] {
  const { tasks, homes, capacities, trips } = problem;
  const left = [...capacities];
  const timesLeft = homes.map(({ most }) => most);
  const chosen = homes.map((): Trip[] => []);
  const tripsOf = tasks.map((): Trip[] => []);
  for (const trip of trips) if (trip.tasks.length === 1) tripsOf[trip.tasks[0] ?? 0]?.push(trip);
  const byUrgency = [...tasks.keys()].sort(
    (a, b) => URGENCIES.indexOf(tasks[a]?.urgency ?? 'TODAY') - URGENCIES.indexOf(tasks[b]?.urgency ?? 'TODAY'),
  );
  for (const task of byUrgency) {
    const nearest = [...(tripsOf[task] ?? [])].sort((a, b) => a.rings - b.rings);
    const found = nearest.find(({ home, takes, halves }) => {
      const its = chosen[home] ?? [];
      const fits = takes.every(({ capacity, quantity }) => quantity <= (left[capacity] ?? 0));
      return fits && (timesLeft[home] ?? 0) > 0 && halfDaysOf([...its, { halves }]).every((half) => half !== null);
    });
    if (!found) continue;
    chosen[found.home]?.push(found);
    timesLeft[found.home] = (timesLeft[found.home] ?? 0) - 1;
    for (const { capacity, quantity } of found.takes) left[capacity] = (left[capacity] ?? 0) - quantity;
  }
  return chosen.flat();
}
