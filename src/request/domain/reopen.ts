/** A family that waited in vain is not too late: what it asked for may be claimed until the end of the next day, where it lives. */
import { endOfHalfDay, halfDayAt } from '../../calendar/half-day.js';
import { expiresAt } from './expiry.js';

export interface Reopened {
  /** The afternoon of tomorrow. */
  readonly untilHalf: number;
  readonly closesAt: Date;
  /** Of the request: as for any window that closes then. */
  readonly expiresAt: Date;
}

export function reopenedUntil(timeZone: string, now: Date): Reopened {
  const today = halfDayAt(now, timeZone);
  const untilHalf = today - (today % 2) + 3;
  const closesAt = endOfHalfDay(untilHalf, timeZone);
  return { untilHalf, closesAt, expiresAt: expiresAt(closesAt, now) };
}
