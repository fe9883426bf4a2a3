/** Tables in an order in which every row finds those that it names. */
import { nameOf, type TableShape } from './archive-format.js';

/**
 * What no backup holds: sessions and kept answers, so that nobody is signed in again by a restore who signed out; counters of a day; and what
 * is true of a database only while something is done to it.
 */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  'public.person_session',
  'public.family_session',
  'public.phone_session',
  'public.idempotent_answer',
  'public.attempt',
  'public.passkey_challenge',
  'public.row_order',
  'public.sample_loading',
  'public.migration',
  'public.restore_under_way',
]);

/** Throws when tables need each other in a circle. Alphabetical where the order is free. */
export function inOrderOfNeed(tables: readonly TableShape[]): TableShape[] {
  const sorted = tables.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'));
  const there = new Set(sorted.map(nameOf));
  const done = new Set<string>();
  const ordered: TableShape[] = [];
  while (ordered.length < sorted.length) {
    const next = sorted.filter(
      (table) =>
        !done.has(nameOf(table)) &&
        table.needs.every((need) => done.has(need) || need === nameOf(table) || !there.has(need)),
    );
    if (next.length === 0) throw new Error('tables need each other in a circle');
    for (const table of next) done.add(nameOf(table));
    ordered.push(...next);
  }
  return ordered;
}
