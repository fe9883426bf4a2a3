/** The plan as a linear program. As far as its capacities are nested it is a flow: families, trips, half-days, homes. */
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

type Entry = readonly [row: number, value: number];

export function planProgram(problem: DispatchProblem): PlanProgram {
  const { tasks, trips } = problem;
  const builder = new ProgramBuilder();
  const most = mostOfHomes(problem);
  const taskRows = tasks.map(() => builder.row(0, 1));
  const capacityEntries = entriesOfCapacities(problem, builder);
  // One request is free; each further one has a column of its own that takes it up.
  const homeRows = most.map((its) => builder.row(Number.NEGATIVE_INFINITY, Math.min(its, 1)));
  const halves = halvesOfTrips(problem, most, builder);
  for (const [at, { tasks: its, home }] of trips.entries()) {
    builder.column([
      ...its.map((task) => [taskRows[task] ?? 0, 1] as const),
      ...(capacityEntries.get(at) ?? []),
      [homeRows[home] ?? 0, its.length],
      ...(halves.entries.get(at) ?? []),
    ]);
  }
  for (const entries of halves.columns) builder.column(entries);
  const repeats = most.flatMap((its, home) =>
    Array.from({ length: Math.max(its - 1, 0) }, (_, at): RepeatColumn => {
      return { column: builder.column([[homeRows[home] ?? 0, -1]]), cost: costOfAskingAgain(at + 1) };
    }),
  );
  const program = builder.build();
  const costs = new Map(OBJECTIVES.map((its) => [its, costsOf(problem, program, repeats, its)] as const));
  return { program, costs, spans: new Map([...costs].map(([its, cost]) => [its, spanOf(problem, cost)])) };
}

/** Of each home, how many requests it could have in any plan. */
function mostOfHomes({ homes, trips }: DispatchProblem): readonly number[] {
  const tasksOf = homes.map(() => new Set<number>());
  for (const { home, tasks } of trips) for (const task of tasks) tasksOf[home]?.add(task);
  return homes.map(({ most }, home) => Math.min(most, tasksOf[home]?.size ?? 0));
}

/**
 * What is taken of each capacity is at most what there is. And of trips that take at least so much, no more than fit one beside the other:
 * no plan of whole trips has more, and without these rows the best in fractions is often none in whole trips.
 */
function entriesOfCapacities({ capacities, trips }: DispatchProblem, builder: ProgramBuilder) {
  const takers = capacities.map((): { trip: number; quantity: number }[] => []);
  for (const [trip, { takes }] of trips.entries()) {
    for (const { capacity, quantity } of takes) takers[capacity]?.push({ trip, quantity });
  }
  const entries = new Map<number, Entry[]>();
  const add = (trip: number, entry: Entry) => entries.set(trip, [...(entries.get(trip) ?? []), entry]);
  for (const [capacity, its] of takers.entries()) {
    const left = capacities[capacity] ?? 0;
    const amounts = [...new Set(its.map(({ quantity }) => quantity))];
    if (amounts.length > 1) {
      const row = builder.row(0, left);
      for (const { trip, quantity } of its) add(trip, [row, quantity]);
    }
    for (const amount of amounts) {
      const large = its.filter(({ quantity }) => quantity >= amount);
      if (large.length <= Math.floor(left / amount)) continue;
      const row = builder.row(0, Math.floor(left / amount));
      for (const { trip } of large) add(trip, [row, 1]);
    }
  }
  return entries;
}

/**
 * A home makes one trip in a half-day. Of a trip that could be in as many half-days as its home can make trips nothing needs to be said:
 * the others leave one of them free (see `half-days-of-trips.ts`, which finds it). The others share out the half-days that they can be in.
 */
function halvesOfTrips({ trips }: DispatchProblem, most: readonly number[], builder: ProgramBuilder) {
  const rowOf = new Map<string, number>();
  const rowOfHalf = (home: number, half: number) => rowIn(rowOf, `${home} ${half}`, () => builder.row(0, 1));
  const alikeRowOf = new Map<string, number>();
  const entries = new Map<number, readonly Entry[]>();
  const columns: (readonly Entry[])[] = [];
  for (const [at, { home, halves }] of trips.entries()) {
    if (halves.length >= (most[home] ?? 0)) continue;
    const [only] = halves;
    if (only !== undefined && halves.length === 1) {
      entries.set(at, [[rowOfHalf(home, only), 1]]);
      continue;
    }
    const alike = rowIn(alikeRowOf, `${home} ${halves.join()}`, () => {
      const row = builder.row(0, 0);
      columns.push(
        ...halves.map((half): readonly Entry[] => [
          [row, -1],
          [rowOfHalf(home, half), 1],
        ]),
      );
      return row;
    });
    entries.set(at, [[alike, 1]]);
  }
  return { entries, columns };
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
