/** How far a search looks, and what it gave. */
import type { Looked } from './domain/best-matches.js';

/** Of offers that may serve so many are read, of each cell or circle in the order of its shelf, and of all, the nearest first. */
export interface MostOffers {
  readonly each: number;
  readonly all: number;
}
/** Of the cell in the middle nearly all: how far one reaches does not matter there. */
export const IN_THE_MIDDLE: MostOffers = { each: 700, all: 700 };
export const NEAR_BY: MostOffers = { each: 30, all: 150 };
export const IN_CIRCLES: MostOffers = { each: 200, all: 1_200 };
export const BY_PHONE: MostOffers = { each: 150, all: 300 };
/** With so many near, for each that is wanted, what is far is not looked for: of offers, and of requests. */
export const MUCH_OFFERED = 10;
export const MUCH_ASKED = 30;
/** More than there ever is near: who wants so many has all that is far looked for. */
export const EVERYTHING = 1_000_000;
/** Of requests that may be served, the nearest first. */
export const MOST_OF_ALL = 1_200;
/** Of requests, whether or not they could be served: in each cell next door, in all areas around, and by phone, the most pressing first. */
export const READ_IN_CELL = 200;
export const READ_AROUND = 4_000;
export const READ_BY_PHONE = 1_500;

/** So many more than are shown are looked at closely: the order in which they are found is nearly that of the rank, of offers more than of requests. */
export const MORE_OFFERED = 4;
export const MORE = 8;
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

/** In SQL, of what was found in branches: whether some place had more than were looked at. */
export const capped = (found: string, { each, all }: MostOffers) =>
  `coalesce((SELECT sum(n) >= ${all} OR max(n) >= ${each} FROM (SELECT count(*) AS n FROM ${found} GROUP BY branch) each), false)`;
