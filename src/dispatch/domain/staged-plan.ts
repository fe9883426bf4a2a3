/** One objective after the other: the best by the first is kept while the next is made the best among what is left. */
import type { DispatchProblem, PlannedTrip } from './dispatch-problem.js';
import { halfDaysOf } from './half-days-of-trips.js';
import type { LinearProgram, Optimum, Solver } from './linear-program.js';
import type { Objective } from './objectives.js';
import { planProgram } from './plan-program.js';
import { type Stage, stagesOf } from './stages.js';

/** What is not known to be the best, when time was up. */
export interface GapLeft {
  readonly objective: Objective;
  /** How much better, as a share of what the plan has of it, a plan could be at most; 0 when only what comes after it is open. */
  readonly share: number;
}

export interface StagedPlan {
  readonly trips: readonly PlannedTrip[];
  /** Null: no plan is better. */
  readonly gap: GapLeft | null;
}

export interface Staging {
  readonly solverOf: (program: LinearProgram) => Solver;
  /** For what cannot be solved in fractions alone. */
  readonly wholeSeconds: number;
  /** How many of how many steps are done. */
  readonly tell: (done: number, of: number) => void;
}

const TOLERANCE = 1e-6;

export function stagedPlan(problem: DispatchProblem, staging: Staging): StagedPlan {
  if (problem.trips.length === 0) return { trips: [], gap: null };
  const plan = planProgram(problem);
  const stages = stagesOf(plan);
  const solver = staging.solverOf(plan.program);
  const columns = inFractions(plan.program, stages, solver, staging);
  if (isWhole(columns)) return { trips: planned(problem, columns), gap: null };
  const whole = inWholeTrips(plan.program, stages, solver, staging);
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

interface WholeTrips {
  readonly columns: Float64Array;
  readonly gap: GapLeft | null;
}

/** Seats and runs: among the best in fractions there may be a whole one. If not, each stage is sought in whole trips, as long as there is time. */
function inWholeTrips(program: LinearProgram, stages: readonly Stage[], solver: Solver, staging: Staging): WholeTrips {
  const until = solver.now() + staging.wholeSeconds;
  const nothing: Float64Array = new Float64Array(program.columns);
  const onTheFace = solver.solveWhole(nothing, staging.wholeSeconds / 4);
  if (onTheFace) return { columns: onTheFace.columns, gap: null };

  solver.columnsBetween(everyPlace(program.columns), program.lower, program.upper);
  solver.rowsBetween(everyPlace(program.rows), program.rowLower, program.rowUpper);
  let best = nothing;
  for (const [at, { objectives, costs }] of stages.entries()) {
    staging.tell(at, stages.length);
    const found = solver.solveWhole(costs, Math.max(until - solver.now(), 0.1));
    if (found && found.cost <= costOf(costs, best)) best = found.columns;
    const cost = costOf(costs, best);
    const bound = found?.bound ?? Number.NEGATIVE_INFINITY;
    // Costs are whole numbers: what is less than one apart is the same.
    if (cost - bound >= 1 - TOLERANCE) return { columns: best, gap: gapOf(objectives, cost, bound) };
    solver.addLimit(costs, cost);
  }
  return { columns: best, gap: null };
}

function costOf(costs: Float64Array, columns: Float64Array): number {
  let cost = 0;
  for (let at = 0; at < costs.length; at += 1) cost += (costs[at] ?? 0) * Math.round(columns[at] ?? 0);
  return cost;
}

function gapOf([objective = 'FAIRNESS']: readonly Objective[], cost: number, bound: number): GapLeft {
  const share = Number.isFinite(bound) ? Math.min((cost - bound) / Math.max(Math.abs(cost), 1), 1) : 1;
  return { objective, share };
}

function everyPlace(length: number): Int32Array {
  return Int32Array.from({ length }, (_, at) => at);
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
