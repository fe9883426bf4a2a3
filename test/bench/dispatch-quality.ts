/** How good a plan is: against a person's, and against every plan there is. */
import { join } from 'node:path';
import type { Client } from 'pg';
import type { DispatchProblem, PlannedTrip, Trip } from '../../src/dispatch/domain/dispatch-problem.js';
import { aSmallProblem, bestCosts, greedyTrips } from '../../src/dispatch/domain/exhaustive-plan.samples.js';
import { costsOfTrips } from '../../src/dispatch/domain/objectives.js';
import { stagedPlan } from '../../src/dispatch/domain/staged-plan.js';
import { HighsSolver } from '../../src/dispatch/solver/highs-solver.js';
import type { PlanJob } from '../../src/dispatch/solver/plan-facts.js';

/** Of each kind. */
const CASES = 1_000;

/** The same problem as the service's, by the built service's own reading. */
export async function problemOf(
  client: Client,
  partnerId: string,
  circleId: string,
  days: number,
): Promise<DispatchProblem> {
  const built = (path: string) => join(import.meta.dirname, '../../dist/src', path);
  type Facts = typeof import('../../src/dispatch/plan-facts.store.js');
  type Scopes = typeof import('../../src/dispatch/plan-scope.js');
  type Pairs = typeof import('../../src/dispatch/solver/possible-pairs.js');
  type Trips = typeof import('../../src/dispatch/solver/possible-trips.js');
  type Problems = typeof import('../../src/dispatch/solver/problem-of-pairs.js');
  // What is built has the types of its source.
  const { PlanFactsStore } = (await import(built('dispatch/plan-facts.store.js'))) as Facts;
  const { scopeOf, MOST_IN_PLAN } = (await import(built('dispatch/plan-scope.js'))) as Scopes;
  const { possiblePairs } = (await import(built('dispatch/solver/possible-pairs.js'))) as Pairs;
  const { possibleTrips } = (await import(built('dispatch/solver/possible-trips.js'))) as Trips;
  const { problemOf: asNumbers } = (await import(built('dispatch/solver/problem-of-pairs.js'))) as Problems;
  const now = new Date();
  const horizon = new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const scope = scopeOf({ circleId, partnerId, kinds: ['GROCERY', 'TIME'], horizon }, now);
  const store = new PlanFactsStore({} as never, { has: () => false } as never); // Reading facts takes no secret, and there are no canaries.
  const db = {
    query: async (_name: string, text: string, values: readonly unknown[] = []) => {
      const { rows, rowCount } = await client.query(text, [...values]);
      return { rows: rows as never[], rowCount: rowCount ?? 0 };
    },
  };
  const job: PlanJob = {
    ...{ kind: 'job', now: now.getTime(), horizonHalf: scope.horizonHalf, wholeSeconds: 60, memoryMiB: 700 },
    tasks: await store.tasks(db, scope, MOST_IN_PLAN),
    supplies: await store.supplies(db, scope, MOST_IN_PLAN),
    homes: (await store.homes(db, scope)).map((home) => ({ ...home, most: 10 })),
  };
  return asNumbers(job, possibleTrips(job, possiblePairs(job).pairs).trips);
}

function solved(highs: Awaited<ReturnType<typeof HighsSolver.load>>, problem: DispatchProblem): readonly PlannedTrip[] {
  const made: HighsSolver[] = [];
  const { trips } = stagedPlan(problem, {
    solverOf: (program) => {
      const solver = new HighsSolver(highs, program, () => {});
      made.push(solver);
      return solver;
    },
    wholeSeconds: 60,
    tell: () => {},
  });
  for (const solver of made) solver.dispose();
  return trips;
}

/** One each, of seven homes in ten that go no farther than one ring: what there is covers seven tenths of the need, if it is given out well. */
function scarce({ trips, capacities, ...its }: DispatchProblem): DispatchProblem {
  const least = capacities.map(() => Number.POSITIVE_INFINITY);
  for (const { takes } of trips) {
    for (const { capacity, quantity } of takes) least[capacity] = Math.min(least[capacity] ?? quantity, quantity);
  }
  return { ...its, capacities: least, trips: trips.filter(({ home, rings }) => home % 10 < 7 && rings <= 1) };
}

/** Against what a person would do. */
export async function compare(whole: DispatchProblem) {
  const problem = scarce(whole);
  const best = solved(await HighsSolver.load(), problem).flatMap(({ trip }) => problem.trips[trip] ?? []);
  const greedy = greedyTrips(problem);
  const families = (trips: readonly Trip[]) => trips.reduce((sum, { tasks }) => sum + tasks.length, 0);
  return {
    ...{ asking: problem.tasks.length, best: families(best), greedy: families(greedy) },
    ...{ costs: costsOfTrips(problem, best), greedyCosts: costsOfTrips(problem, greedy) },
  };
}

/** A thousand small problems of each kind, each against every plan there is. */
export async function exhaustively() {
  const highs = await HighsSolver.load();
  let equal = 0;
  for (const whole of [false, true]) {
    for (let seed = 1_001; seed <= 1_000 + CASES; seed += 1) {
      const problem = aSmallProblem(seed, whole);
      const its = solved(highs, problem).flatMap(({ trip }) => problem.trips[trip] ?? []);
      if (JSON.stringify(costsOfTrips(problem, its)) === JSON.stringify(bestCosts(problem))) equal += 1;
    }
  }
  return { cases: 2 * CASES, equal };
}
