/** The solver's plan is the best there is: the same as trying every plan, in a hundred small problems of each kind (a thousand in `npm run bench`). */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Highs } from 'highs';
import type { DispatchProblem } from '../domain/dispatch-problem.js';
import { aSmallProblem, bestCosts, isPossible } from '../domain/exhaustive-plan.samples.js';
import { costsOfTrips } from '../domain/objectives.js';
import { stagedPlan } from '../domain/staged-plan.js';
import { HighsSolver } from './highs-solver.js';

const CASES = 100;
let highs: Highs;

beforeAll(async () => {
  highs = await HighsSolver.load();
});

function planOf(problem: DispatchProblem, wholeSeconds = 60) {
  const solvers: HighsSolver[] = [];
  const plan = stagedPlan(problem, {
    solverOf: (program) => {
      const solver = new HighsSolver(highs, program, () => {});
      solvers.push(solver);
      return solver;
    },
    wholeSeconds,
    tell: () => {},
  });
  for (const solver of solvers) solver.dispose();
  return plan;
}

describe.each([
  ['a flow', false],
  ['whole trips and runs', true],
])('of %s', (_, whole) => {
  it(`a plan is as good as the best of all plans, ${CASES} times`, () => {
    let planned = 0;
    for (let seed = 1; seed <= CASES; seed += 1) {
      const problem = aSmallProblem(seed, whole);
      const { trips, gap } = planOf(problem);
      const its = trips.flatMap(({ trip }) => problem.trips[trip] ?? []);
      expect({ seed, gap, possible: isPossible(problem, its), costs: costsOfTrips(problem, its) }).toEqual({
        ...{ seed, gap: null, possible: true, costs: bestCosts(problem) },
      });
      for (const { trip, half } of trips) expect(problem.trips[trip]?.halves).toContain(half);
      expect(new Set(trips.map(({ trip, half }) => `${problem.trips[trip]?.home} ${half}`)).size).toBe(trips.length);
      planned += trips.length;
    }
    // Else they would prove nothing.
    expect(planned).toBeGreaterThan(CASES);
  });
});

describe('a car of eight seats, for rides of two, two, three and four', () => {
  const seats = [2, 2, 3, 4];
  const problem: DispatchProblem = {
    tasks: seats.map(() => ({ urgency: 'WHENEVER' })),
    homes: [{ most: 4, before: 0 }],
    capacities: [8],
    trips: seats.map((quantity, task) => ({
      ...{ tasks: [task], home: 0, halves: [0, 1, 2, 3], takes: [{ capacity: 0, quantity }], lines: 1, rings: 1 },
    })),
  };

  it('has room for a quarter of the last in fractions: three whole ones are the best there is', () => {
    expect(planOf(problem)).toMatchObject({ trips: [{}, {}, {}], gap: null });
  });

  it('and without time to see that, the plan says so: a quarter of a family more is none, and what comes after is not known', () => {
    const { trips, gap } = planOf(problem, 0);
    expect(trips).toHaveLength(3);
    expect(gap).toEqual({ objective: 'NEEDED_WHENEVER', share: 0 });
  });
});

it('nothing possible is a plan of nothing', () => {
  expect(planOf({ tasks: [{ urgency: 'TODAY' }], homes: [], capacities: [], trips: [] })).toEqual({
    ...{ trips: [], gap: null },
  });
});
