/** A window is a run of half-days in one zone, at most 31 days long, which begins at most 60 days ahead and is not over. */
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { endOfHalfDay, type Half, halfDayAt, halfDayOf, isLocalDate, startOfHalfDay } from './half-day.js';
import { decideTimeZone } from './time-zone.js';

/** Half-days, both ends included. */
export interface HalfDayWindow {
  readonly fromHalf: number;
  readonly untilHalf: number;
  readonly timeZone: string;
}

/** Instants: `closesAt` is the first one outside. */
export interface Span {
  readonly opensAt: Date;
  readonly closesAt: Date;
}

export interface WindowInput {
  readonly from: string;
  readonly fromHalf: Half;
  readonly until: string;
  readonly untilHalf: Half;
  readonly timeZone: string;
}

export const MAX_DAYS_AHEAD = 60;
const MAX_WINDOW_DAYS = 31;

export function opensAt(window: HalfDayWindow): Date {
  return startOfHalfDay(window.fromHalf, window.timeZone);
}

export function closesAt(window: HalfDayWindow): Date {
  return endOfHalfDay(window.untilHalf, window.timeZone);
}

export function spanOf(window: HalfDayWindow): Span {
  return { opensAt: opensAt(window), closesAt: closesAt(window) };
}

/** How long both are open, in milliseconds; 0 when they do not meet. */
export function sharedMillis(one: Span, other: Span): number {
  const opens = Math.max(one.opensAt.getTime(), other.opensAt.getTime());
  const closes = Math.min(one.closesAt.getTime(), other.closesAt.getTime());
  return Math.max(0, closes - opens);
}

export function spansOverlap(one: Span, other: Span): boolean {
  return sharedMillis(one, other) > 0;
}

/** `path` leads to the input that holds the fields. The zone comes back under its canonical name. */
export function decideWindow(
  input: WindowInput,
  now: Date,
  path: readonly string[] = [],
): Decision<HalfDayWindow & Span> {
  const zone = decideTimeZone(input.timeZone, [...path, 'timeZone']);
  if (!zone.accepted) return zone;
  if (!isLocalDate(input.from)) return refuse('INVALID_INPUT', [...path, 'from']);
  if (!isLocalDate(input.until)) return refuse('INVALID_INPUT', [...path, 'until']);

  const fromHalf = halfDayOf(input.from, input.fromHalf);
  const untilHalf = halfDayOf(input.until, input.untilHalf);
  const today = halfDayAt(now, zone.value);
  if (untilHalf < fromHalf) return refuse('WINDOW_REVERSED', [...path, 'until']);
  if (untilHalf < today) return refuse('WINDOW_PAST', [...path, 'until']);
  if (daysBetween(today, fromHalf) > MAX_DAYS_AHEAD) return refuse('WINDOW_TOO_FAR', [...path, 'from']);
  if (untilHalf - fromHalf >= 2 * MAX_WINDOW_DAYS) return refuse('WINDOW_TOO_FAR', [...path, 'until']);

  const window = { fromHalf, untilHalf, timeZone: zone.value };
  return accept({ ...window, ...spanOf(window) });
}

export interface PlannedForInput {
  readonly date: string;
  readonly half: Half;
}

/** What a planned half-day has to meet: half-days are those of the request's zone; null where a side has no date. */
export interface PlannedForBounds {
  readonly timeZone: string;
  readonly request: HalfDayWindow | null;
  readonly offer: readonly Span[] | null;
}

/** The half-day lies inside the request's window, meets a window of the offer, and is not over. */
export function decidePlannedFor(
  input: PlannedForInput,
  bounds: PlannedForBounds,
  now: Date,
  path: readonly string[] = ['plannedFor'],
): Decision<number> {
  if (!isLocalDate(input.date)) return refuse('INVALID_INPUT', [...path, 'date']);
  const half = halfDayOf(input.date, input.half);
  const { timeZone, request, offer } = bounds;
  const planned = spanOf({ fromHalf: half, untilHalf: half, timeZone });
  const today = halfDayAt(now, timeZone);
  const inTime = half >= today && daysBetween(today, half) <= MAX_DAYS_AHEAD + MAX_WINDOW_DAYS;
  const insideRequest = request === null || (request.fromHalf <= half && half <= request.untilHalf);
  const meetsOffer = offer === null || offer.some((span) => spansOverlap(span, planned));
  return inTime && insideRequest && meetsOffer ? accept(half) : refuse('PLANNED_OUTSIDE_WINDOW', path);
}

function daysBetween(fromHalf: number, untilHalf: number): number {
  return Math.floor(untilHalf / 2) - Math.floor(fromHalf / 2);
}
