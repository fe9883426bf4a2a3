/** Epochs of presence: which of them say where families asked within 90 days. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countedEpochs, EPOCH_DAYS, epochOf } from './presence-epochs.js';

const DAY_MS = 86_400_000;

describe('epochs of presence', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1970-02-14T23:59:59Z', 0],
    ['1970-02-15T00:00:00Z', 1],
  ])('%s lies in epoch %i', (instant, epoch) => {
    expect(epochOf(new Date(instant))).toBe(epoch);
  });

  it('what is counted was asked within 90 days, and everything of the last 45 days is counted', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2080-01-01'), noInvalidDate: true }), (now) => {
        const counted = countedEpochs(now);
        const firstDay = Math.min(...counted) * EPOCH_DAYS;
        expect(now.getTime() / DAY_MS - firstDay).toBeLessThanOrEqual(90);
        expect(counted).toContain(epochOf(new Date(now.getTime() - 45 * DAY_MS)));
        expect(counted).toContain(epochOf(now));
      }),
    );
  });
});
