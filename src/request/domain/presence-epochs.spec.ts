/** Epochs of presence: whoever asked within 45 days is counted, and nobody who did not ask within 90. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countedEpoch, runningEpochs } from './presence-epochs.js';

const DAY_MS = 86_400_000;
const anyTime = fc.date({ min: new Date('2020-01-01'), max: new Date('2080-01-01'), noInvalidDate: true });

describe('epochs of presence', () => {
  it.each([
    ['1970-01-01T00:00:00Z', [-1, 0]],
    ['1970-02-14T23:59:59Z', [-1, 0]],
    ['1970-02-15T00:00:00Z', [0, 1]],
  ])('at %s those that run are %j', (instant, epochs) => {
    expect(runningEpochs(new Date(instant))).toEqual(epochs);
  });

  it('a family counts for 45 days after it asked, and for no more than 90', () => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 0, max: 120 * 24 }), (asked, hours) => {
        const now = new Date(asked.getTime() + hours * 3_600_000);
        const counts = runningEpochs(asked).includes(countedEpoch(now));
        if (now.getTime() - asked.getTime() <= 45 * DAY_MS) expect(counts).toBe(true);
        if (now.getTime() - asked.getTime() >= 90 * DAY_MS) expect(counts).toBe(false);
      }),
    );
  });
});
