/** Where requests are looked for, step by step, and down to which turn: what could no longer be among the best of what was found before is not read. */
import type { Urgency } from '../kernel/help.js';
import { LONG_WAIT_DAYS, URGENT, weights } from './domain/rank.js';
import { FAR_RINGS } from './looked-at.js';
import { boundInSql } from './rank-in-sql.js';

/** The place of a request in the order in which requests press. */
export const TURN = 'turn_of_request(r.urgency, r.bucket)';

/** As `turn_of_request` in the database has them. */
const TURNS_OF_TODAY = 999_999;
const LAST_TURN = 2_147_483_647;
const CLASSES: readonly Urgency[] = ['WHENEVER', 'THIS_WEEK', 'TODAY'];

/** The most that anything as far as this can come to, unless it is of the offer's own circles. */
const mostAt = (rings: string) =>
  boundInSql({
    ...{ pressing: String(weights.urgency + weights.waiting), centre: rings, reachRings: ':reachRings::smallint' },
    ...{ fit: '1', served: '1', commonLanguage: 'true', closeness: `'NETWORK'`, reliability: ':reliability::float8' },
  });

/**
 * The last turn of which something could be among the best, where the most pressing comes to so much `more` than the last of those found; null where
 * nothing could. Days are of the clock there, and half-days of UTC: a day apart at most.
 */
function lastTurn(more: string): string {
  const ofClass = (urgency: Urgency) => {
    const less = weights.urgency * (1 - URGENT[urgency]);
    const days = `greatest(0, ceil(${LONG_WAIT_DAYS} * (1 - (${more} - ${less}) / ${weights.waiting}) - 0.001))::integer`;
    return `WHEN ${more} > ${less} THEN turn_of_request('${urgency}', 2 * (:today::date - DATE '1970-01-01' - ${days}) + 3)`;
  };
  return `CASE WHEN ${more} IS NULL THEN ${LAST_TURN} ${CLASSES.map(ofClass).join(' ')} END`;
}

/** A step of the search. Its places are rows of `number`, `nearest` (rings to the middle of the nearest there) and `since` (a turn). */
interface Step {
  readonly of: 'cells' | 'areas';
  readonly places: string;
  /** The first looks at what is asked for today alone; how far the others look depends on what was found. */
  readonly isFirst?: true;
}

const cells = (since: string) => `SELECT number_of_cell(near.cell) AS number, near.nearest, ${since} AS since
  FROM unnest(:nearCells::text[], :nearCentres::smallint[]) AS near (cell, nearest)`;
const areas = (
  where: string,
) => `SELECT number_of_cell(area) AS number, cells[near + 1:] AS cells, centres[near + 1:] AS centres,
  centres[near + 1] AS nearest, 0 AS since FROM areas WHERE ${where}`;

export const STEPS: readonly Step[] = [
  { of: 'cells', places: `${cells('0')} WHERE nearest <= 1`, isFirst: true },
  // Before what can wait next door: of what is found here that is asked for today, that much less of it is read.
  { of: 'cells', places: `${cells('0')} WHERE nearest > 1` },
  { of: 'cells', places: `${cells(`${TURNS_OF_TODAY} + 1`)} WHERE nearest <= 1` },
  { of: 'areas', places: areas(`centres[near + 1] <= ${FAR_RINGS}`) },
  { of: 'areas', places: areas(`centres[near + 1] > ${FAR_RINGS}`) },
];

/** With the last turn `until` which each place is looked through. `likely`: what the last of the best so far is likely to come to, or null. */
export function placesOf({ places, isFirst }: Step, likely: string): string {
  if (isFirst) return `SELECT its.*, ${TURNS_OF_TODAY} AS until FROM (${places}) its`;
  return `SELECT its.*, ${lastTurn('more')} AS until FROM (SELECT its.*, ${mostAt('nearest')} - ${likely} AS more FROM (${places}) its OFFSET 0) its`;
}

/** The most that could come of what was left out in the places of a step, which may be of the offer's own circles; null where nothing was. */
export function leftOut(places: string, likely: string): string {
  return `CASE WHEN EXISTS (SELECT FROM ${places} WHERE until IS DISTINCT FROM ${LAST_TURN}) THEN ${likely} + ${weights.closeness} END`;
}
