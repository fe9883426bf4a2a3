import { describe, expect, it } from '@jest/globals';
import { isRefused } from '../kernel/decision.js';
import type { AttemptCounter } from './attempt-counters.js';
import { Attempts, type Begun } from './attempts.js';

/** Counts in memory, without an hour that ends. */
function counter(most: number): AttemptCounter {
  const used = new Map<string, number>();
  const add = (key: string, many: number) => {
    used.set(key, (used.get(key) ?? 0) + many);
    return used.get(key) ?? 0;
  };
  return {
    async count(key) {
      const now = add(key, 1);
      return { within: now <= most, isSure: true, used: now, retryAfterSeconds: 60 };
    },
    async giveBack(key) {
      add(key, -1);
    },
  };
}

const attempts = () => new Attempts(counter(3), counter(2));
const passes = async (limited: Attempts, keys: readonly (string | null)[]) => !isRefused(await limited.begin(keys));

describe('attempts', () => {
  it('are refused beyond the smallest limit, with the time to wait', async () => {
    const limited = attempts();
    expect(await passes(limited, ['c1', 'e1'])).toBe(true);
    expect(await passes(limited, ['c1', 'e1'])).toBe(true);
    expect(await limited.begin(['c1', 'e1'])).toEqual({
      accepted: false,
      code: 'TOO_MANY_ATTEMPTS',
      retryAfterSeconds: 60,
    });
  });

  it('do not count for the client when the e-mail stopped them', async () => {
    const limited = attempts();
    await limited.begin(['c2', 'e1']);
    await limited.begin(['c2', 'e1']);
    for (let count = 0; count < 5; count += 1) expect(await passes(limited, ['c1', 'e1'])).toBe(false);
    expect(await passes(limited, ['c1', 'e2'])).toBe(true);
  });

  it('are counted before they are made: many at once are no way around', async () => {
    const limited = attempts();
    const all = await Promise.all(Array.from({ length: 20 }, (_, at) => passes(limited, ['c1', `e${at}`])));
    expect(all.filter((passed) => passed)).toHaveLength(3);
  });

  it('that were given back do not count', async () => {
    const limited = attempts();
    for (let count = 0; count < 10; count += 1) {
      const begun = await limited.begin(['c1', 'e1']);
      expect(isRefused(begun)).toBe(false);
      await (begun as Begun).giveBack(); // Was not refused.
    }
  });

  it('are not counted where there is nothing to count by', async () => {
    const limited = attempts();
    for (let count = 0; count < 10; count += 1) expect(await passes(limited, [null, `e${count}`])).toBe(true);
  });
});
