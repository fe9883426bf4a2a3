/** What is known of a search for requests before any is read: where and when, as the values of its statement. */
import { halfDayAt } from '../calendar/half-day.js';
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

/** Half-days by which the clocks of two zones may differ. */
const ANY_ZONE = 3;
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
  if (anytime)
    return { zone, isSoon: true, halves: '{(,)}', halvesInAnyZone: '{(,)}', firstHalf: -ANY_HALF, lastHalf: ANY_HALF };
  const half = (millis: number) => halfDayAt(new Date(millis), zone);
  const halves = (windows ?? []).map(([opens, closes]) => [half(opens), half(closes - 1)] as const);
  const ranges = (beside: number) =>
    `{${halves.map(([from, until]) => `[${from - beside},${until + beside}]`).join()}}`;
  // Without a date, nobody plans farther ahead than so many days.
  const soon = timeToMeet(null, now).closesAt.getTime();
  return {
    zone,
    isSoon: (windows ?? []).some(([opens]) => opens < soon),
    halves: ranges(0),
    halvesInAnyZone: ranges(ANY_ZONE),
    firstHalf: Math.min(...halves.map(([from]) => from), ANY_HALF) - ANY_ZONE,
    lastHalf: Math.max(...halves.map(([, until]) => until), -ANY_HALF) + ANY_ZONE,
  };
}
