/** What is known of a search for requests before any is read: where and when, as the values of its statement. */
import { halfDayAt } from '../calendar/half-day.js';
import { days, later } from '../kernel/duration.js';
import type { HelpKind, Mode } from '../kernel/help.js';
import { type RequestProbes, requestsAround } from '../place/probes.js';
import { timeToMeet } from './domain/first-meeting.js';

/** Of the offer that stands. */
export interface RequestsWantedBy {
  readonly kind: HelpKind;
  readonly modes: readonly Mode[];
  readonly cell: string;
  readonly reach_rings: number;
  readonly time_zone: string;
  readonly anytime: boolean;
  /** `[opens, closes]` in milliseconds. */
  readonly windows: readonly (readonly [number, number])[] | null;
  /** `[starts, ends, [unit, left][]]` */
  readonly periods: readonly (readonly [number, number, readonly (readonly [string, number])[]])[] | null;
  /** The most of one unit that it gives at a time. */
  readonly gives: number;
}

/** Half-days by which the clocks of two zones may differ: anywhere, and where one can go. */
const ANY_ZONE = 3;
const SAME_DAY = 1;
/** `half_of_request` in the database: without a date, for many half-days or a series; for a few more than the first, that one's with a minus. */
const UNDATED = -1;
const LONG = -2;
const FEW_HALVES = 7;
/** The longest that a request can last. */
const LONGEST = days(31);
/** As far ahead as the last window of a request can end. */
export const AHEAD = days(93);
const NOWHERE: RequestProbes = {
  near: { cells: [], rings: [], centres: [] },
  areas: { areas: [], cells: [], rings: [], centres: [], nearCounts: [] },
};

/** Null when nothing of the offer is left: then nothing is to be looked for. */
export function requestSearch(offer: RequestsWantedBy, now: Date): Readonly<Record<string, unknown>> | null {
  const open = (offer.periods ?? []).filter(([, , lines]) => lines.some(([, left]) => left > 0));
  if (open.length === 0) return null;
  const windows = (offer.windows ?? []).filter(([opens, closes]) =>
    open.some(([starts, ends]) => opens < ends && closes > starts),
  );
  return { gives: mostLeft(open, offer.gives), ...placesOf(offer), ...timesOf({ ...offer, windows }, now) };
}

/** Of one unit in one period. A run brings groceries, however many. */
function mostLeft(periods: NonNullable<RequestsWantedBy['periods']>, gives: number): number {
  const left = periods.flatMap(([, , lines]) => lines.map(([unit, its]) => (unit === 'RUN' && its > 0 ? gives : its)));
  return Math.max(...left);
}

function placesOf({ kind, modes, cell, reach_rings: reachRings }: RequestsWantedBy) {
  // Whoever helps by phone alone is looked for nowhere.
  const { near, areas } = kind === 'TIME' && !modes.includes('IN_PERSON') ? NOWHERE : requestsAround(cell, reachRings);
  return {
    ...{ reachRings, nearCells: near.cells, nearCentres: near.centres },
    ...{ areas: areas.areas, areaCells: areas.cells, areaCentres: areas.centres, nearCounts: areas.nearCounts },
  };
}

/** Its windows in half-days, as lists in order. Requests without a date are any time's, and so is an offer without windows. */
function timesOf({ time_zone: zone, anytime, windows }: RequestsWantedBy, now: Date) {
  const half = (at: Date | number) => halfDayAt(new Date(at), zone);
  const ever = [half(later(now, -LONGEST)), half(later(now, AHEAD))] as const;
  const stands = anytime ? [ever] : (windows ?? []).map(([opens, closes]) => [half(opens), half(closes - 1)] as const);
  // Without a date, nobody plans farther ahead than so many days.
  const soon = timeToMeet(null, now).closesAt.getTime();
  const isSoon = anytime || (windows ?? []).some(([opens]) => opens < soon);
  const daysIn = (beside: number) => [
    ...(isSoon ? [UNDATED, LONG] : [LONG]),
    ...halvesOf(stands, beside),
    ...halvesOf(stands, beside, FEW_HALVES).map((first) => -first),
  ];
  return {
    ...{ zone, isSoon, halves: halvesOf(stands, 0), halvesInAnyZone: halvesOf(stands, ANY_ZONE) },
    // What `half_of_request` in the database may say of a request that could be served.
    ...{ days: daysIn(SAME_DAY), daysInAnyZone: daysIn(ANY_ZONE) },
  };
}

/** The half-days of these spans, so many beside them and so many before, each once and in order. */
function halvesOf(spans: readonly (readonly [number, number])[], beside: number, before = 0): readonly number[] {
  const all = spans.flatMap(([from, until]) =>
    Array.from({ length: until - from + 1 + 2 * beside + before }, (_, at) => from - beside - before + at),
  );
  return [...new Set(all)].sort((a, b) => a - b);
}
