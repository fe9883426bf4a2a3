/** Which pairs are weighed where there are more than can be. */
import { describe, expect, it } from '@jest/globals';
import type { PlanJob } from './plan-facts.js';
import { aHome, anOffer, aTask } from './plan-facts.samples.js';
import { possiblePairs } from './possible-pairs.js';

function aJob(tasks: number, offers: number): PlanJob {
  const many = <T>(count: number, make: (at: number) => T) => Array.from({ length: count }, (_, at) => make(at));
  return {
    ...{ kind: 'job', now: Date.parse('2026-06-10T12:00:00Z'), horizonHalf: 1_000_000, wholeSeconds: 0, memoryMiB: 0 },
    tasks: many(tasks, (at) => aTask(at)),
    supplies: many(offers, (at) => ({ ...anOffer(at), startsAt: 0, endsAt: Date.parse('2027-01-01T00:00:00Z') })),
    homes: many(offers, aHome),
  };
}

describe('pairs', () => {
  it('are all that are possible', () => {
    const { pairs, allPairs } = possiblePairs(aJob(3, 4));
    expect({ count: pairs.length, allPairs }).toEqual({ count: 12, allPairs: true });
  });

  it('of one place with more than can be weighed leave no offer out', () => {
    const { pairs, allPairs } = possiblePairs(aJob(300, 300));
    expect(allPairs).toBe(false);
    expect(pairs.length).toBeLessThanOrEqual(80_000);
    const asked = Map.groupBy(pairs, ({ supply }) => supply);
    expect(asked.size).toBe(300);
    // As many requests know each.
    expect(new Set([...asked.values()].map(({ length }) => length)).size).toBe(1);
  });
});
