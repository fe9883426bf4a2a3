import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  endOfHalfDay,
  type Half,
  halfDayAt,
  halfDayOf,
  halfOf,
  isLocalDate,
  localDateAt,
  localDateOf,
  startOfHalfDay,
} from './half-day.js';

const zones = [
  'America/New_York',
  'America/Phoenix',
  'America/Anchorage',
  'Pacific/Honolulu',
  'Europe/Madrid',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Havana',
  'America/Santiago',
  'Africa/Cairo',
  'Atlantic/Azores',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'America/St_Johns',
  'UTC',
];
const halves = fc.constantFrom<Half>('MORNING', 'AFTERNOON');
const instants = fc.date({
  min: new Date('1990-01-01T00:00:00Z'),
  max: new Date('2060-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const dates = instants.map((instant) => instant.toISOString().slice(0, 10));

describe('half-days are counted', () => {
  it.each<[string, Half, number]>([
    ['1970-01-01', 'MORNING', 0],
    ['1970-01-01', 'AFTERNOON', 1],
    ['1969-12-31', 'AFTERNOON', -1],
    ['1969-12-31', 'MORNING', -2],
    ['2026-11-23', 'MORNING', 41_560],
    ['2028-02-29', 'AFTERNOON', 42_487],
  ])('%s %s is %i', (date, half, halfDay) => {
    expect(halfDayOf(date, half)).toBe(halfDay);
    expect(localDateOf(halfDay)).toBe(date);
    expect(halfOf(halfDay)).toBe(half);
  });

  it.each([
    '2026-02-30',
    '2027-02-29',
    '2026-13-01',
    '2026-1-1',
    '20260101',
    '2026-01-01T00:00',
    '9999-12-31',
    '0000-01-01',
    '',
    '٢٠٢٦-٠١-٠١',
  ])('%j is no date', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(() => halfDayOf(text, 'MORNING')).toThrow(RangeError);
  });

  it('comes back to the same date and half', () => {
    fc.assert(
      fc.property(dates, halves, (date, half) => {
        const halfDay = halfDayOf(date, half);
        expect([localDateOf(halfDay), halfOf(halfDay)]).toEqual([date, half]);
      }),
    );
  });
});

describe('half-days begin and end by the clock of the place', () => {
  it.each<[string, string, Half, string, string, number]>([
    // The clock falls back at 02:00: that morning has thirteen hours.
    ['America/New_York', '2026-11-01', 'MORNING', '2026-11-01T04:00:00Z', '2026-11-01T17:00:00Z', 13],
    ['America/New_York', '2026-11-01', 'AFTERNOON', '2026-11-01T17:00:00Z', '2026-11-02T05:00:00Z', 12],
    // It springs forward: eleven.
    ['America/New_York', '2027-03-14', 'MORNING', '2027-03-14T05:00:00Z', '2027-03-14T16:00:00Z', 11],
    ['America/Los_Angeles', '2026-11-01', 'MORNING', '2026-11-01T07:00:00Z', '2026-11-01T20:00:00Z', 13],
    ['America/Los_Angeles', '2027-03-14', 'AFTERNOON', '2027-03-14T19:00:00Z', '2027-03-15T07:00:00Z', 12],
    ['Europe/Madrid', '2026-10-25', 'MORNING', '2026-10-24T22:00:00Z', '2026-10-25T11:00:00Z', 13],
    ['Europe/Madrid', '2027-03-28', 'MORNING', '2027-03-27T23:00:00Z', '2027-03-28T10:00:00Z', 11],
    ['America/Phoenix', '2026-11-01', 'MORNING', '2026-11-01T07:00:00Z', '2026-11-01T19:00:00Z', 12],
    ['America/Phoenix', '2027-03-14', 'MORNING', '2027-03-14T07:00:00Z', '2027-03-14T19:00:00Z', 12],
    ['Asia/Kolkata', '2026-11-23', 'AFTERNOON', '2026-11-23T06:30:00Z', '2026-11-23T18:30:00Z', 12],
    ['Asia/Kathmandu', '2026-11-23', 'MORNING', '2026-11-22T18:15:00Z', '2026-11-23T06:15:00Z', 12],
    // Half an hour of daylight saving.
    ['Australia/Lord_Howe', '2026-10-04', 'MORNING', '2026-10-03T13:30:00Z', '2026-10-04T01:00:00Z', 11.5],
    // The clock skips midnight: the day begins at 01:00.
    ['America/Havana', '2027-03-14', 'MORNING', '2027-03-14T05:00:00Z', '2027-03-14T16:00:00Z', 11],
    // A date that never was there.
    ['Pacific/Apia', '2011-12-30', 'AFTERNOON', '2011-12-30T10:00:00Z', '2011-12-30T10:00:00Z', 0],
  ])('%s %s %s', (timeZone, date, half, starts, ends, hours) => {
    const halfDay = halfDayOf(date, half);
    const start = startOfHalfDay(halfDay, timeZone);
    const end = endOfHalfDay(halfDay, timeZone);
    expect([start, end]).toEqual([new Date(starts), new Date(ends)]);
    expect((end.getTime() - start.getTime()) / 3_600_000).toBe(hours);
  });

  it.each<[string, string, string, Half]>([
    ['America/New_York', '2026-11-01T05:59:59Z', '2026-11-01', 'MORNING'],
    ['America/New_York', '2026-11-01T16:59:59.999Z', '2026-11-01', 'MORNING'],
    ['America/New_York', '2026-11-01T17:00:00Z', '2026-11-01', 'AFTERNOON'],
    ['Pacific/Kiritimati', '2026-11-23T10:00:00Z', '2026-11-24', 'MORNING'],
    ['Pacific/Niue', '2026-11-23T10:00:00Z', '2026-11-22', 'AFTERNOON'],
  ])('in %s, %s belongs to %s %s', (timeZone, instant, date, half) => {
    expect(halfDayAt(new Date(instant), timeZone)).toBe(halfDayOf(date, half));
    expect(localDateAt(new Date(instant), timeZone)).toBe(date);
  });

  it('gives each instant to exactly one half-day', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, timeZone) => {
        const halfDay = halfDayAt(instant, timeZone);
        expect(startOfHalfDay(halfDay, timeZone).getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(endOfHalfDay(halfDay, timeZone).getTime()).toBeGreaterThan(instant.getTime());
      }),
      { numRuns: 500 },
    );
  });

  it.each(zones)('tiles two years of %s without gap or overlap', (timeZone) => {
    const first = halfDayOf('2026-01-01', 'MORNING');
    for (let halfDay = first; halfDay < first + 1_460; halfDay += 1) {
      const start = startOfHalfDay(halfDay, timeZone);
      const end = endOfHalfDay(halfDay, timeZone);
      const hours = (end.getTime() - start.getTime()) / 3_600_000;
      if (hours < 11 || hours > 13) throw new Error(`${localDateOf(halfDay)} has a half of ${hours} hours`);
      if (halfDayAt(start, timeZone) !== halfDay) throw new Error(`${localDateOf(halfDay)} does not begin with itself`);
      if (halfDayAt(new Date(end.getTime() - 1), timeZone) !== halfDay) throw new Error('ends elsewhere');
    }
  });

  it('is quick enough for every row of a page', () => {
    const started = process.cpuUsage();
    const now = Date.parse('2026-11-23T12:00:00Z');
    for (let row = 0; row < 50_000; row += 1) {
      const timeZone = row % 2 === 0 ? 'America/New_York' : 'America/Chicago';
      halfDayAt(new Date(now + (row % 90) * 86_400_000), timeZone);
    }
    expect(millisecondsOf(process.cpuUsage(started))).toBeLessThan(1_000);
  });

  it('does not take an unknown zone', () => {
    expect(() => startOfHalfDay(0, 'America/Nowhere')).toThrow(RangeError);
    expect(() => halfDayAt(new Date(Number.NaN), 'UTC')).toThrow(RangeError);
  });
});

/** Of the processor, not of the clock: what else the machine does is not counted. */
function millisecondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}
