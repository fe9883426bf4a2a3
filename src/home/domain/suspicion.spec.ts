/** Helping a lot, looking a lot and changing one's mind once are no reasons to pause a home. */
import { describe, expect, it } from '@jest/globals';
import { type Conduct, isSuspicious, unsuspicious } from './suspicion.js';

const limits = { releasesThatPause: 2, fullDaysThatPause: 3 };

const cases: readonly [string, Partial<Conduct>, boolean][] = [
  ['nothing', {}, false],
  ['one release after opening', { releasesAfterOpening: 1 }, false],
  ['two releases after opening', { releasesAfterOpening: 2 }, true],
  ['three releases after opening', { releasesAfterOpening: 3 }, true],
  ['a day with all pages used up', { fullDaysInARow: 1 }, false],
  ['two days of it', { fullDaysInARow: 2 }, false],
  ['three days of it', { fullDaysInARow: 3 }, true],
  [
    'one release and two full days, which are two different things',
    { releasesAfterOpening: 1, fullDaysInARow: 2 },
    false,
  ],
  ['more openings than there may be', { openingsUsedUp: true }, true],
  ['a canary', { canaryReached: true }, true],
];

describe('isSuspicious', () => {
  it.each(cases)('of %s', (_, conduct, expected) => {
    expect(isSuspicious({ ...unsuspicious, ...conduct }, limits)).toBe(expected);
  });

  it('goes by the limits of the instance', () => {
    expect(isSuspicious({ ...unsuspicious, releasesAfterOpening: 1 }, { ...limits, releasesThatPause: 1 })).toBe(true);
    expect(isSuspicious({ ...unsuspicious, fullDaysInARow: 3 }, { ...limits, fullDaysThatPause: 4 })).toBe(false);
  });
});
