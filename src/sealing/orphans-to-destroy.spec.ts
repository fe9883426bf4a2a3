/** Keys are destroyed as left over only as far as that is plausible: a wrong main database destroys nothing. */
import { describe, expect, it } from '@jest/globals';
import { mayBeLeftOver } from './orphans-to-destroy.js';

describe('keys without a record', () => {
  it.each([
    [0, 0, true],
    [1, 1, true],
    [50, 3, true],
    [120, 100, true],
    [120, 101, false],
    [10_000, 2_000, true],
    [10_000, 2_001, false],
    // Of an empty main database: all of them.
    [2, 2, false],
    [100, 100, false],
    [10_000, 10_000, false],
  ])('of %i keys %i are left over: %s', (keys, orphans, plausible) => {
    expect(mayBeLeftOver({ keys, orphans })).toBe(plausible);
  });
});
