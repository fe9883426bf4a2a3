/** A day has two halves on the clock of its place, 00:00–12:00 and 12:00–24:00, counted from the morning of 1970-01-01. */
import { LRUCache } from 'lru-cache';
import { Temporal } from 'temporal-polyfill';

export type Half = 'MORNING' | 'AFTERNOON';

const HALF_MILLIS = 43_200_000;
const DAY_MILLIS = 2 * HALF_MILLIS;
// Years 1000 to 9998: the day before and the day after still have four digits.
const LOCAL_DATE = /^(?!9999)[1-9]\d{3}-\d{2}-\d{2}$/;

// Rows of a page share their half-days: 20,000 starts are a season of them in fifty zones, in about 3 MB.
const starts = new LRUCache<string, number>({ max: 20_000 });

/** True for a date that exists, as YYYY-MM-DD. */
export function isLocalDate(text: string): boolean {
  if (!LOCAL_DATE.test(text)) return false;
  const millis = Date.parse(`${text}T00:00:00Z`);
  // Some engines read 30 February as 2 March.
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(text);
}

/** Days since 1970-01-01. Throws a RangeError when the date does not exist. */
export function dayOf(localDate: string): number {
  if (!isLocalDate(localDate)) throw new RangeError('Not a local date');
  return Date.parse(`${localDate}T00:00:00Z`) / DAY_MILLIS;
}

/** The date, as YYYY-MM-DD, that is this many days after 1970-01-01. */
export function localDateOfDay(day: number): string {
  return new Date(day * DAY_MILLIS).toISOString().slice(0, 10);
}

/** Throws a RangeError when the date does not exist. */
export function halfDayOf(localDate: string, half: Half): number {
  return dayOf(localDate) * 2 + (half === 'AFTERNOON' ? 1 : 0);
}

export function localDateOf(halfDay: number): string {
  return localDateOfDay(Math.floor(halfDay / 2));
}

export function halfOf(halfDay: number): Half {
  return halfDay % 2 === 0 ? 'MORNING' : 'AFTERNOON';
}

/** The first instant of the half-day in that zone. Throws a RangeError when there is no such zone. */
export function startOfHalfDay(halfDay: number, timeZone: string): Date {
  return new Date(startMillis(halfDay, timeZone));
}

/** The first instant after the half-day: its end, exclusive. */
export function endOfHalfDay(halfDay: number, timeZone: string): Date {
  return new Date(startMillis(halfDay + 1, timeZone));
}

/** The half-day that the instant belongs to in that zone: the starts alone decide, so halves never overlap nor leave a gap. */
export function halfDayAt(instant: Date, timeZone: string): number {
  const millis = instant.getTime();
  let halfDay = Math.floor(millis / HALF_MILLIS);
  while (startMillis(halfDay, timeZone) > millis) halfDay -= 1;
  while (startMillis(halfDay + 1, timeZone) <= millis) halfDay += 1;
  return halfDay;
}

/** The local date in that zone at the instant. */
export function localDateAt(instant: Date, timeZone: string): string {
  return localDateOf(halfDayAt(instant, timeZone));
}

function startMillis(halfDay: number, timeZone: string): number {
  const key = `${halfDay} ${timeZone}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const millis = findStart(halfDay, timeZone);
  starts.set(key, millis);
  return millis;
}

function findStart(halfDay: number, timeZone: string): number {
  const hour = halfOf(halfDay) === 'AFTERNOON' ? 12 : 0;
  const local = Temporal.PlainDate.from(localDateOf(halfDay)).toPlainDateTime({ hour });
  // An hour that happens twice begins with the first of the two.
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  if (zoned.toPlainDateTime().equals(local)) return zoned.epochMilliseconds;
  // The clock skips this hour (some zones skip midnight): the half begins when the clock jumps.
  const before = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return before.getTimeZoneTransition('next')?.epochMilliseconds ?? zoned.epochMilliseconds;
}
