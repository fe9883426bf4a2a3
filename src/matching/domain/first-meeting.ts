/** An offer meets a request in one of its periods: the first in which every hard condition is met, with what is left of that period. */
import { days, later } from '../../kernel/duration.js';
import { type Asked, type Between, type Given, type GivenLine, type Span, unmetConditions } from './match.js';

/** A stretch of time for which an offer's quantities are there once. */
export interface GivenPeriod extends Span {
  readonly lines: readonly GivenLine[];
}

/** An offer with its periods, in order. */
export interface Standing extends Omit<Given, 'lines'> {
  readonly periods: readonly GivenPeriod[];
}

/** Without a date, nobody plans farther ahead. */
const PLANNED_AHEAD_DAYS = 14;

/** When the two can meet at all: the request's window, or the days for which a claim on one without a date can be planned. */
export function timeToMeet(window: Span | null, now: Date): Span {
  return {
    opensAt: window && window.opensAt > now ? window.opensAt : now,
    closesAt: window?.closesAt ?? later(now, days(PLANNED_AHEAD_DAYS)),
  };
}

/** The offer as it would serve the request, with all of its windows; null when some hard condition is unmet in every period. */
export function firstMeeting(asked: Asked, offer: Standing, between: Between, now: Date): Given | null {
  const time = timeToMeet(asked.window, now);
  const meeting = offer.periods.find((period) => {
    const both = shared(period, time);
    if (!both) return false;
    const windows = offer.windows ? offer.windows.flatMap((window) => shared(window, both) ?? []) : [both];
    return unmetConditions(asked, { ...offer, windows, lines: period.lines }, between, now).length === 0;
  });
  return meeting ? { ...offer, lines: meeting.lines } : null;
}

function shared(one: Span, other: Span): Span | null {
  const opensAt = one.opensAt > other.opensAt ? one.opensAt : other.opensAt;
  const closesAt = one.closesAt < other.closesAt ? one.closesAt : other.closesAt;
  return opensAt < closesAt ? { opensAt, closesAt } : null;
}
