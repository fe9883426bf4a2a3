/** How far a search looks, and what it gave. */
import type { Looked } from './domain/best-matches.js';

/** Of offers that may serve so many are read, of each cell or circle in the order of its shelf, and of all, the nearest first. */
export interface MostOffers {
  readonly each: number;
  readonly all: number;
}
export const NEAR_BY: MostOffers = { each: 60, all: 400 };
export const IN_CIRCLES: MostOffers = { each: 200, all: 1_200 };
export const BY_PHONE: MostOffers = { each: 200, all: 400 };
/** With so many offers near, for each that is wanted, what is far is not looked for. */
export const MUCH_OFFERED = 15;
/** More than there ever is near: who wants so many has all that is far looked for. */
export const EVERYTHING = 1_000_000;
/** Of requests that may be served, of each step of the search. */
export const MOST_OF_ALL = 1_200;
/** Of requests for the offer's time, whether or not they could be served, the most pressing first: of each place, by phone of all skills together. */
export const READ_IN_CELL = 80;
export const READ_IN_AREA = 60;
export const READ_IN_CIRCLE = 200;
export const READ_BY_PHONE = 400;
/** Areas whose nearest cells are farther away than so many rings come last. */
export const FAR_RINGS = 5;

/** So many more than are shown are looked at closely: the order in which they are found is nearly that of the rank. */
export const MORE = 8;
export const MORE_ASKED = 3;
/** And so many more the second time, where too many of those fell out. */
export const FURTHER = 100;

export function closelyFor(first: number): number {
  return first + MORE;
}

export interface Found<Row> {
  readonly rows: readonly Row[];
  readonly looked: Looked;
}

/**
 * Of a statement that was to give at most so many rows: when it gave as many, there may be more, none of which ranks above the last's bound.
 * Nor does what was not read at all rank above what is said of it.
 */
export function lookedAt(
  rows: readonly { readonly bound: number | null; readonly capped: boolean; readonly beyond?: number | null }[],
  most: number,
): Looked {
  const last = rows.at(-1);
  const bounds = [last && rows.length >= most ? last.bound : null, last?.beyond ?? null].filter((its) => its !== null);
  return { capped: last?.capped ?? false, bound: bounds.length > 0 ? Math.max(...bounds) : null };
}

/** In SQL, of what was found near in branches: whether some place had more than were looked at. */
export const capped = ({ each, all }: MostOffers) => `coalesce((SELECT sum(n) >= ${all} OR max(n) >= ${each} FROM (
  SELECT count(*) AS n FROM near GROUP BY branch) each), false) AS capped`;
