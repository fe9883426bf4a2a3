import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RefusalCode } from '../kernel/refusals.js';
import { type Half, halfDayOf } from './half-day.js';
import {
  closesAt,
  decidePlannedFor,
  decideWindow,
  opensAt,
  sharedMillis,
  spanOf,
  spansOverlap,
  type WindowInput,
} from './window.js';

// A Monday, 10:00 in New York.
const now = new Date('2026-11-23T15:00:00Z');
const fits: WindowInput = {
  from: '2026-11-24',
  fromHalf: 'MORNING',
  until: '2026-11-24',
  untilHalf: 'AFTERNOON',
  timeZone: 'America/New_York',
};

const windowOf = (timeZone: string, from: [string, Half], until: [string, Half] = from) => ({
  fromHalf: halfDayOf(...from),
  untilHalf: halfDayOf(...until),
  timeZone,
});

describe('a window is accepted', () => {
  it.each<[string, Partial<WindowInput>]>([
    ['for tomorrow', {}],
    ['for this morning, which is not over', { from: '2026-11-23', until: '2026-11-23', untilHalf: 'MORNING' }],
    ['when it began yesterday', { from: '2026-11-22' }],
    ['60 days ahead', { from: '2027-01-22', until: '2027-01-22' }],
    ['31 days long', { from: '2026-11-24', until: '2026-12-24' }],
    ['31 days long, from afternoon to morning', { fromHalf: 'AFTERNOON', until: '2026-12-25', untilHalf: 'MORNING' }],
  ])('%s', (_, change) => {
    const input = { ...fits, ...change };
    expect(decideWindow(input, now)).toMatchObject({
      accepted: true,
      value: {
        fromHalf: halfDayOf(input.from, input.fromHalf),
        untilHalf: halfDayOf(input.until, input.untilHalf),
        timeZone: 'America/New_York',
      },
    });
  });

  it('with its instants and the canonical zone, across the change of clocks', () => {
    const early = new Date('2026-10-20T12:00:00Z');
    const input = { ...fits, from: '2026-11-01', until: '2026-11-01', timeZone: 'us/eastern' };
    expect(decideWindow(input, early)).toMatchObject({
      value: {
        timeZone: 'America/New_York',
        opensAt: new Date('2026-11-01T04:00:00Z'),
        closesAt: new Date('2026-11-02T05:00:00Z'),
      },
    });
  });
});

describe('a window is refused', () => {
  it.each<[RefusalCode, string, string, Partial<WindowInput>]>([
    ['TIME_ZONE_UNKNOWN', 'timeZone', 'an unknown zone', { timeZone: 'Mars/Olympus' }],
    ['TIME_ZONE_UNKNOWN', 'timeZone', 'an offset', { timeZone: '-05:00' }],
    ['INVALID_INPUT', 'from', 'no date', { from: 'tomorrow' }],
    ['INVALID_INPUT', 'from', 'a date that is not there', { from: '2027-02-29' }],
    ['INVALID_INPUT', 'until', 'no last date', { until: '2026-11-31' }],
    ['WINDOW_REVERSED', 'until', 'days reversed', { until: '2026-11-23' }],
    ['WINDOW_REVERSED', 'until', 'halves reversed', { fromHalf: 'AFTERNOON', untilHalf: 'MORNING' }],
    ['WINDOW_PAST', 'until', 'yesterday', { from: '2026-11-22', until: '2026-11-22' }],
    ['WINDOW_PAST', 'until', 'long ago', { from: '1000-01-01', until: '1000-01-02' }],
    [
      'WINDOW_PAST',
      'until',
      'a morning that is over elsewhere',
      { from: '2026-11-23', until: '2026-11-23', untilHalf: 'MORNING', timeZone: 'Europe/Madrid' },
    ],
    ['WINDOW_TOO_FAR', 'from', '61 days ahead', { from: '2027-01-23', until: '2027-01-23' }],
    ['WINDOW_TOO_FAR', 'from', 'the end of time', { from: '9998-12-31', until: '9998-12-31' }],
    ['WINDOW_TOO_FAR', 'until', '32 days long', { until: '2026-12-25' }],
    ['WINDOW_TOO_FAR', 'until', 'half a day too long', { until: '2026-12-25', untilHalf: 'MORNING' }],
  ])('as %s at %s: %s', (code, field, _, change) => {
    const decision = decideWindow({ ...fits, ...change }, now, ['window']);
    expect(decision).toEqual({ accepted: false, code, path: ['window', field] });
  });

  it('of any content, without throwing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (from, until, timeZone) => {
        expect(decideWindow({ ...fits, from, until, timeZone }, now).accepted).toBe(false);
      }),
    );
  });
});

describe('windows overlap on instants', () => {
  const newYork = 'America/New_York';
  const morning: [string, Half] = ['2026-11-24', 'MORNING'];
  const afternoon: [string, Half] = ['2026-11-24', 'AFTERNOON'];
  it.each([
    ['the same half', windowOf(newYork, morning), windowOf(newYork, morning), true],
    ['halves that follow each other', windowOf(newYork, morning), windowOf(newYork, afternoon), false],
    ['one within the other', windowOf(newYork, morning, afternoon), windowOf(newYork, afternoon), true],
    ['mornings of neighbouring zones', windowOf(newYork, morning), windowOf('America/Chicago', morning), true],
    ['a morning east, an afternoon west', windowOf('Europe/Madrid', morning), windowOf(newYork, afternoon), false],
    ['an afternoon east, a morning west', windowOf('Europe/Madrid', afternoon), windowOf(newYork, morning), true],
    ['zones half an hour apart', windowOf('Asia/Kolkata', morning), windowOf('Asia/Karachi', afternoon), false],
  ])('%s', (_, one, other, overlap) => {
    expect(spansOverlap(spanOf(one), spanOf(other))).toBe(overlap);
    expect(spansOverlap(spanOf(other), spanOf(one))).toBe(overlap);
  });

  it('counts what is shared', () => {
    const east = spanOf(windowOf(newYork, morning));
    const west = spanOf(windowOf('America/Chicago', morning));
    expect(sharedMillis(east, west)).toBe(11 * 3_600_000);
    expect(sharedMillis(east, spanOf(windowOf(newYork, afternoon)))).toBe(0);
  });

  it('agrees with the half-days within one zone', () => {
    const half = fc.integer({ min: 41_000, max: 41_010 });
    fc.assert(
      fc.property(half, half, half, half, (a, b, c, d) => {
        const one = { fromHalf: Math.min(a, b), untilHalf: Math.max(a, b), timeZone: newYork };
        const other = { fromHalf: Math.min(c, d), untilHalf: Math.max(c, d), timeZone: newYork };
        const expected = one.fromHalf <= other.untilHalf && other.fromHalf <= one.untilHalf;
        expect(spansOverlap(spanOf(one), spanOf(other))).toBe(expected);
        expect(opensAt(one).getTime()).toBeLessThan(closesAt(one).getTime());
      }),
    );
  });
});

describe('a planned half-day', () => {
  const timeZone = 'America/New_York';
  const request = windowOf(timeZone, ['2026-11-23', 'MORNING'], ['2026-11-25', 'MORNING']);
  const offered = (zone: string, date: string, half: Half) => [spanOf(windowOf(zone, [date, half]))];
  it.each<[string, { date: string; half: Half }, object, boolean]>([
    [
      'inside both',
      { date: '2026-11-24', half: 'MORNING' },
      { offer: offered(timeZone, '2026-11-24', 'MORNING') },
      true,
    ],
    ['now', { date: '2026-11-23', half: 'MORNING' }, { offer: null }, true],
    [
      'meeting an offer of another zone',
      { date: '2026-11-24', half: 'AFTERNOON' },
      { offer: offered('America/Chicago', '2026-11-24', 'MORNING') },
      true,
    ],
    ['on the last half-day', { date: '2026-11-25', half: 'MORNING' }, { offer: null }, true],
    ['after the request', { date: '2026-11-25', half: 'AFTERNOON' }, { offer: null }, false],
    [
      'when the offer is elsewhere',
      { date: '2026-11-24', half: 'MORNING' },
      { offer: offered(timeZone, '2026-11-24', 'AFTERNOON') },
      false,
    ],
    ['when the offer has no window left', { date: '2026-11-24', half: 'MORNING' }, { offer: [] }, false],
    ['in the past', { date: '2026-11-22', half: 'AFTERNOON' }, { request: null, offer: null }, false],
    ['with no dates on either side', { date: '2026-12-01', half: 'MORNING' }, { request: null, offer: null }, true],
    ['with no dates, years ahead', { date: '2099-12-01', half: 'MORNING' }, { request: null, offer: null }, false],
  ])('%s', (_, input, bounds, fitting) => {
    const decision = decidePlannedFor(input, { timeZone, request, offer: null, ...bounds }, now);
    if (fitting) expect(decision).toMatchObject({ accepted: true, value: halfDayOf(input.date, input.half) });
    else expect(decision).toEqual({ accepted: false, code: 'PLANNED_OUTSIDE_WINDOW', path: ['plannedFor'] });
  });

  it('is a date', () => {
    const decision = decidePlannedFor({ date: '2026-11-31', half: 'MORNING' }, { timeZone, request, offer: null }, now);
    expect(decision).toEqual({ accepted: false, code: 'INVALID_INPUT', path: ['plannedFor', 'date'] });
  });

  it('never shares time with a span that is over', () => {
    const span = spanOf(request);
    expect(spansOverlap(span, { opensAt: span.closesAt, closesAt: new Date(span.closesAt.getTime() + 1) })).toBe(false);
  });
});
