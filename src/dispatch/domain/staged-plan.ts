/** One objective after the other: the best by the first is kept while the next is made the best among what is left. */
import type { DispatchProblem, PlannedTrip } from './dispatch-problem.js';
import { halfDaysOf } from './half-days-of-trips.js';
import type { LinearProgram, Optimum, Solver } from './linear-program.js';
import { planProgram } from './plan-program.js';
import { type Stage, stagesOf } from './stages.js';
import type { Staging } from './staging.js';
import { type GapLeft, inWholeTrips, TOLERANCE } from './whole-trips.js';

export interface StagedPlan {
  readonly trips: readonly PlannedTrip[];
  /** Null: no plan is better. */
  readonly gap: GapLeft | null;
}

export function stagedPlan(problem: DispatchProblem, staging: Staging): StagedPlan {
  if (problem.trips.length === 0) return { trips: [], gap: null };
  const plan = planProgram(problem);
  const stages = stagesOf(plan);
  const solver = staging.solverOf(plan.program);
  const fractions = inFractions(plan.program, stages, solver, staging);
  if (isWhole(fractions)) return { trips: planned(problem, fractions), gap: null };
  // One by one: how many families are served is soon known to be the best, long before their lines and miles are.
  const whole = inWholeTrips(plan.program, stagesOf(plan, 1), fractions, solver, staging);
  return { trips: planned(problem, whole.columns), gap: whole.gap };
}

/**
 * After each stage what every best solution has in common is fixed: a column with a reduced cost stays at its bound, a row with a dual at
 * its limit (complementary slackness). What is left are exactly the best solutions, without a row that says so, which would be slow and
 * give fractions. A flow gives whole trips by itself.
 */
function inFractions(
  program: LinearProgram,
  stages: readonly Stage[],
  solver: Solver,
  { tell }: Staging,
): Float64Array {
  let best: Float64Array = new Float64Array(program.columns);
  for (const [at, { costs }] of stages.entries()) {
    tell(at, stages.length);
    const optimum = solver.solve(costs);
    best = optimum.columns;
    keepBest(solver, optimum);
  }
  return best;
}

function keepBest(solver: Solver, { columns, rows, columnDuals, rowDuals }: Optimum): void {
  const fixed = placesOf(columnDuals);
  const bounds = Float64Array.from(fixed, (column) => Math.round(columns[column] ?? 0));
  solver.columnsBetween(fixed, bounds, bounds);
  const tight = placesOf(rowDuals);
  const limits = Float64Array.from(tight, (row) => Math.round(rows[row] ?? 0));
  solver.rowsBetween(tight, limits, limits);
}

function placesOf(duals: Float64Array): Int32Array {
  const places: number[] = [];
  for (let at = 0; at < duals.length; at += 1) if (Math.abs(duals[at] ?? 0) > TOLERANCE) places.push(at);
  return Int32Array.from(places);
}

function isWhole(columns: Float64Array): boolean {
  return columns.every((value) => Math.abs(value - Math.round(value)) < TOLERANCE);
}

/** The more pressing first, so that they come first where it does not matter otherwise. */
function planned({ trips }: DispatchProblem, columns: Float64Array): readonly PlannedTrip[] {
  const byHome = new Map<number, number[]>();
  for (const [at, { home }] of trips.entries()) {
    if ((columns[at] ?? 0) > 0.5) byHome.set(home, [...(byHome.get(home) ?? []), at]);
  }
  return [...byHome.values()].flatMap((its) => {
    const halves = halfDaysOf(its.map((trip) => trips[trip] ?? { halves: [] }));
    return its.flatMap((trip, at) => {
      const half = halves[at] ?? null;
      return half === null ? [] : [{ trip, half }];
    });
  });
}
