/** How far a search looks, and what it gave. */
import type { Looked } from './domain/best-matches.js';

/** Of offers that may serve, of each cell, group or circle, in the order of its shelf. */
export const MOST_OF_EACH = 200;
/** Of all that may serve or be served, the nearest first: after so many, what is farther is not looked for. */
export const MOST_OF_ALL = 1_200;
/** Of requests, whether or not they could be served: in each cell next door, in all areas around, and by phone, the most pressing first. */
export const READ_IN_CELL = 300;
export const READ_AROUND = 3_000;
export const READ_BY_PHONE = 3_000;

/** How many are looked at closely for so many that are shown: the order in which they are found is nearly that of the rank. */
export function closelyFor(first: number): number {
  return first + 8;
}

export interface Found<Row> {
  readonly rows: readonly Row[];
  readonly looked: Looked;
}

/** Of a statement that was to give at most so many rows: when it gave as many, there may be more, none of which ranks above the last's bound. */
export function lookedAt(
  rows: readonly { readonly bound: number | null; readonly capped: boolean }[],
  most: number,
): Looked {
  const last = rows.at(-1);
  return { capped: last?.capped ?? false, bound: last && rows.length >= most ? last.bound : null };
}

/** In SQL, of what was `found` in branches: whether some place had more than were looked at. */
export const CAPPED = `coalesce((SELECT sum(n) >= ${MOST_OF_ALL} OR max(n) >= ${MOST_OF_EACH} FROM (
  SELECT count(*) AS n FROM found GROUP BY branch) each), false) AS capped`;
