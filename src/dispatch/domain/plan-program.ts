/** The plan as a linear program. As far as its capacities are nested it is a flow: families, trips, half-days, homes. */
import { sum } from '../../kernel/quantity.js';
import type { DispatchProblem } from './dispatch-problem.js';
import { type LinearProgram, ProgramBuilder } from './linear-program.js';
import { costOfAskingAgain, costOfTrip, OBJECTIVES, type Objective } from './objectives.js';

export interface PlanProgram {
  /** The first columns are the trips, in their order; each is 0 or 1. */
  readonly program: LinearProgram;
  readonly costs: ReadonlyMap<Objective, Float64Array>;
  /** By how much two plans can differ at most, and one more. */
  readonly spans: ReadonlyMap<Objective, number>;
}

interface RepeatColumn {
  readonly column: number;
  readonly cost: number;
}

export function planProgram(problem: DispatchProblem): PlanProgram {
  const { tasks, trips } = problem;
  const builder = new ProgramBuilder();
  const most = mostOfHomes(problem);
  const taskRows = tasks.map(() => builder.row(0, 1));
  const capacities = rowsOfCapacities(problem, builder);
  // One request is free; each further one has a column of its own that takes it up.
  const homeRows = most.map((its) => builder.row(Number.NEGATIVE_INFINITY, Math.min(its, 1)));
  const halves = halvesOfTrips(problem, most, builder);
  for (const [at, { tasks: its, home, takes }] of trips.entries()) {
    for (const task of its) builder.put(taskRows[task] ?? 0, 1);
    for (const { capacity, quantity } of takes) {
      const { sum, counts } = capacities[capacity] ?? NO_ROWS;
      if (sum !== null) builder.put(sum, quantity);
      for (const { row, amount } of counts) if (quantity >= amount) builder.put(row, 1);
    }
    builder.put(homeRows[home] ?? 0, its.length);
    const half = halves.rows.get(at);
    if (half !== undefined) builder.put(half, 1);
    builder.column();
  }
  for (const { alike, half } of halves.columns) {
    builder.put(alike, -1);
    builder.put(half, 1);
    builder.column();
  }
  const repeats = most.flatMap((its, home) =>
    Array.from({ length: Math.max(its - 1, 0) }, (_, at): RepeatColumn => {
      builder.put(homeRows[home] ?? 0, -1);
      return { column: builder.column(), cost: costOfAskingAgain(at + 1) };
    }),
  );
  const program = builder.build();
  const costs = new Map(OBJECTIVES.map((its) => [its, costsOf(problem, program, repeats, its)] as const));
  return { program, costs, spans: new Map([...costs].map(([its, cost]) => [its, spanOf(problem, cost)])) };
}

/** Of each home, how many requests it could have in any plan: as many as it may, as could ask it, and as there is something left for. */
function mostOfHomes({ homes, capacities, trips }: DispatchProblem): readonly number[] {
  const tasksOf = homes.map(() => new Set<number>());
  /** Of each capacity the least that a request takes. */
  const leastOf = homes.map(() => new Map<number, number>());
  for (const { home, tasks, takes } of trips) {
    for (const task of tasks) tasksOf[home]?.add(task);
    const least = leastOf[home];
    for (const { capacity, quantity } of takes) {
      const each = quantity / tasks.length;
      least?.set(capacity, Math.min(least.get(capacity) ?? each, each));
    }
  }
  return homes.map(({ most }, home) => {
    const fitting = [...(leastOf[home] ?? [])].map(([its, least]) => Math.floor((capacities[its] ?? 0) / least));
    return Math.min(most, tasksOf[home]?.size ?? 0, sum(fitting));
  });
}

interface CapacityRows {
  /** What is taken adds up to no more than there is. Null where each takes the same: then counting says it all. */
  readonly sum: number | null;
  /** Of trips that take at least so much, no more than fit one beside the other. */
  readonly counts: readonly { readonly row: number; readonly amount: number }[];
}

const NO_ROWS: CapacityRows = { sum: null, counts: [] };

/**
 * What is taken of each capacity is at most what there is. And of trips that take at least so much, no more than fit one beside the other:
 * no plan of whole trips has more, and without these rows the best in fractions is often none in whole trips.
 */
function rowsOfCapacities({ capacities, trips }: DispatchProblem, builder: ProgramBuilder): readonly CapacityRows[] {
  const takers = capacities.map(() => new Map<number, number>());
  for (const { takes } of trips) {
    for (const { capacity, quantity } of takes) {
      const its = takers[capacity];
      its?.set(quantity, (its.get(quantity) ?? 0) + 1);
    }
  }
  return takers.map((its, capacity) => {
    const left = capacities[capacity] ?? 0;
    const total = its.size > 1 ? builder.row(0, left) : null;
    let taking = 0;
    const counts = [...its]
      .sort(([one], [other]) => other - one)
      .flatMap(([amount, trips]) => {
        taking += trips;
        const most = Math.floor(left / amount);
        return taking > most ? [{ row: builder.row(0, most), amount }] : [];
      });
    return { sum: total, counts };
  });
}

/**
 * A home makes one trip in a half-day. Of a trip that could be in as many half-days as its home can make trips nothing needs to be said:
 * the others leave one of them free (see `half-days-of-trips.ts`, which finds it). The others share out the half-days that they can be in.
 */
function halvesOfTrips({ trips }: DispatchProblem, most: readonly number[], builder: ProgramBuilder) {
  const rowOf = new Map<string, number>();
  const rowOfHalf = (home: number, half: number) => rowIn(rowOf, `${home} ${half}`, () => builder.row(0, 1));
  const alikeRowOf = new Map<string, number>();
  const rows = new Map<number, number>();
  const columns: { readonly alike: number; readonly half: number }[] = [];
  for (const [at, { home, halves }] of trips.entries()) {
    if (halves.length >= (most[home] ?? 0)) continue;
    const [only] = halves;
    if (only !== undefined && halves.length === 1) {
      rows.set(at, rowOfHalf(home, only));
      continue;
    }
    const shared = rowIn(alikeRowOf, `${home} ${halves.join()}`, () => {
      const alike = builder.row(0, 0);
      for (const half of halves) columns.push({ alike, half: rowOfHalf(home, half) });
      return alike;
    });
    rows.set(at, shared);
  }
  return { rows, columns };
}

function rowIn(rows: Map<string, number>, key: string, make: () => number): number {
  const row = rows.get(key) ?? make();
  rows.set(key, row);
  return row;
}

function costsOf(
  problem: DispatchProblem,
  program: LinearProgram,
  repeats: readonly RepeatColumn[],
  objective: Objective,
): Float64Array {
  const costs = new Float64Array(program.columns);
  for (const [at, trip] of problem.trips.entries()) costs[at] = costOfTrip(problem, trip, objective);
  if (objective === 'FAIRNESS') for (const { column, cost } of repeats) costs[column] = cost;
  return costs;
}

/** No plan has two trips for one task, so the dearest trip of each is more than any plan costs; what is no trip may all be in it. */
function spanOf({ tasks, trips }: DispatchProblem, costs: Float64Array): number {
  const dearest = new Float64Array(tasks.length);
  for (const [at, { tasks: its }] of trips.entries()) {
    const cost = Math.abs(costs[at] ?? 0);
    for (const task of its) dearest[task] = Math.max(dearest[task] ?? 0, cost);
  }
  let span = 1 + dearest.reduce((all, cost) => all + cost, 0);
  for (let at = trips.length; at < costs.length; at += 1) span += costs[at] ?? 0;
  return span;
}
