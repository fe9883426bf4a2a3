/** Half-days are given out as early as can be: the same as trying every way of giving them out. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { halfDaysOf } from './half-days-of-trips.js';

type Halves = { readonly halves: readonly number[] };

/** The least sum of half-days that gives every trip one of its own; null when there is none. */
function least([first, ...others]: readonly Halves[], used: ReadonlySet<number> = new Set()): number | null {
  if (!first) return 0;
  const sums = first.halves
    .filter((half) => !used.has(half))
    .flatMap((half) => {
      const rest = least(others, new Set([...used, half]));
      return rest === null ? [] : [half + rest];
    });
  return sums.length > 0 ? Math.min(...sums) : null;
}

it('one for each trip, none twice, and no earlier ones are left', () => {
  const trip = fc.record({ halves: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }) });
  fc.assert(
    fc.property(fc.array(trip, { maxLength: 4 }), (trips) => {
      const best = least(trips);
      const given = halfDaysOf(trips);
      const halves = given.filter((half) => half !== null);
      expect(new Set(halves).size).toBe(halves.length);
      for (const [at, half] of given.entries()) if (half !== null) expect(trips[at]?.halves).toContain(half);
      if (best === null) expect(given).toContain(null);
      else expect(halves.reduce((sum, half) => sum + half, 0)).toBe(best);
    }),
    { numRuns: 500 },
  );
});
