/** When a request is served, by cases: windows, series, and what of a series is made when, clock changes included. */
import { describe, expect, it } from '@jest/globals';
import { localDateOf } from '../../calendar/half-day.js';
import { accept } from '../../kernel/decision.js';
import { decideWhen, occurrencesDue, type WhenInput } from './when.js';

const NEW_YORK = 'America/New_York';
const NOW = new Date('2026-10-20T15:00:00Z');
const afternoon = { from: '2026-10-22', fromHalf: 'AFTERNOON', until: '2026-10-22', untilHalf: 'AFTERNOON' } as const;

function decided(input: WhenInput) {
  const when = decideWhen(input, NEW_YORK, NOW);
  if (!when.accepted) throw new Error(when.code);
  return when.value;
}

function refusal(input: WhenInput): string {
  const when = decideWhen(input, NEW_YORK, NOW);
  return when.accepted ? 'accepted' : `${when.code} ${when.path?.join('.')}`;
}

describe('a request', () => {
  it('without a window has one occurrence without one', () => {
    expect(decided({ window: null, rule: null })).toEqual({
      timeZone: NEW_YORK,
      whole: null,
      first: null,
      series: null,
      occurrences: [null],
    });
  });

  it('with a window has one occurrence, in the zone of the area and in no other', () => {
    const plain = decided({ window: afternoon, rule: null });
    expect(plain.occurrences).toEqual([plain.whole]);
    expect(plain.whole).toMatchObject({ timeZone: NEW_YORK, opensAt: new Date('2026-10-22T16:00:00Z') });
    expect(decided({ window: { ...afternoon, timeZone: 'US/Eastern' }, rule: null })).toEqual(plain);
    // The zone of the exact place stands for that of the area around it, and is not shown.
    const nearby = { window: { ...afternoon, timeZone: 'America/Indiana/Tell_City' }, rule: null };
    expect(decideWhen(nearby, NEW_YORK, NOW, 'America/Indiana/Tell_City')).toEqual(accept(plain));
    expect(decideWhen(nearby, NEW_YORK, NOW)).toMatchObject({ code: 'INVALID_INPUT', path: ['window', 'timeZone'] });
  });

  it.each<[string, WhenInput, string]>([
    ['a series without a window', { window: null, rule: 'FREQ=DAILY;COUNT=2' }, 'INVALID_INPUT window'],
    [
      'a window that is over',
      { window: { ...afternoon, from: '2026-10-19', until: '2026-10-19' }, rule: null },
      'WINDOW_PAST window.until',
    ],
    ['a reversed one', { window: { ...afternoon, until: '2026-10-21' }, rule: null }, 'WINDOW_REVERSED window.until'],
    ['an endless series', { window: afternoon, rule: 'FREQ=DAILY' }, 'RULE_ENDLESS series.rule'],
    ['a malformed rule', { window: afternoon, rule: 'EVERY DAY' }, 'RULE_INVALID series.rule'],
    [
      'a zone that is none',
      { window: { ...afternoon, timeZone: 'Mars/Base' }, rule: null },
      'TIME_ZONE_UNKNOWN window.timeZone',
    ],
    [
      'occurrences longer than a week',
      { window: { ...afternoon, until: '2026-10-29' }, rule: 'FREQ=MONTHLY;COUNT=2' },
      'WINDOW_TOO_FAR window.until',
    ],
  ])('refuses %s', (_what, input, expected) => {
    expect(refusal(input)).toBe(expected);
  });
});

describe('a series', () => {
  const weekly = decided({ window: afternoon, rule: 'FREQ=WEEKLY;COUNT=5' });
  const stored = {
    rule: weekly.series?.rule ?? '',
    until: weekly.series?.until ?? '',
    fromHalf: weekly.whole?.fromHalf ?? 0,
    untilHalf: weekly.whole?.untilHalf ?? 0,
    timeZone: NEW_YORK,
  };
  const due = (made: readonly number[], now: string) =>
    occurrencesDue(stored, new Set(made), new Date(now)).map(({ fromHalf }) => localDateOf(fromHalf));

  it('reaches from its first to its last date', () => {
    expect(weekly.series).toEqual({ rule: 'FREQ=WEEKLY;COUNT=5', until: '2026-11-19' });
    expect(weekly.whole).toMatchObject({
      opensAt: new Date('2026-10-22T16:00:00Z'),
      closesAt: new Date('2026-11-20T05:00:00Z'),
    });
    expect(weekly.first).toMatchObject({ closesAt: new Date('2026-10-23T04:00:00Z') });
  });

  it('keeps its half of the day when clocks change', () => {
    // On 1 November noon in New York moves from 16:00 to 17:00 UTC.
    const opened = occurrencesDue(stored, new Set(), new Date('2026-10-29T15:00:00Z')).map(({ opensAt }) =>
      opensAt.toISOString(),
    );
    expect(opened).toEqual(['2026-10-29T16:00:00.000Z', '2026-11-05T17:00:00.000Z', '2026-11-12T17:00:00.000Z']);
  });

  it('is made 14 days ahead, each date once, and not for days that have passed', () => {
    expect(weekly.occurrences.map((its) => its && localDateOf(its.fromHalf))).toEqual(['2026-10-22', '2026-10-29']);
    const made = weekly.occurrences.map((its) => its?.fromHalf ?? 0);
    expect(due(made, '2026-10-20T15:00:00Z')).toEqual([]);
    expect(due(made, '2026-10-22T05:00:00Z')).toEqual(['2026-11-05']);
    expect(due(made, '2026-11-13T05:00:00Z')).toEqual(['2026-11-19']);
    expect(due([], '2026-11-20T06:00:00Z')).toEqual([]);
  });

  it('keeps its rhythm when the first date of its window is none of the rule', () => {
    const biweekly = decided({ window: afternoon, rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=3' });
    expect(biweekly.series?.until).toBe('2026-11-30');
    expect(biweekly.occurrences.map((its) => its && localDateOf(its.fromHalf))).toEqual(['2026-11-02']);
    const again = {
      rule: biweekly.series?.rule ?? '',
      until: '2026-11-30',
      fromHalf: biweekly.whole?.fromHalf ?? 0,
      untilHalf: biweekly.whole?.untilHalf ?? 0,
      timeZone: NEW_YORK,
    };
    const later = occurrencesDue(again, new Set(), new Date('2026-11-16T15:00:00Z'));
    expect(later.map(({ fromHalf }) => localDateOf(fromHalf))).toEqual(['2026-11-16', '2026-11-30']);
  });

  it('that begins later than in 14 days is listed from the start by its first date', () => {
    const far = decided({
      window: { ...afternoon, from: '2026-12-01', until: '2026-12-02' },
      rule: 'FREQ=DAILY;INTERVAL=3;COUNT=2',
    });
    expect(far.occurrences).toEqual([far.first]);
    expect(far.first).toMatchObject({ untilHalf: (far.first?.fromHalf ?? 0) + 2 });
  });
});
