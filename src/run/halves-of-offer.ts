/** In which half-days an offer can be called upon, as bits: the first is the half-day that it is now. */
import { endOfHalfDay, halfDayAt, startOfHalfDay } from '../calendar/half-day.js';

/** An offer in one of its periods, in milliseconds. A half-day belongs to the first period that it meets. */
export interface OfferTimes {
  readonly startsAt: number;
  readonly endsAt: number;
  /** Until when an earlier period lasts. */
  readonly earlierUntil: number | null;
  /** `[opensAt, closesAt]`; null: at any time. */
  readonly windows: readonly (readonly [number, number])[] | null;
}

/** Half-days of the request's time zone; null: whenever. */
export interface AskedHalves {
  readonly fromHalf: number | null;
  readonly untilHalf: number | null;
}

/** Fourteen days and today. */
export const MOST_HALVES = 30;

export interface Halves {
  readonly timeZone: string;
  readonly first: number;
  readonly count: number;
  /** Milliseconds; one more than there are half-days. */
  readonly starts: readonly number[];
}

export function halvesIn(timeZone: string, now: number, horizonHalf: number): Halves {
  const first = halfDayAt(new Date(now), timeZone);
  const count = Math.max(0, Math.min(horizonHalf - first + 1, MOST_HALVES));
  const starts = Array.from({ length: count }, (_, at) => startOfHalfDay(first + at, timeZone).getTime());
  return { timeZone, first, count, starts: [...starts, endOfHalfDay(first + count - 1, timeZone).getTime()] };
}

/** A half-day in which the offer stands, and that belongs to this period of it. */
export function bitsOfOffer(offer: OfferTimes, { count, starts }: Halves): number {
  let bits = 0;
  for (let at = 0; at < count; at += 1) {
    const [opens, closes] = [starts[at] ?? 0, starts[at + 1] ?? 0];
    if (offer.startsAt >= closes || offer.endsAt <= opens) continue;
    if (offer.earlierUntil !== null && offer.earlierUntil > opens) continue;
    const stands = offer.windows?.some(([from, until]) => from < closes && until > opens) ?? true;
    if (stands) bits |= 1 << at;
  }
  return bits;
}

export function bitsOfRequest({ fromHalf, untilHalf }: AskedHalves, { first, count }: Halves): number {
  const from = Math.max((fromHalf ?? first) - first, 0);
  const until = Math.min((untilHalf ?? first + count - 1) - first, count - 1);
  let bits = 0;
  for (let at = from; at <= until; at += 1) bits |= 1 << at;
  return bits;
}

export function bitsOf(halves: readonly number[], { first, count }: Halves): number {
  return halves.reduce(
    (bits, half) => (half >= first && half < first + count ? bits | (1 << (half - first)) : bits),
    0,
  );
}

export function placesOf(bits: number): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < MOST_HALVES; at += 1) if (bits & (1 << at)) places.push(at);
  return places;
}
