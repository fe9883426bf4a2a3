/** A week's half-days as bits: none of those in which a window lies is ever missing, whatever the rule, the zone and the clock. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endOfHalfDay, halfDayOf, startOfHalfDay } from './half-day.js';
import { occurrenceDates } from './recurrence.js';
import {
  daySetsWith,
  EVERY_HALF,
  inAnyZone,
  utcDaysOf,
  utcDaysOfHalves,
  weekHalvesBetween,
  weekHalvesOf,
  weekHalvesOfRule,
} from './week-halves.js';

const ZONES = [
  'America/New_York',
  'America/Phoenix',
  'Pacific/Honolulu',
  'Pacific/Guam',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
];
const half = fc.integer({ min: 40_000, max: 44_000 });
const zone = fc.constantFrom(...ZONES);
const spanOf = (fromHalf: number, untilHalf: number, timeZone: string) => ({
  opensAt: startOfHalfDay(fromHalf, timeZone),
  closesAt: endOfHalfDay(untilHalf, timeZone),
});

describe('the half-days of a week', () => {
  it.each([
    [0, 0, 0b1],
    [13, 14, 0b10_0000_0000_0001],
    [3, 5, 0b11_1000],
    [100, 113, EVERY_HALF],
    [100, 400, EVERY_HALF],
    [5, 4, 0],
  ])('from %i to %i', (from, until, expected) => {
    expect(weekHalvesBetween(from, until)).toBe(expected);
  });

  it('of a span are those of the half-days that it was made of, across every change of the clock', () => {
    fc.assert(
      fc.property(half, fc.nat(12), zone, (from, length, timeZone) => {
        const span = spanOf(from, from + length, timeZone);
        expect(weekHalvesOf(span, timeZone)).toBe(weekHalvesBetween(from, from + length));
      }),
    );
  });

  it('in one zone are among those that they may be in any other', () => {
    fc.assert(
      fc.property(half, fc.nat(3), zone, zone, (from, length, here, there) => {
        const span = spanOf(from, from + length, here);
        expect(weekHalvesOf(span, there) & ~inAnyZone(weekHalvesOf(span, here))).toBe(0);
      }),
    );
  });

  it('in any zone share time with all days in UTC on which a span of them lies', () => {
    fc.assert(
      fc.property(half, fc.nat(20), zone, (from, length, timeZone) => {
        const span = spanOf(from, from + length, timeZone);
        expect(utcDaysOf(span) & ~utcDaysOfHalves(weekHalvesOf(span, timeZone), timeZone)).toBe(0);
      }),
    );
  });

  it.each([
    ['America/New_York', 1 << 0, 0b1],
    ['America/New_York', 1 << 1, 0b11],
    ['Pacific/Guam', 1 << 0, 0b100_0001],
    ['America/New_York', EVERY_HALF, 0b111_1111],
  ])('in %s as %i are of these days in UTC', (timeZone, halves, days) => {
    expect(utcDaysOfHalves(halves, timeZone)).toBe(days);
  });

  it.each([
    // 2026-12-01 is a Tuesday: bits 10 and 11.
    ['FREQ=WEEKLY', 1 << 10],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO', (1 << 0) | (1 << 8)],
    ['FREQ=MONTHLY;BYDAY=-1FR', 1 << 2],
    ['FREQ=DAILY', 0b01_0101_0101_0101],
    ['FREQ=MONTHLY', 0b01_0101_0101_0101],
  ])('of %s in the morning', (rule, expected) => {
    const from = halfDayOf('2026-12-01', 'MORNING');
    expect(weekHalvesOfRule(rule, from, from)).toBe(expected);
  });

  it('of a rule hold every window that it ever makes', () => {
    const days = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 });
    const rule = fc.oneof(
      fc
        .tuple(fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'), fc.integer({ min: 1, max: 5 }))
        .map(([each, interval]) => `FREQ=${each};INTERVAL=${interval}`),
      days.map((its) => `FREQ=WEEKLY;BYDAY=${its.join()}`),
      fc
        .tuple(days, fc.constantFrom('', '1', '-1', '3'))
        .map(([its, nth]) => `FREQ=MONTHLY;BYDAY=${its.map((day) => nth + day).join()}`),
      fc.integer({ min: 1, max: 31 }).map((day) => `FREQ=MONTHLY;BYMONTHDAY=${day}`),
      days.map((its) => `FREQ=MONTHLY;BYDAY=${its.join()};BYSETPOS=-1`),
    );
    fc.assert(
      fc.property(
        rule,
        fc.integer({ min: 0, max: 400 }),
        fc.boolean(),
        fc.boolean(),
        zone,
        (text, day, afternoon, both, timeZone) => {
          const first = new Date(Date.parse('2026-01-01T00:00:00Z') + day * 86_400_000).toISOString().slice(0, 10);
          const from = halfDayOf(first, both || !afternoon ? 'MORNING' : 'AFTERNOON');
          const until = halfDayOf(first, both || afternoon ? 'AFTERNOON' : 'MORNING');
          const all = weekHalvesOfRule(text, from, until);
          const last = new Date(Date.parse(`${first}T00:00:00Z`) + 120 * 86_400_000).toISOString().slice(0, 10);
          for (const date of occurrenceDates(text, first, timeZone, first, last)) {
            const start = halfDayOf(date, from % 2 === 0 ? 'MORNING' : 'AFTERNOON');
            expect(weekHalvesOf(spanOf(start, start + until - from, timeZone), timeZone) & ~all).toBe(0);
          }
        },
      ),
    );
  });
});

it('sets of days that have a day of others are all that share a bit', () => {
  expect(daySetsWith(0b111_1111)).toHaveLength(127);
  expect(daySetsWith(0b10)).toHaveLength(64);
  expect(daySetsWith(0b101).every((set) => set & 0b101)).toBe(true);
});
