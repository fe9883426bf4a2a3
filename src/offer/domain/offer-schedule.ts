/** Windows and periods are rows, made 63 days ahead: a claim then holds a row's capacity, and no job is needed for it to be there. */
import { halfDayAt, halfDayOf, localDateOf, startOfHalfDay } from '../../calendar/half-day.js';
import { type Period, periodsBetween } from '../../calendar/period.js';
import { occurrenceDates } from '../../calendar/recurrence.js';
import { type Span, spanOf } from '../../calendar/window.js';
import type { Refill } from './offer.js';
import { endOfRecurrence, type OfferRecurrence, type OfferTimes, untilHalfOn } from './offer-times.js';

/** Requests begin 60 days ahead at most; the rest is for jobs that come late. */
export const DAYS_AHEAD = 63;

/** The end of what has none, in a database that compares: an offer of money that stands until it is used up. */
export const NEVER = new Date('9999-12-31T00:00:00Z');

export interface Schedule {
  readonly windows: readonly Span[];
  readonly periods: readonly Period[];
  /** Everything that begins before is made; NEVER when there is nothing more to make. */
  readonly madeUntil: Date;
}

/** Everything of a new offer that is to be made now. */
export function firstSchedule(times: OfferTimes, refill: Refill, now: Date): Schedule {
  const { windows, recurrence, timeZone, endsAt } = times;
  // Of the half-day, not of the moment: when somebody posted is nobody's business.
  const startsAt = startOfHalfDay(halfDayAt(now, timeZone), timeZone);
  if (recurrence) {
    const ahead = scheduleAhead({ recurrence, refill, timeZone, endsAt }, now, now);
    return refill === 'ONCE' ? { ...ahead, periods: [{ startsAt, endsAt: endsAt ?? NEVER }] } : ahead;
  }
  if (windows === null) {
    if (refill !== 'ONCE') return scheduleAhead({ recurrence, refill, timeZone, endsAt }, now, now);
    return { windows: [], periods: [{ startsAt, endsAt: NEVER }], madeUntil: NEVER };
  }
  return { windows, periods: periodsOf(windows, refill, timeZone), madeUntil: NEVER };
}

export interface StandingOffer {
  readonly recurrence: OfferRecurrence | null;
  readonly refill: Refill;
  readonly timeZone: string;
  readonly endsAt: Date | null;
}

/** What is due from `madeUntil` on. Windows that passed while nobody made them are not made: nobody could use them. */
export function scheduleAhead(offer: StandingOffer, madeUntil: Date, now: Date): Schedule {
  const { recurrence, refill, timeZone, endsAt } = offer;
  const from = madeUntil > now ? madeUntil : now;
  const until = horizon(timeZone, now);
  const windows = recurrence
    ? windowsBetween(recurrence, timeZone, from, until).filter((span) => span.closesAt > now)
    : [];
  // Weeks and months go on between two windows, up to the offer's own end.
  const last = endsAt && endsAt < until ? endsAt : until;
  const periods =
    refill === 'WEEKLY' || refill === 'MONTHLY'
      ? periodsBetween(refill, timeZone, from, last)
      : periodsOf(refill === 'PER_OCCURRENCE' ? windows : [], refill, timeZone);
  return { windows, periods, madeUntil: until > madeUntil ? until : madeUntil };
}

/** The first instant that is not made ahead: the midnight after the sixty-third day. */
export function horizon(timeZone: string, now: Date): Date {
  const today = Math.floor(halfDayAt(now, timeZone) / 2);
  return startOfHalfDay((today + DAYS_AHEAD + 1) * 2, timeZone);
}

/** When the last window of a standing offer is over, if that can be said by now. */
export function endOf({ recurrence, timeZone, endsAt }: StandingOffer, now: Date): Date | null {
  if (endsAt || !recurrence) return endsAt;
  return endOfRecurrence(recurrence, timeZone, localDateOf(halfDayAt(now, timeZone)));
}

function windowsBetween(recurrence: OfferRecurrence, timeZone: string, from: Date, until: Date): Span[] {
  const firstDate = localDateOf(recurrence.fromHalf);
  const fromDate = localDateOf(halfDayAt(from, timeZone));
  const lastDate = localDateOf(halfDayAt(new Date(until.getTime() - 1), timeZone));
  return occurrenceDates(recurrence.rule, firstDate, timeZone, fromDate, lastDate).map((date) =>
    spanOf({
      fromHalf: halfDayOf(date, 'MORNING') + (recurrence.fromHalf % 2),
      untilHalf: untilHalfOn(recurrence, date),
      timeZone,
    }),
  );
}

/** Of windows named one by one, all of which are known. */
function periodsOf(windows: readonly Span[], refill: Refill, timeZone: string): Period[] {
  const [first, last] = [windows[0], windows.at(-1)];
  if (!first || !last) return [];
  if (refill === 'PER_OCCURRENCE')
    return windows.map(({ opensAt, closesAt }) => ({ startsAt: opensAt, endsAt: closesAt }));
  if (refill === 'ONCE') return [{ startsAt: first.opensAt, endsAt: last.closesAt }];
  return periodsBetween(refill, timeZone, first.opensAt, last.closesAt);
}
