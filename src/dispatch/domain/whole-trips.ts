/** Where the best in fractions is none in whole trips: seats and runs. A good plan at once, then the best one, as long as there is time. */
import type { LinearProgram, Solver } from './linear-program.js';
import { OBJECTIVES, type Objective } from './objectives.js';
import { partOf } from './part-of-program.js';
import type { Stage } from './stages.js';
import type { Staging } from './staging.js';

/** What is not known to be the best, when time was up. */
export interface GapLeft {
  readonly objective: Objective;
  /** How much better, as a share of what the plan has of it, a plan could be at most; 0 when only what comes after it is open. */
  readonly share: number;
}

export interface WholeTrips {
  readonly columns: Float64Array;
  /** Null: no plan is better. */
  readonly gap: GapLeft | null;
}

export const TOLERANCE = 1e-6;
/** What whole trips cost is a whole number; what fractions cost is reckoned to less than this. */
const SAME = 0.01;
/** More than these, and the solver would take more memory in whole trips than a plan has. */
const MOST_VALUES = 250_000;
/** Of the time: the rest is for what comes after. */
const SHARE_OF_TIME = 0.5;

/**
 * Most of the best in fractions is whole. What is, is taken, and what is left to decide is small; what comes of it is as good as the
 * fractions are, or the whole problem is looked at, from there on. `fractions`: the best by all stages, one after the other.
 */
export function inWholeTrips(
  program: LinearProgram,
  stages: readonly Stage[],
  fractions: Float64Array,
  solver: Solver,
  staging: Staging,
): WholeTrips {
  const until = solver.now() + staging.wholeSeconds;
  const near = around(program, stages, fractions, staging);
  const gap = gapBetween(stages, near, fractions);
  if (gap === null || program.values.length > MOST_VALUES) return { columns: near, gap };
  const everyColumn = everyPlace(program.columns);
  const everyRow = everyPlace(program.rows);
  solver.columnsBetween(everyColumn, program.lower, program.upper);
  solver.rowsBetween(everyRow, program.rowLower, program.rowUpper);
  const best = stageByStage(stages, near, solver, until, staging);
  // How good fractions are is known as well.
  return { ...best, gap: smaller(best.gap, gapBetween(stages, best.columns, fractions)) };
}

/** That less is open: only what comes later, or less of the same. */
function smaller(one: GapLeft | null, other: GapLeft | null): GapLeft | null {
  if (one === null || other === null) return null;
  const later = OBJECTIVES.indexOf(one.objective) - OBJECTIVES.indexOf(other.objective);
  return later > 0 || (later === 0 && one.share < other.share) ? one : other;
}

/** Of what is whole in fractions, and the best that goes with it. */
function around(
  program: LinearProgram,
  stages: readonly Stage[],
  fractions: Float64Array,
  staging: Staging,
): Float64Array {
  const taken = fractions.map((value) => (value > 1 - TOLERANCE ? 1 : 0));
  const part = partOf(program, taken);
  if (part.columns.length === 0) return taken;
  const solver = staging.solverOf(part.program);
  const its = stages.map(({ objectives, costs }) => ({
    objectives,
    costs: Float64Array.from(part.columns, (column) => costs[column] ?? 0),
  }));
  const until = solver.now() + staging.wholeSeconds * SHARE_OF_TIME;
  const { columns } = stageByStage(its, new Float64Array(part.program.columns), solver, until, staging);
  solver.dispose();
  for (const [at, column] of part.columns.entries()) taken[column] = columns[at] ?? 0;
  return taken;
}

/** The first stage in which whole trips cost more than fractions do: one after it may be better than it looks. */
function gapBetween(stages: readonly Stage[], columns: Float64Array, fractions: Float64Array): GapLeft | null {
  for (const { objectives, costs } of stages) {
    const cost = costOf(costs, columns);
    const bound = costs.reduce((sum, its, at) => sum + its * (fractions[at] ?? 0), 0);
    if (cost - bound > SAME) return gapOf(objectives, cost, bound);
  }
  return null;
}

/** From a plan that is possible: no later stage undoes an earlier one. What the first one leaves open is the gap. */
function stageByStage(
  stages: readonly Stage[],
  start: Float64Array,
  solver: Solver,
  until: number,
  staging: Staging,
): WholeTrips {
  let best = start;
  let gap: GapLeft | null = null;
  for (const [at, { objectives, costs }] of stages.entries()) {
    staging.tell(at, stages.length);
    const left = Math.max(until - solver.now(), 0) * (at + 1 < stages.length ? SHARE_OF_TIME : 1);
    const found = solver.solveWhole(costs, left, best);
    if (found && found.cost <= costOf(costs, best)) best = found.columns;
    const cost = costOf(costs, best);
    const bound = found?.bound ?? Number.NEGATIVE_INFINITY;
    // Costs are whole numbers: what is less than one apart is the same.
    if (cost - bound >= 1 - TOLERANCE) gap ??= gapOf(objectives, cost, bound);
    solver.addLimit(costs, cost);
  }
  return { columns: best, gap };
}

function costOf(costs: Float64Array, columns: Float64Array): number {
  let cost = 0;
  for (let at = 0; at < costs.length; at += 1) cost += (costs[at] ?? 0) * Math.round(columns[at] ?? 0);
  return cost;
}

/** Less than a whole one more is none. */
function gapOf([objective = 'FAIRNESS']: readonly Objective[], cost: number, bound: number): GapLeft {
  const more = Math.floor(cost - bound + TOLERANCE);
  return { objective, share: Math.min(more / Math.max(Math.abs(cost), 1), 1) };
}

function everyPlace(length: number): Int32Array {
  return Int32Array.from({ length }, (_, at) => at);
}
