/** A standing offer refills with the calendar of its zone: every Monday, or on the first of every month. */
import { dayOf, halfDayAt, localDateOfDay, startOfHalfDay } from './half-day.js';

export type Refill = 'WEEKLY' | 'MONTHLY';

/** Instants: `endsAt` is the first one after the period, and the next period's `startsAt`. */
export interface Period {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** The periods that share any time with [from, until), in order; they follow each other without a gap. */
export function periodsBetween(refill: Refill, timeZone: string, from: Date, until: Date): Period[] {
  if (from >= until) return [];
  const periods: Period[] = [];
  let day = firstDayOf(refill, Math.floor(halfDayAt(from, timeZone) / 2));
  let startsAt = startOfHalfDay(day * 2, timeZone);
  while (startsAt < until) {
    day = firstDayOfNext(refill, day);
    const endsAt = startOfHalfDay(day * 2, timeZone);
    periods.push({ startsAt, endsAt });
    startsAt = endsAt;
  }
  return periods;
}

function firstDayOf(refill: Refill, day: number): number {
  if (refill === 'MONTHLY') return dayOf(`${localDateOfDay(day).slice(0, 7)}-01`);
  // 1970-01-01 was a Thursday, three days after its Monday.
  return day - ((((day + 3) % 7) + 7) % 7);
}

function firstDayOfNext(refill: Refill, firstDay: number): number {
  // Any month's first day plus 31 lies in the next month.
  return refill === 'WEEKLY' ? firstDay + 7 : firstDayOf(refill, firstDay + 31);
}
