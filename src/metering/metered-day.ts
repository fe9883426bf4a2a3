/** Meters begin anew with the day in UTC: the same moment for everybody, and nobody's time zone. */

import { type Refused, refuse } from '../kernel/decision.js';
import { days, later } from '../kernel/duration.js';

const DAY = days(1);

/** Every page asks for it. */
let last = { day: Number.NaN, date: '' };

/** YYYY-MM-DD, so many days before the one of this moment. */
export function meteredDay(now: Date, daysBefore = 0): string {
  const day = Math.floor(now.getTime() / DAY) - daysBefore;
  if (last.day !== day)
    last = {
      day,
      date: later(now, -daysBefore * DAY)
        .toISOString()
        .slice(0, 10),
    };
  return last.date;
}

export function usedUp(now: Date): Refused {
  return refuse('METER_USED_UP', undefined, Math.ceil((DAY - (now.getTime() % DAY)) / 1_000));
}
