/** Durations are milliseconds, said in hours and days; days of a calendar, which clocks make longer or shorter, are not durations. */
const HOUR = 3_600_000;

export function hours(count: number): number {
  return count * HOUR;
}

export function days(count: number): number {
  return count * 24 * HOUR;
}

export function later(from: Date, milliseconds: number): Date {
  return new Date(from.getTime() + milliseconds);
}
