/** Objectives that are sought at one go keep their order: no plan that is worse by an earlier one costs less. */
import { describe, expect, it } from '@jest/globals';
import type { Trip } from './dispatch-problem.js';
import { aSmallProblem, isPossible } from './exhaustive-plan.samples.js';
import { costOfTrip, costsOfTrips, OBJECTIVES } from './objectives.js';
import { planProgram } from './plan-program.js';
import { stagesOf } from './stages.js';

describe('stages', () => {
  it('name each objective about which there is something to choose once, in order', () => {
    const plan = planProgram(aSmallProblem(7, false));
    const named = stagesOf(plan).flatMap(({ objectives }) => objectives);
    const all = OBJECTIVES.filter((its) => (plan.spans.get(its) ?? 1) > 1);
    expect(named).toEqual(all);
  });

  it('weigh a later objective never above an earlier one, in any two plans of a problem', () => {
    let compared = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const problem = aSmallProblem(seed, false);
      const plan = planProgram(problem);
      const [stage] = stagesOf(plan);
      if (!stage) continue;
      const places = stage.objectives.map((its) => OBJECTIVES.indexOf(its));
      const costs = possiblePlans(problem.trips).flatMap((its) => {
        const trips = its.map(([, trip]) => trip);
        if (!isPossible(problem, trips)) return [];
        const each = costsOfTrips(problem, trips);
        // What it costs to ask again stands in columns of its own; fairness, the last, weighs one.
        const fairness = trips.reduce((sum, trip) => sum + costOfTrip(problem, trip, 'FAIRNESS'), 0);
        const again = stage.objectives.includes('FAIRNESS') ? (each.at(-1) ?? 0) - fairness : 0;
        return [{ each, weighed: its.reduce((sum, [at]) => sum + (stage.costs[at] ?? 0), again) }];
      });
      for (const one of costs.slice(0, 60)) {
        for (const other of costs.slice(0, 60)) {
          const differs = places.find((at) => one.each[at] !== other.each[at]);
          if (differs === undefined) continue;
          expect(one.weighed < other.weighed).toBe((one.each[differs] ?? 0) < (other.each[differs] ?? 0));
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(1_000);
  });
});

type Placed = readonly [at: number, trip: Trip];

/** Every set of at most three trips. */
function possiblePlans(trips: readonly Trip[]): readonly (readonly Placed[])[] {
  const placed = trips.map((trip, at): Placed => [at, trip]);
  const grow = (its: readonly Placed[], from: number): readonly (readonly Placed[])[] => [
    its,
    ...(its.length === 3 ? [] : placed.slice(from).flatMap((next, at) => grow([...its, next], from + at + 1))),
  ];
  return grow([], 0);
}
