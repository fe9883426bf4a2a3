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
/** As far ahead as the last window of a request can end. */
export const AHEAD = days(93);
/** Later than any. */
const ANY_HALF = 1_000_000_000;
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

/** Its windows in half-days, as ranges of PostgreSQL. Requests without a date are any time's, and so is an offer without windows. */
function timesOf({ time_zone: zone, anytime, windows }: RequestsWantedBy, now: Date) {
  const half = (millis: number) => halfDayAt(new Date(millis), zone);
  const ever = [[half(now.getTime()), half(later(now, AHEAD).getTime())]] as const;
  if (anytime)
    return {
      ...{ zone, isSoon: true, halves: '{(,)}', halvesInAnyZone: '{(,)}', firstHalf: -ANY_HALF, lastHalf: ANY_HALF },
      ...{ days: daysOf(ever, true, SAME_DAY), daysInAnyZone: daysOf(ever, true, ANY_ZONE) },
    };
  const halves = (windows ?? []).map(([opens, closes]) => [half(opens), half(closes - 1)] as const);
  const ranges = (beside: number) =>
    `{${halves.map(([from, until]) => `[${from - beside},${until + beside}]`).join()}}`;
  // Without a date, nobody plans farther ahead than so many days.
  const soon = timeToMeet(null, now).closesAt.getTime();
  const isSoon = (windows ?? []).some(([opens]) => opens < soon);
  return {
    ...{ zone, isSoon, halves: ranges(0), halvesInAnyZone: ranges(ANY_ZONE) },
    firstHalf: Math.min(...halves.map(([from]) => from), ANY_HALF) - ANY_ZONE,
    lastHalf: Math.max(...halves.map(([, until]) => until), -ANY_HALF) + ANY_ZONE,
    ...{ days: daysOf(halves, isSoon, SAME_DAY), daysInAnyZone: daysOf(halves, isSoon, ANY_ZONE) },
  };
}

/** What `half_of_request` in the database says of requests that may be in these half-days, or in those `beside` them. */
function daysOf(halves: readonly (readonly [number, number])[], isSoon: boolean, beside: number): readonly number[] {
  const all = new Set(isSoon ? [UNDATED, LONG] : [LONG]);
  for (const [from, until] of halves) {
    for (let half = from - beside; half <= until + beside; half += 1) all.add(half);
    for (let half = from - beside - FEW_HALVES; half <= until + beside; half += 1) all.add(-half);
  }
  return [...all];
}
