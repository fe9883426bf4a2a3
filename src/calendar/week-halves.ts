/** The half-days of a week on the clock of one zone, as 14 bits: Tuesday's morning stays Tuesday's morning, whatever the clock does. */
import { endOfHalfDay, halfDayAt, halfDayOf, startOfHalfDay } from './half-day.js';
import { parseRule } from './recurrence-rule.js';
import type { Span } from './window.js';

/** Every half-day of the week. Bit 0 is a Thursday's morning, since half-days are counted from one. */
export const EVERY_HALF = 0x3fff;
const HALVES = 14;
/** In the order of the bits. */
const WEEKDAYS = ['TH', 'FR', 'SA', 'SU', 'MO', 'TU', 'WE'];

/** Those from the first half-day to the last, both included. */
export function weekHalvesBetween(fromHalf: number, untilHalf: number): number {
  const length = untilHalf - fromHalf + 1;
  if (length >= HALVES) return EVERY_HALF;
  return length <= 0 ? 0 : rotated((1 << length) - 1, fromHalf);
}

/** Those that share time with the span in that zone. */
export function weekHalvesOf(span: Span, timeZone: string): number {
  if (span.opensAt >= span.closesAt) return 0;
  // Beyond two weeks every half-day has come: instants without an end are no half-days.
  if (span.closesAt.getTime() - span.opensAt.getTime() > 14 * 86_400_000) return EVERY_HALF;
  return weekHalvesBetween(
    halfDayAt(span.opensAt, timeZone),
    halfDayAt(new Date(span.closesAt.getTime() - 1), timeZone),
  );
}

/** Those in which a window of the rule may lie; `fromHalf` to `untilHalf` are the half-days of the date that anchors it. */
export function weekHalvesOfRule(rule: string, fromHalf: number, untilHalf: number): number {
  const firstDay = Math.floor(fromHalf / 2);
  const halves = weekHalvesBetween(fromHalf - firstDay * 2, untilHalf - firstDay * 2);
  return weekdaysOf(rule, firstDay).reduce((all, weekday) => all | rotated(halves, weekday * 2), 0);
}

/** Those that may be the same time in any other zone: no two clocks are more than 26 hours apart. */
export function inAnyZone(weekHalves: number): number {
  let all = weekHalves;
  for (let by = 1; by <= 3; by += 1) all |= rotated(weekHalves, by) | rotated(weekHalves, -by);
  return all;
}

/** A week of either season, from its bit 0 on. */
const WEEKS = [halfDayOf('2026-01-01', 'MORNING'), halfDayOf('2026-07-02', 'MORNING')];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 7;

/** The days of a week, in UTC, that these half-days of the zone share time with, as 7 bits; with an hour on both sides, for clocks and laws that change otherwise. */
export function utcDaysOfHalves(weekHalves: number, timeZone: string): number {
  let all = 0;
  for (let half = 0; half < HALVES; half += 1) {
    if (!(weekHalves & (1 << half))) continue;
    for (const week of WEEKS) {
      const opensAt = new Date(startOfHalfDay(week + half, timeZone).getTime() - HOUR_MS);
      all |= utcDaysOf({ opensAt, closesAt: new Date(endOfHalfDay(week + half, timeZone).getTime() + HOUR_MS) });
    }
  }
  return all;
}

/** Bit 0 is a Thursday. */
export function utcDaysOf({ opensAt, closesAt }: Span): number {
  const first = Math.floor(opensAt.getTime() / DAY_MS);
  const last = Math.floor((closesAt.getTime() - 1) / DAY_MS);
  let all = 0;
  for (let day = first; day <= Math.min(last, first + DAYS - 1); day += 1) all |= 1 << (((day % DAYS) + DAYS) % DAYS);
  return all;
}

/** Every set of days, as its bits, that has a day of these. */
export function daySetsWith(days: number): readonly number[] {
  return DAY_SETS.filter((set) => set & days);
}
const DAY_SETS = Array.from({ length: 2 ** DAYS }, (_, set) => set);

/** As bits. */
function weekdaysOf(rule: string, firstDay: number): readonly number[] {
  const parsed = parseRule(rule);
  const named = /BYDAY=([^;]+)/.exec(parsed?.text ?? '')?.[1];
  if (named) return named.split(',').map((day) => WEEKDAYS.indexOf(day.slice(-2)));
  return parsed?.frequency === 'WEEKLY' ? [((firstDay % 7) + 7) % 7] : WEEKDAYS.map((_, at) => at);
}

function rotated(weekHalves: number, by: number): number {
  const left = ((by % HALVES) + HALVES) % HALVES;
  return ((weekHalves << left) | (weekHalves >> (HALVES - left))) & EVERY_HALF;
}
