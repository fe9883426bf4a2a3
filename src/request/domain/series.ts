/** The occurrences of a series are made 14 days ahead, each once, and the home last confirmed on it is asked first. */
import { hours, later } from '../../kernel/duration.js';

/** Half-days, as the calendar counts them: days since 1970-01-01 times two, plus one for the afternoon. */
export interface SeriesDate {
  readonly fromHalf: number;
  readonly untilHalf: number;
}

const AHEAD_IN_HALVES = 14 * 2;
const FIRST_REFUSAL = hours(24);

/**
 * Which dates of the rule are due to be made. `made` holds the first half-days of those there are, `nowHalf` is the half-day it is where
 * the family lives. After an outage, dates that have passed meanwhile are not made: nobody could serve them.
 */
export function dueOccurrences<T extends SeriesDate>(
  dates: readonly T[],
  made: ReadonlySet<number>,
  nowHalf: number,
): readonly T[] {
  const today = nowHalf - (nowHalf % 2);
  const lastDay = today + AHEAD_IN_HALVES + 1;
  return dates.filter((date) => date.untilHalf >= nowHalf && date.fromHalf <= lastDay && !made.has(date.fromHalf));
}

export interface FirstRefusal {
  readonly homeId: string;
  readonly until: Date;
}

/**
 * For an occurrence made now, or free when a home is confirmed: few households should learn the address, so the one that knows it has a day to say yes. Never beyond the
 * opening of the window. `lastConfirmed` is null when nobody was confirmed, or the home was blocked or may not claim any more.
 */
export function firstRefusal(lastConfirmed: string | null, opensAt: Date | null, now: Date): FirstRefusal | null {
  if (lastConfirmed === null) return null;
  const day = later(now, FIRST_REFUSAL);
  const until = opensAt && opensAt < day ? opensAt : day;
  return until > now ? { homeId: lastConfirmed, until } : null;
}
