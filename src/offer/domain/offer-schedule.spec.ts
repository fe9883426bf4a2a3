/** What is made ahead of an offer: by cases over changes of the clock, and that no downtime leaves a gap or a double. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Period } from '../../calendar/period.js';
import type { Span } from '../../calendar/window.js';
import { days, later } from '../../kernel/duration.js';
import type { Refill } from './offer.js';
import { firstSchedule, horizon, NEVER, scheduleAhead } from './offer-schedule.js';
import { decideOfferTimes, type OfferTimesInput } from './offer-times.js';

const NEW_YORK = 'America/New_York';
/** A Monday, 11:00 in New York; the clock goes back on Sunday, 1 November. */
const NOW = new Date('2026-10-05T15:00:00Z');

function timesOf(input: OfferTimesInput, now = NOW, kind: 'RIDE' | 'MONEY' = 'RIDE') {
  const times = decideOfferTimes(kind, input, NEW_YORK, now);
  if (!times.accepted) throw new Error(times.code);
  return times.value;
}
const iso = (instant: Date) => instant.toISOString().slice(0, 16);
const spans = (windows: readonly Span[]) => windows.map(({ opensAt, closesAt }) => `${iso(opensAt)} ${iso(closesAt)}`);
const stretches = (periods: readonly Period[]) =>
  periods.map(({ startsAt, endsAt }) => `${iso(startsAt)} ${iso(endsAt)}`);

describe('windows named one by one', () => {
  const windows = [
    { from: '2026-10-30', fromHalf: 'MORNING', until: '2026-10-30', untilHalf: 'MORNING' },
    { from: '2026-11-01', fromHalf: 'MORNING', until: '2026-11-03', untilHalf: 'AFTERNOON' },
  ] as const;

  it.each<[Refill, string[]]>([
    ['ONCE', ['2026-10-30T04:00 2026-11-04T05:00']],
    ['PER_OCCURRENCE', ['2026-10-30T04:00 2026-10-30T16:00', '2026-11-01T04:00 2026-11-04T05:00']],
    ['WEEKLY', ['2026-10-26T04:00 2026-11-02T05:00', '2026-11-02T05:00 2026-11-09T05:00']],
    ['MONTHLY', ['2026-10-01T04:00 2026-11-01T04:00', '2026-11-01T04:00 2026-12-01T05:00']],
  ])('%s', (refill, expected) => {
    const schedule = firstSchedule(timesOf({ windows }), refill, NOW);
    expect(stretches(schedule.periods)).toEqual(expected);
    expect(schedule.windows).toHaveLength(2);
    expect(schedule.madeUntil).toEqual(NEVER);
  });
});

describe('money at any time', () => {
  it('is there once, or with every month', () => {
    const times = timesOf({}, NOW, 'MONEY');
    expect(firstSchedule(times, 'ONCE', NOW)).toEqual({
      windows: [],
      periods: [{ startsAt: new Date('2026-10-05T04:00:00Z'), endsAt: NEVER }],
      madeUntil: NEVER,
    });
    const monthly = firstSchedule(times, 'MONTHLY', NOW);
    expect(stretches(monthly.periods)).toEqual([
      '2026-10-01T04:00 2026-11-01T04:00',
      '2026-11-01T04:00 2026-12-01T05:00',
      '2026-12-01T05:00 2027-01-01T05:00',
    ]);
    expect(iso(monthly.madeUntil)).toBe('2026-12-08T05:00');
  });
});

describe('a rule', () => {
  const sundays = timesOf({
    recurrence: { rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-10-05', halves: ['MORNING', 'AFTERNOON'] },
  });

  it('keeps its half-days over the change of the clock', () => {
    const { windows } = firstSchedule(sundays, 'PER_OCCURRENCE', NOW);
    expect(spans(windows)).toEqual([
      '2026-10-11T04:00 2026-10-12T04:00',
      '2026-10-18T04:00 2026-10-19T04:00',
      '2026-10-25T04:00 2026-10-26T04:00',
      '2026-11-01T04:00 2026-11-02T05:00',
      '2026-11-08T05:00 2026-11-09T05:00',
      '2026-11-15T05:00 2026-11-16T05:00',
      '2026-11-22T05:00 2026-11-23T05:00',
      '2026-11-29T05:00 2026-11-30T05:00',
      '2026-12-06T05:00 2026-12-07T05:00',
    ]);
  });

  it('leaves out what is over already today', () => {
    const daily = timesOf({ recurrence: { rule: 'FREQ=DAILY', from: '2026-10-05', halves: ['MORNING'] } });
    const afternoon = new Date('2026-10-05T17:00:00Z');
    expect(spans(firstSchedule(daily, 'WEEKLY', NOW).windows)[0]).toBe('2026-10-05T04:00 2026-10-05T16:00');
    expect(spans(firstSchedule(daily, 'WEEKLY', afternoon).windows)[0]).toBe('2026-10-06T04:00 2026-10-06T16:00');
  });

  it('has one capacity for good when it refills once', () => {
    expect(firstSchedule(sundays, 'ONCE', NOW).periods).toEqual([
      { startsAt: new Date('2026-10-05T04:00:00Z'), endsAt: NEVER },
    ]);
  });

  it('after months without anybody making it, makes what lies ahead', () => {
    const { recurrence, timeZone, endsAt } = sundays;
    const late = new Date('2027-06-01T15:00:00Z');
    const schedule = scheduleAhead(
      { recurrence, timeZone, endsAt, refill: 'WEEKLY' },
      new Date('2026-12-08T05:00:00Z'),
      late,
    );
    expect(spans(schedule.windows)[0]).toBe('2027-06-06T04:00 2027-06-07T04:00');
    expect(stretches(schedule.periods)[0]).toBe('2027-05-31T04:00 2027-06-07T04:00');
    expect(schedule.madeUntil).toEqual(horizon(timeZone, late));
  });
});

describe('laws', () => {
  const rules = fc.constantFrom(
    'FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=SU,MO',
    'FREQ=DAILY;INTERVAL=3',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=WEEKLY;COUNT=20',
  );
  const refills = fc.constantFrom<Refill>('WEEKLY', 'MONTHLY', 'PER_OCCURRENCE');
  const zones = fc.constantFrom(NEW_YORK, 'Europe/Madrid', 'America/Santiago', 'Pacific/Auckland', 'Asia/Kolkata');
  const pauses = fc.array(fc.integer({ min: 1, max: 40 * 24 }), { minLength: 1, maxLength: 6 });

  it('however often and irregularly it is made ahead, the rows are those of making it every day', () => {
    fc.assert(
      fc.property(rules, refills, zones, pauses, (rule, refill, timeZone, hoursBetween) => {
        const times = decideOfferTimes(
          'RIDE',
          { recurrence: { rule, from: '2026-10-06', halves: ['MORNING'], timeZone } },
          NEW_YORK,
          NOW,
        );
        if (!times.accepted) throw new Error(times.code);
        const offer = { recurrence: times.value.recurrence, refill, timeZone, endsAt: times.value.endsAt };
        const end = hoursBetween.reduce((now, pause) => later(now, days(pause / 24)), NOW);
        const made = (steps: readonly Date[]) => {
          const first = firstSchedule(times.value, refill, NOW);
          const rows = new Set([...spans(first.windows), ...stretches(first.periods).map((one) => `p ${one}`)]);
          let until = first.madeUntil;
          for (const now of steps) {
            const more = scheduleAhead(offer, until, now);
            for (const row of [...spans(more.windows), ...stretches(more.periods).map((one) => `p ${one}`)])
              rows.add(row);
            until = more.madeUntil;
          }
          return [...rows].sort();
        };
        const irregular: Date[] = [];
        hoursBetween.reduce((now, pause) => {
          const next = later(now, days(pause / 24));
          irregular.push(next, next);
          return next;
        }, NOW);
        const daily: Date[] = [];
        for (let now = NOW; now < end; now = later(now, days(1))) daily.push(now);
        expect(made(irregular)).toEqual(made([...daily, end]));
      }),
      { numRuns: 60 },
    );
  });
});
