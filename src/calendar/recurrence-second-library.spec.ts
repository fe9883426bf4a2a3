/** A second library reads the same rules: the windows of thousands of offers around changes of the clock begin at the same instants. */
import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { endOfHalfDay, type Half, halfDayOf } from './half-day.js';
import { occurrenceDates } from './recurrence.js';
import { spanOf } from './window.js';

/** Each with the dates on which its clock changes, and one that never does. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  'America/New_York': ['2026-11-01', '2027-03-14'],
  'America/Los_Angeles': ['2026-11-01', '2027-03-14'],
  'Europe/Madrid': ['2026-10-25', '2027-03-28'],
  'Australia/Sydney': ['2026-10-04', '2027-04-04'],
  'America/Phoenix': ['2026-11-01'],
};
const RULES = 4_000;
const DAY_MS = 86_400_000;
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Mulberry32: the same rules each time. */
function drawing(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const of = <T>(things: readonly T[]): T => things[below(things.length)] as T; // There is at least one.
  return { below, of, some: (share: number) => DAYS.filter(() => next() < share) };
}
type Drawing = ReturnType<typeof drawing>;

/** What people say of their weeks and months. `ends`: when it may end, in UTC. The second library begins rules with BYSETPOS a date too early. */
function aRule(draw: Drawing, ends: string): string {
  const interval = draw.of(['', '', '', ';INTERVAL=2', ';INTERVAL=3']);
  const end = draw.of(['', '', `;COUNT=${1 + draw.below(40)}`, `;UNTIL=${ends}`]);
  const days = draw.some(0.3);
  const byDay = days.length > 0 ? `;BYDAY=${days.join()}` : '';
  const nth = draw.of(['1', '2', '3', '4', '-1', '-2']);
  return draw.of([
    `FREQ=DAILY${interval}${byDay}${end}`,
    `FREQ=WEEKLY${interval}${byDay}${end}`,
    `FREQ=WEEKLY${interval}${byDay}${end};WKST=SU`,
    `FREQ=MONTHLY${interval};BYDAY=${nth}${draw.of(DAYS)}${end}`,
    `FREQ=MONTHLY${interval};BYMONTHDAY=${draw.of([1, 5, 15, 28, 30, -1, -3])}${end}`,
    `FREQ=DAILY;BYMONTH=${draw.of(['3,4,9,10,11', '1,11'])}${byDay}${end}`,
  ]);
}

/** As a rule writes it. */
function inUtc(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function zonesOfSecond(): ReadonlyMap<string, ICAL.Timezone> {
  return new Map(
    Object.keys(CHANGES).map((zone) => {
      const [block = ''] = [tzlib_get_ical_block(zone)].flat();
      return [zone, new ICAL.Timezone({ component: new ICAL.Component(ICAL.parse(block)), tzid: zone })] as const;
    }),
  );
}

/** The instants at which the rule's windows open, from the second library alone: it is told the local time of the first. */
function openingsBySecond(zone: ICAL.Timezone, rule: string, first: string, half: Half, until: number): number[] {
  const [year = 0, month = 0, day = 0] = first.split('-').map(Number);
  const hour = half === 'MORNING' ? 0 : 12;
  const start = new ICAL.Time({ year, month, day, hour, minute: 0, second: 0, isDate: false }, zone);
  const iterator = ICAL.Recur.fromString(rule).iterator(start);
  const openings: number[] = [];
  for (let next = iterator.next(); next; next = iterator.next()) {
    const at = next.toUnixTime() * 1_000;
    if (at > until) break;
    openings.push(at);
  }
  return openings;
}

describe('two libraries', () => {
  it(`give ${RULES} offers the same windows across every change of the clock`, () => {
    const draw = drawing(20261101);
    const zones = zonesOfSecond();
    const apart: object[] = [];
    for (let at = 0; at < RULES; at += 1) {
      const zone = draw.of(Object.keys(CHANGES));
      const change = draw.of(CHANGES[zone] ?? []);
      const half = draw.of(['MORNING', 'AFTERNOON'] as const);
      const first = new Date(Date.parse(`${change}T00:00:00Z`) - draw.below(40) * DAY_MS).toISOString().slice(0, 10);
      const last = new Date(Date.parse(`${change}T00:00:00Z`) + 40 * DAY_MS).toISOString().slice(0, 10);
      const lastDay = Math.floor(Date.parse(first) / DAY_MS) + draw.below(80);
      const rule = aRule(draw, inUtc(endOfHalfDay(2 * lastDay + 1, zone).getTime() - 1_000));
      const ours = occurrenceDates(rule, first, zone, first, last).map((date) => {
        const fromHalf = halfDayOf(date, half);
        return spanOf({ fromHalf, untilHalf: fromHalf, timeZone: zone }).opensAt.getTime();
      });
      const theirs = openingsBySecond(
        zones.get(zone) as ICAL.Timezone, // All of them are there.
        rule,
        first,
        half,
        Date.parse(`${last}T23:59:59Z`) + DAY_MS,
      ).filter((opening) => opening <= (ours.at(-1) ?? 0) || opening < Date.parse(`${last}T00:00:00Z`) - DAY_MS);
      // iCalendar's own first date counts even where the rule does not name it (RFC 5545, 3.8.5.3); an offer stands only when its rule says so.
      const anchor = spanOf({
        fromHalf: halfDayOf(first, half),
        untilHalf: halfDayOf(first, half),
        timeZone: zone,
      }).opensAt.getTime();
      const isNamed = ours[0] === anchor || theirs[0] !== anchor;
      const compared = isNamed ? theirs : theirs.slice(1);
      const upTo = isNamed || !rule.includes('COUNT') ? ours : ours.slice(0, compared.length);
      if (upTo.join() !== compared.join())
        apart.push({
          rule,
          first,
          zone,
          half,
          ours: ours.map((o) => new Date(o)),
          theirs: theirs.map((o) => new Date(o)),
        });
    }
    expect(apart).toEqual([]);
  });
});
