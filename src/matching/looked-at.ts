/** What a search gave, and how far it looked. */
import type { Looked } from './domain/best-matches.js';

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
