import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideOfferRecurrence, decideSeriesRecurrence, occurrenceDates } from './recurrence.js';
import { parseRule } from './recurrence-rule.js';

const newYork = 'America/New_York';
const DAY = 86_400_000;
const dayAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

describe('rules that are read', () => {
  it.each([
    ['FREQ=DAILY', 'FREQ=DAILY'],
    ['RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4', 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4'],
    ['  freq=weekly;count=4;byday=mo ', 'FREQ=WEEKLY;BYDAY=MO;COUNT=4'],
    ['FREQ=MONTHLY;BYDAY=+1MO,-1FR', 'FREQ=MONTHLY;BYDAY=1MO,-1FR'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20271231', 'FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20271231'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
    ['FREQ=DAILY;BYMONTH=1,12;INTERVAL=2;WKST=SU', 'FREQ=DAILY;INTERVAL=2;BYMONTH=1,12;WKST=SU'],
  ])('%j as %s', (text, canonical) => {
    expect(parseRule(text)?.text).toBe(canonical);
    expect(parseRule(canonical)?.text).toBe(canonical);
  });
});

describe('rules that are refused', () => {
  it.each([
    '',
    'every Tuesday',
    'FREQ=',
    'FREQ=YEARLY',
    'FREQ=HOURLY',
    'FREQ=MINUTELY;COUNT=9',
    'FREQ=SECONDLY',
    'BYDAY=MO',
    'FREQ=DAILY;FREQ=WEEKLY',
    'FREQ=DAILY;',
    'FREQ=DAILY;;COUNT=2',
    'FREQ=DAILY;COUNT',
    'FREQ=DAILY;COUNT=',
    'FREQ=DAILY;COUNT=0',
    'FREQ=DAILY;COUNT=-1',
    'FREQ=DAILY;COUNT=1.5',
    'FREQ=DAILY;COUNT=1e3',
    'FREQ=DAILY;COUNT=9999999999',
    'FREQ=DAILY;COUNT=2;UNTIL=20270101',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;INTERVAL=999999999',
    'FREQ=DAILY;UNTIL=2027-01-01',
    'FREQ=DAILY;UNTIL=20270229',
    'FREQ=DAILY;UNTIL=99991231',
    'FREQ=DAILY;UNTIL=20270101T240000Z',
    'FREQ=DAILY;BYHOUR=9',
    'FREQ=DAILY;BYMINUTE=0',
    'FREQ=DAILY;BYSECOND=0',
    'FREQ=DAILY;BYYEARDAY=1',
    'FREQ=DAILY;BYWEEKNO=1',
    'FREQ=DAILY;BYEASTER=0',
    'FREQ=DAILY;BYDAY=1MO',
    'FREQ=WEEKLY;BYDAY=-1MO',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=WEEKLY;BYDAY=MO,',
    'FREQ=WEEKLY;BYMONTHDAY=1',
    'FREQ=MONTHLY;BYDAY=6MO',
    'FREQ=MONTHLY;BYDAY=0MO',
    'FREQ=MONTHLY;BYMONTHDAY=0',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=MONTHLY;BYMONTHDAY=--1',
    'FREQ=MONTHLY;BYMONTH=13',
    'FREQ=MONTHLY;BYSETPOS=1',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0',
    'FREQ=WEEKLY;WKST=1',
    'FREQ=DAILY;RSCALE=HEBREW',
    'FREQ=MONTHLY;SKIP=FORWARD',
    'FREQ=DAILY;TOSTRING=1',
    'FREQ=DAILY;__PROTO__=1',
    'DTSTART:20261123T000000Z\nRRULE:FREQ=DAILY',
    'FREQ=DAILY\nDTSTART:20261123T000000Z',
    'FREQ=DAILY\r\nEXRULE:FREQ=WEEKLY',
    'FREQ=DAILY;DTSTART=20261123',
    'EXRULE:FREQ=DAILY',
    'RRULE:RRULE:FREQ=DAILY',
    'FREQ=DAıLY',
    `FREQ=MONTHLY;BYMONTHDAY=${Array.from({ length: 200 }, () => 1).join(',')}${',1'.repeat(100)}`,
    'x'.repeat(10_000),
  ])('%j', (text) => {
    const refused = { accepted: false, code: 'RULE_INVALID', path: ['recurrence', 'rule'] };
    expect(decideSeriesRecurrence(text, '2026-11-23', newYork, ['recurrence', 'rule'])).toEqual(refused);
    expect(decideOfferRecurrence(text, '2026-11-23', newYork, ['recurrence', 'rule'])).toEqual(refused);
  });

  it.each([
    ['RULE_ENDLESS', 'FREQ=WEEKLY'],
    ['RULE_ENDLESS', 'FREQ=WEEKLY;UNTIL=20271124'],
    ['RULE_ENDLESS', 'FREQ=WEEKLY;UNTIL=99981231T235959Z'],
    ['RULE_ENDLESS', 'FREQ=WEEKLY;COUNT=54'],
    ['RULE_ENDLESS', 'FREQ=MONTHLY;COUNT=14'],
    ['RULE_ENDLESS', 'FREQ=DAILY;COUNT=999999999'],
    ['RULE_INVALID', 'FREQ=WEEKLY;UNTIL=20261122'],
    ['RULE_INVALID', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5'],
  ])('as %s for a series: %s', (code, rule) => {
    expect(decideSeriesRecurrence(rule, '2026-11-23', newYork)).toEqual({ accepted: false, code, path: ['rule'] });
  });

  it('for an offer only when they never come', () => {
    const never = 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30';
    expect(decideOfferRecurrence(never, '2026-11-23', newYork)).toMatchObject({ code: 'RULE_INVALID' });
    expect(decideOfferRecurrence('FREQ=WEEKLY', '2026-11-23', newYork)).toMatchObject({ accepted: true });
    expect(decideOfferRecurrence('FREQ=WEEKLY', '2026-02-29', newYork)).toMatchObject({ code: 'RULE_INVALID' });
  });

  it('whatever they say, without throwing', () => {
    const noise = fc.oneof(
      fc.string({ maxLength: 600 }),
      fc.stringMatching(
        /^FREQ=(DAILY|WEEKLY|MONTHLY)(;(BYDAY|BYMONTHDAY|COUNT|UNTIL|INTERVAL)=[-0-9MOTUWEFR,]{0,9}){0,4}$/,
      ),
    );
    fc.assert(
      fc.property(noise, (text) => {
        const decision = decideSeriesRecurrence(text, '2026-11-23', newYork);
        if (decision.accepted) expect(decision.value.dates.length).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('dates of a recurrence', () => {
  it.each<[string, string, string, string, string, string[]]>([
    // Across both changes of the clock: the same dates as ever.
    [
      'FREQ=DAILY',
      newYork,
      '2026-10-30',
      '2026-10-30',
      '2026-11-03',
      ['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02', '2026-11-03'],
    ],
    [
      'FREQ=WEEKLY',
      newYork,
      '2027-03-07',
      '2027-03-01',
      '2027-03-31',
      ['2027-03-07', '2027-03-14', '2027-03-21', '2027-03-28'],
    ],
    [
      'FREQ=WEEKLY;BYDAY=SU',
      'Europe/Madrid',
      '2026-10-12',
      '2026-10-12',
      '2026-11-02',
      ['2026-10-18', '2026-10-25', '2026-11-01'],
    ],
    [
      'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3',
      newYork,
      '2026-11-23',
      '2026-11-01',
      '2027-01-01',
      ['2026-11-23', '2026-11-25', '2026-11-30'],
    ],
    ['FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3', newYork, '2026-11-23', '2026-11-26', '2027-01-01', ['2026-11-30']],
    // The first date anchors; it is a date of the rule only when the rule says so.
    ['FREQ=WEEKLY;BYDAY=MO;COUNT=2', newYork, '2026-11-24', '2026-11-01', '2027-01-01', ['2026-11-30', '2026-12-07']],
    ['FREQ=WEEKLY;INTERVAL=2', newYork, '2026-11-23', '2026-12-01', '2026-12-31', ['2026-12-07', '2026-12-21']],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO;COUNT=4',
      newYork,
      '2026-11-24',
      '2026-11-01',
      '2027-01-01',
      ['2026-11-24', '2026-11-29', '2026-12-08', '2026-12-13'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=4',
      newYork,
      '2026-11-24',
      '2026-11-01',
      '2027-01-01',
      ['2026-11-24', '2026-12-06', '2026-12-08', '2026-12-20'],
    ],
    [
      'FREQ=MONTHLY',
      newYork,
      '2026-12-31',
      '2026-12-01',
      '2027-06-01',
      ['2026-12-31', '2027-01-31', '2027-03-31', '2027-05-31'],
    ],
    [
      'FREQ=MONTHLY;BYMONTHDAY=-1',
      newYork,
      '2027-01-01',
      '2027-01-01',
      '2027-03-31',
      ['2027-01-31', '2027-02-28', '2027-03-31'],
    ],
    ['FREQ=MONTHLY;BYDAY=2TU', newYork, '2026-11-23', '2026-11-23', '2027-01-31', ['2026-12-08', '2027-01-12']],
    [
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
      newYork,
      '2026-11-01',
      '2026-11-01',
      '2027-11-01',
      ['2026-11-13', '2027-08-13'],
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      newYork,
      '2027-01-01',
      '2027-01-01',
      '2027-02-28',
      ['2027-01-29', '2027-02-26'],
    ],
    [
      'FREQ=DAILY;UNTIL=20261125',
      newYork,
      '2026-11-23',
      '2026-11-01',
      '2027-01-01',
      ['2026-11-23', '2026-11-24', '2026-11-25'],
    ],
    [
      'FREQ=DAILY;UNTIL=20261125T090000',
      newYork,
      '2026-11-23',
      '2026-11-01',
      '2027-01-01',
      ['2026-11-23', '2026-11-24', '2026-11-25'],
    ],
    // 02:00 in Greenwich is still the evening before in New York, and the morning in Kolkata.
    [
      'FREQ=DAILY;UNTIL=20261125T020000Z',
      newYork,
      '2026-11-23',
      '2026-11-01',
      '2027-01-01',
      ['2026-11-23', '2026-11-24'],
    ],
    [
      'FREQ=DAILY;UNTIL=20261125T020000Z',
      'Asia/Kolkata',
      '2026-11-23',
      '2026-11-01',
      '2027-01-01',
      ['2026-11-23', '2026-11-24', '2026-11-25'],
    ],
    ['FREQ=DAILY', newYork, '2026-11-23', '2026-11-01', '2026-11-22', []],
  ])('%s in %s from %s, between %s and %s', (rule, timeZone, first, from, to, dates) => {
    expect(occurrenceDates(rule, first, timeZone, from, to)).toEqual(dates);
    expect(occurrenceDates(rule, first, timeZone, from, to)).toEqual(dates);
  });

  it('are all given for a series', () => {
    const decision = decideSeriesRecurrence('rrule:freq=weekly;count=3', '2026-11-23', newYork);
    expect(decision).toMatchObject({
      accepted: true,
      value: { rule: 'FREQ=WEEKLY;COUNT=3', dates: ['2026-11-23', '2026-11-30', '2026-12-07'] },
    });
    expect(decideSeriesRecurrence('FREQ=WEEKLY;UNTIL=20271123', '2026-11-23', newYork).accepted).toBe(true);
    expect(decideSeriesRecurrence('FREQ=DAILY;COUNT=366', '2026-11-23', newYork).accepted).toBe(true);
  });

  it('agree with a calendar that is searched day by day, and with every smaller window', () => {
    fc.assert(
      fc.property(someRule, fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 90 }), (rule, shift, span) => {
        const first = dayAfter('2026-01-01', shift);
        const last = dayAfter(first, 390);
        const expected = searched(rule, first, last);
        const text = written(rule);
        expect(occurrenceDates(text, first, newYork, first, last)).toEqual(expected);
        const [from, to] = [dayAfter(first, span), dayAfter(first, span + 30)];
        const inside = expected.filter((date) => from <= date && date <= to);
        expect(occurrenceDates(text, first, newYork, from, to)).toEqual(inside);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the work is bounded', () => {
  it.each([
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=999999999',
    'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31;INTERVAL=366',
    'FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1;COUNT=999999999',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366',
    'FREQ=WEEKLY;BYDAY=MO;BYSETPOS=7;COUNT=999999999',
    'FREQ=DAILY;INTERVAL=366;BYMONTH=7;BYDAY=SU;COUNT=400',
    'FREQ=DAILY;COUNT=999999999',
    'FREQ=DAILY;UNTIL=99981231T235959Z',
    'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;INTERVAL=366',
  ])('of %s', (rule) => {
    const started = process.cpuUsage();
    for (const first of ['2026-11-23', '2020-02-29', '2016-01-01']) {
      const dates = occurrenceDates(rule, first, newYork, '2026-11-23', '2027-12-27');
      expect(dates.length).toBeLessThanOrEqual(400);
      decideSeriesRecurrence(rule, first, newYork);
      decideOfferRecurrence(rule, first, newYork);
    }
    expect(millisecondsOf(process.cpuUsage(started))).toBeLessThan(500);
  });

  it('and takes no larger window, and no rule that was not accepted', () => {
    expect(() => occurrenceDates('FREQ=DAILY', '2026-11-23', newYork, '2026-11-23', '2036-11-23')).toThrow(RangeError);
    expect(() => occurrenceDates('FREQ=HOURLY', '2026-11-23', newYork, '2026-11-23', '2026-11-24')).toThrow(RangeError);
  });

  it('once parsed, asking costs microseconds', () => {
    const started = process.cpuUsage();
    for (let ask = 0; ask < 2_000; ask += 1) {
      occurrenceDates('FREQ=WEEKLY;BYDAY=MO,TH', '2024-01-01', newYork, '2026-11-23', '2026-12-07');
    }
    expect(millisecondsOf(process.cpuUsage(started))).toBeLessThan(1_000);
  });
});

interface SomeRule {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY';
  interval: number;
  byDay: string[];
  byMonthDay: number[];
  count: number | null;
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const someRule: fc.Arbitrary<SomeRule> = fc
  .record({
    freq: fc.constantFrom('DAILY' as const, 'WEEKLY' as const, 'MONTHLY' as const),
    interval: fc.integer({ min: 1, max: 5 }),
    byDay: fc.uniqueArray(fc.constantFrom(...weekdays), { maxLength: 3 }),
    byMonthDay: fc.uniqueArray(fc.constantFrom(1, 2, 15, 28, 29, 30, 31, -1, -31), { maxLength: 3 }),
    count: fc.option(fc.integer({ min: 1, max: 40 })),
  })
  .map((rule) => (rule.freq === 'WEEKLY' ? { ...rule, byMonthDay: [] } : rule));

function written(rule: SomeRule): string {
  const parts = [`FREQ=${rule.freq}`, `INTERVAL=${rule.interval}`];
  if (rule.byDay.length > 0) parts.push(`BYDAY=${rule.byDay.join(',')}`);
  if (rule.byMonthDay.length > 0) parts.push(`BYMONTHDAY=${rule.byMonthDay.join(',')}`);
  if (rule.count !== null) parts.push(`COUNT=${rule.count}`);
  return parts.join(';');
}

/** The RFC read naively: walk over the days, keep those in a period that counts and that every part allows. */
function searched(rule: SomeRule, first: string, last: string): string[] {
  const dates: string[] = [];
  const start = new Date(`${first}T00:00:00Z`);
  const monday = (date: Date) => Math.floor((date.getTime() / DAY + 3) / 7);
  const month = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
  const weekday = (date: Date) => weekdays[(date.getUTCDay() + 6) % 7] ?? '';
  for (let date = start; date.toISOString().slice(0, 10) <= last; date = new Date(date.getTime() + DAY)) {
    const period = {
      DAILY: (date.getTime() - start.getTime()) / DAY,
      WEEKLY: monday(date) - monday(start),
      MONTHLY: month(date) - month(start),
    }[rule.freq];
    if (period % rule.interval !== 0) continue;
    const anchored = rule.byDay.length === 0 && rule.byMonthDay.length === 0;
    if (anchored && rule.freq === 'WEEKLY' && weekday(date) !== weekday(start)) continue;
    if (anchored && rule.freq === 'MONTHLY' && date.getUTCDate() !== start.getUTCDate()) continue;
    if (rule.byDay.length > 0 && !rule.byDay.includes(weekday(date))) continue;
    const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    const monthDays = [date.getUTCDate(), date.getUTCDate() - length - 1];
    if (rule.byMonthDay.length > 0 && !rule.byMonthDay.some((day) => monthDays.includes(day))) continue;
    if (rule.count !== null && dates.length >= rule.count) break;
    dates.push(date.toISOString().slice(0, 10));
  }
  return dates;
}

/** Of the processor, not of the clock: what else the machine does is not counted. */
function millisecondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}
