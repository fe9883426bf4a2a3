/** What is known of a search for requests before any is read: where and when, as the values of its statement. */
import { halfDayAt } from '../calendar/half-day.js';
import { EVERY_HALF, inAnyZone } from '../calendar/week-halves.js';
import { type RequestProbes, requestsAround } from '../place/probes.js';
import type { StandingRow } from './requests-for-offer.store.js';

/** Half-days by which the clocks of two zones may differ. */
const ANY_ZONE = 3;
const MOST_HALF = 2_000_000_000;
const NOWHERE: RequestProbes = {
  near: { cells: [], rings: [], centres: [] },
  areas: { areas: [], cells: [], rings: [], centres: [], nearCounts: [] },
};

export function requestSearch(offer: StandingRow): Readonly<Record<string, unknown>> {
  return { ...placesOf(offer), ...timesOf(offer) };
}

function placesOf({ kind, modes, cell, reach_rings: reachRings }: StandingRow) {
  // Whoever helps by phone alone is looked for nowhere.
  const { near, areas } = kind === 'TIME' && !modes.includes('IN_PERSON') ? NOWHERE : requestsAround(cell, reachRings);
  return {
    ...{ reachRings, nearCells: near.cells, nearCentres: near.centres },
    ...{ areas: areas.areas, areaCells: areas.cells, areaCentres: areas.centres, nearCounts: areas.nearCounts },
  };
}

/** Requests without a date are any time's; the others lie between the first window and the last. */
function timesOf({ time_zone: zone, anytime, week_halves: weekHalves, windows }: StandingRow) {
  if (anytime) return { zone, halves: EVERY_HALF, anyZone: EVERY_HALF, fromHalf: -MOST_HALF, untilHalf: MOST_HALF };
  const [first, last] = [windows?.[0], windows?.at(-1)];
  const half = (millis: number) => halfDayAt(new Date(millis), zone);
  return {
    ...{ zone, halves: weekHalves, anyZone: inAnyZone(weekHalves) },
    fromHalf: first ? half(first[0]) - ANY_ZONE : MOST_HALF,
    untilHalf: last ? half(last[1] - 1) + ANY_ZONE : -MOST_HALF,
  };
}
