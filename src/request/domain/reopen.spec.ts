/** Until when a family that waited in vain may still be helped. */
import { expect, it } from '@jest/globals';
import { halfDayOf } from '../../calendar/half-day.js';
import { reopenedUntil } from './reopen.js';

it.each([
  // Now; the date whose afternoon is the last half-day, and when that ends.
  ['2026-06-10T13:00:00Z', '2026-06-11', '2026-06-12T04:00:00Z'],
  ['2026-06-10T23:00:00Z', '2026-06-11', '2026-06-12T04:00:00Z'],
  // Still the tenth in New York.
  ['2026-06-11T03:59:00Z', '2026-06-11', '2026-06-12T04:00:00Z'],
  // The clocks go back on 1 November.
  ['2026-10-31T18:00:00Z', '2026-11-01', '2026-11-02T05:00:00Z'],
])('%s: to the end of %s', (now, date, closesAt) => {
  const reopened = reopenedUntil('America/New_York', new Date(now));
  expect(reopened).toEqual({
    untilHalf: halfDayOf(date, 'AFTERNOON'),
    closesAt: new Date(closesAt),
    expiresAt: new Date(Date.parse(closesAt) + 24 * 3_600_000),
  });
});
