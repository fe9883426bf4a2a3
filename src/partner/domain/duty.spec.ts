import { describe, expect, it } from '@jest/globals';
import { decideDuty } from './duty.js';

const NOW = new Date('2026-11-02T08:00:00Z');

describe('duty', () => {
  it.each(['2026-11-02T08:00:01Z', '2026-11-02T17:00:00Z', '2026-11-03T00:00:00Z'])('may last until %s', (until) => {
    expect(decideDuty(new Date(until), NOW)).toEqual({ accepted: true, value: new Date(until) });
  });

  it.each([
    ['2026-11-02T08:00:00Z', 'WINDOW_PAST'],
    ['2026-11-01T08:00:00Z', 'WINDOW_PAST'],
    ['2026-11-03T00:00:01Z', 'WINDOW_TOO_FAR'],
    ['2027-11-03T00:00:00Z', 'WINDOW_TOO_FAR'],
  ])('may not last until %s: %s', (until, code) => {
    expect(decideDuty(new Date(until), NOW)).toEqual({ accepted: false, code, path: ['until'] });
  });
});
