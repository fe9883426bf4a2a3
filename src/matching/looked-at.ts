/** How far a search looks, and what it gave. */
import type { Looked } from './domain/best-matches.js';

/** Of offers that may serve so many are read, of each cell or circle in the order of its shelf, and of all, the nearest first. */
export interface MostOffers {
  readonly each: number;
  readonly all: number;
}
export interface OffersRead {
  /** Of the cell in the middle nearly all: how far one reaches does not matter there. */
  readonly inTheMiddle: MostOffers;
  readonly nearBy: MostOffers;
  readonly inCircles: MostOffers;
  readonly byPhone: MostOffers;
  /** Of each far group, beyond those that are looked at closely: some may fall out. */
  readonly far: number;
}
export const OFFERS_READ: OffersRead = {
  inTheMiddle: { each: 500, all: 500 },
  nearBy: { each: 30, all: 150 },
  inCircles: { each: 200, all: 1_200 },
  byPhone: { each: 150, all: 300 },
  far: 100,
};
/** With so many offers near, for each that is wanted, what is far is not looked for. */
export const MUCH_OFFERED = 10;
/** More than there ever is near: who wants so many has all that is far looked for. */
export const EVERYTHING = 1_000_000;
export interface RequestsRead {
  /** Of those that may be served, in each step of the search. */
  readonly inStep: number;
  /** For the offer's time, whether or not they could be served, the most pressing first: of each place, by phone of all skills together. */
  readonly inCell: number;
  readonly inArea: number;
  readonly inCircle: number;
  readonly byPhone: number;
}
export const REQUESTS_READ: RequestsRead = { inStep: 1_200, inCell: 70, inArea: 50, inCircle: 200, byPhone: 400 };
/** Areas whose nearest cells are farther away than so many rings come last. */
export const FAR_RINGS = 5;

/** Whoever would be told of nothing, though not all was read, has so many times as much read before: an empty list cannot say that it is not exact. */
const ON = 10;
export const OFFERS_READ_ON: OffersRead = {
  inTheMiddle: timesOn(OFFERS_READ.inTheMiddle),
  nearBy: timesOn(OFFERS_READ.nearBy),
  inCircles: timesOn(OFFERS_READ.inCircles),
  byPhone: timesOn(OFFERS_READ.byPhone),
  far: OFFERS_READ.far * ON,
};
export const REQUESTS_READ_ON: RequestsRead = {
  inStep: REQUESTS_READ.inStep * ON,
  inCell: REQUESTS_READ.inCell * ON,
  inArea: REQUESTS_READ.inArea * ON,
  inCircle: REQUESTS_READ.inCircle * ON,
  byPhone: REQUESTS_READ.byPhone * ON,
};

function timesOn({ each, all }: MostOffers): MostOffers {
  return { each: each * ON, all: all * ON };
}

/** So many more than are shown are looked at closely: the order in which they are found is nearly that of the rank, and of those hardly any falls out. */
export const SPARE = 2;
/** Whoever wants fewer is shown the first of these: the best alone is not always the first that is found. */
export const FEWEST_LOOKED_FOR = 10;
/** And so many more the second time, where too many of those fell out. */
export const FURTHER = 100;

/** How many are looked at closely, how many are wanted, and whether ten times as much is read for it. */
export interface HowFar {
  readonly most: number;
  readonly wanted: number;
  readonly on?: boolean;
}

/** Nothing was found, and not all was read. */
export function mayHaveMissed({ capped, bound }: Looked, best: readonly unknown[]): boolean {
  return best.length === 0 && (capped || bound !== null);
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

/** In SQL, of what was found in branches of several looks: whether some place had more than were looked at. */
export function capped(looks: readonly (readonly [found: string, most: MostOffers])[]): string {
  const all = looks.map(([found], at) => `SELECT ${at} AS look, branch FROM ${found}`).join(' UNION ALL ');
  const each = looks.map(([, most], at) => `WHEN ${at} THEN ${most.each}`).join(' ');
  const together = looks.map(([, most], at) => `sum(n) FILTER (WHERE look = ${at}) >= ${most.all}`);
  return `coalesce((SELECT bool_or(n >= CASE look ${each} END) OR ${together.join(' OR ')}
    FROM (SELECT look, branch, count(*) AS n FROM (${all}) its GROUP BY look, branch) each), false)`;
}
