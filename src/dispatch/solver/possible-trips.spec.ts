/** Which runs are weighed: of stops that one clock tells, some of every offer, and whether they are all. */
import { describe, expect, it } from '@jest/globals';
import type { PlanJob, TaskFacts } from './plan-facts.js';
import { anOffer, aTask } from './plan-facts.samples.js';
import type { Pair } from './possible-pairs.js';
import { possibleTrips } from './possible-trips.js';

function everyPair(tasks: readonly TaskFacts[], offers: number): [PlanJob, Pair[]] {
  const supplies = Array.from({ length: offers }, (_, at) => anOffer(at));
  const pairs = supplies.flatMap((_, supply) =>
    tasks.map(
      ({ lines: [line] }, task): Pair => ({
        ...{ task, supply, home: supply, bits: 1, wholeWindow: true, rings: 0 },
        taken: { lines: [{ id: line?.id ?? '', quantity: 1 }], takes: [{ line: 0, quantity: 1 }], served: 1 },
      }),
    ),
  );
  const homes: PlanJob['homes'] = [];
  return [{ kind: 'job', now: 0, horizonHalf: 0, tasks, supplies, homes, wholeSeconds: 0, memoryMiB: 0 }, pairs];
}

const tasks = (count: number) => Array.from({ length: count }, (_, at) => aTask(at));
const runsAmong = ({ trips }: ReturnType<typeof possibleTrips>) => trips.filter(({ pairs }) => pairs.length > 1);

describe('runs', () => {
  it('are all of two or more that fit together', () => {
    const found = possibleTrips(...everyPair(tasks(3), 1));
    expect(runsAmong(found)).toHaveLength(4);
    expect(found).toMatchObject({ allRuns: true });
    expect(found.trips).toHaveLength(7);
  });

  it('are of those who live by one clock: the same half-day is another elsewhere', () => {
    const [job, pairs] = everyPair([aTask(0), aTask(1, 'America/Chicago'), aTask(2)], 1);
    expect(runsAmong(possibleTrips(job, pairs)).map((run) => run.pairs.map(({ task }) => task))).toEqual([[0, 2]]);
  });

  it('are not all where many would fit, and it is said so', () => {
    expect(possibleTrips(...everyPair(tasks(5), 1))).toMatchObject({ allRuns: false });
    expect(possibleTrips(...everyPair(tasks(9), 1))).toMatchObject({ allRuns: false });
  });

  it('are weighed of every offer when there are too many', () => {
    const found = possibleTrips(...everyPair(tasks(6), 210));
    expect(found).toMatchObject({ allRuns: false });
    expect(new Set(runsAmong(found).map(({ pairs: [first] }) => first?.supply)).size).toBe(210);
    expect(runsAmong(found)).toHaveLength(4_000);
  });
});
