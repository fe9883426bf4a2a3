import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Period, periodsBetween, type Refill } from './period.js';

const at = (text: string) => new Date(text);

describe('periods of a standing offer', () => {
  it.each<[Refill, string, string, string, string[]]>([
    [
      'WEEKLY',
      'America/New_York',
      '2026-10-28T12:00:00Z',
      '2026-11-09T12:00:00Z',
      // Mondays; the clock falls back on Sunday, 1 November.
      ['2026-10-26T04:00:00Z', '2026-11-02T05:00:00Z', '2026-11-09T05:00:00Z', '2026-11-16T05:00:00Z'],
    ],
    [
      'WEEKLY',
      'America/Phoenix',
      '2027-03-14T12:00:00Z',
      '2027-03-15T12:00:00Z',
      ['2027-03-08T07:00:00Z', '2027-03-15T07:00:00Z', '2027-03-22T07:00:00Z'],
    ],
    [
      'MONTHLY',
      'Europe/Madrid',
      '2027-01-31T12:00:00Z',
      '2027-04-01T00:00:00Z',
      [
        '2026-12-31T23:00:00Z',
        '2027-01-31T23:00:00Z',
        '2027-02-28T23:00:00Z',
        '2027-03-31T22:00:00Z',
        '2027-04-30T22:00:00Z',
      ],
    ],
    [
      'MONTHLY',
      'Asia/Kolkata',
      '2028-02-10T00:00:00Z',
      '2028-02-20T00:00:00Z',
      ['2028-01-31T18:30:00Z', '2028-02-29T18:30:00Z'],
    ],
  ])('%s in %s from %s until %s', (refill, timeZone, from, until, borders) => {
    const expected: Period[] = [];
    for (const [index, startsAt] of borders.slice(0, -1).entries()) {
      expected.push({ startsAt: at(startsAt), endsAt: at(borders[index + 1] ?? '') });
    }
    expect(periodsBetween(refill, timeZone, at(from), at(until))).toEqual(expected);
  });

  it('are none in an empty stretch', () => {
    expect(periodsBetween('WEEKLY', 'UTC', at('2026-11-25T00:00:00Z'), at('2026-11-25T00:00:00Z'))).toEqual([]);
    expect(periodsBetween('WEEKLY', 'UTC', at('2026-11-25T00:00:00Z'), at('2026-11-24T00:00:00Z'))).toEqual([]);
  });

  it('follow each other, cover the stretch, and are found again from within', () => {
    const instants = fc.date({ min: at('1960-01-01T00:00:00Z'), max: at('2050-01-01T00:00:00Z'), noInvalidDate: true });
    const zones = fc.constantFrom('America/New_York', 'America/Havana', 'Australia/Lord_Howe', 'Pacific/Kiritimati');
    const refills = fc.constantFrom<Refill>('WEEKLY', 'MONTHLY');
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 100 }), zones, refills, (from, days, timeZone, refill) => {
        const until = new Date(from.getTime() + days * 86_400_000);
        const periods = periodsBetween(refill, timeZone, from, until);
        expect(periods[0]?.startsAt.getTime()).toBeLessThanOrEqual(from.getTime());
        expect(periods.at(-1)?.endsAt.getTime()).toBeGreaterThanOrEqual(until.getTime());
        for (const [index, period] of periods.entries()) {
          if (index > 0) expect(period.startsAt).toEqual(periods[index - 1]?.endsAt);
          const lastInstant = new Date(period.endsAt.getTime() - 1);
          expect(periodsBetween(refill, timeZone, lastInstant, period.endsAt)).toEqual([period]);
        }
      }),
    );
  });
});
