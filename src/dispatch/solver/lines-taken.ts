/** What a claim would take of an offer for a request: the same lines as when it is made, as far as the offer goes. */
import type { SupplyFacts, TaskFacts } from './plan-facts.js';

export interface TakenOfSupply {
  /** Lines of the request, and how much of each. */
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
  /** How much of which line of the offer, by its place. */
  readonly takes: readonly { readonly line: number; readonly quantity: number }[];
  /** Lines that are served whole. */
  readonly served: number;
}

/** Null when it would take nothing. */
export function linesTaken({ kind, lines: asked }: TaskFacts, { lines: offered }: SupplyFacts): TakenOfSupply | null {
  if (kind === 'GROCERY') {
    // Shopping for one family is one run, however much is on the list.
    const run = offered.findIndex(({ unit, remaining }) => unit === 'RUN' && remaining > 0);
    if (run < 0 || asked.length === 0) return null;
    const lines = asked.map(({ id, remaining }) => ({ id, quantity: remaining }));
    return { lines, takes: [{ line: run, quantity: 1 }], served: lines.length };
  }
  const left = offered.map(({ remaining }) => remaining);
  const lines: { id: string; quantity: number }[] = [];
  const takes: { line: number; quantity: number }[] = [];
  let served = 0;
  for (const { id, unit, remaining, divisible } of asked) {
    const line = offered.findIndex((its) => its.unit === unit);
    const capacity = left[line] ?? 0;
    const quantity = capacity >= remaining ? remaining : divisible ? capacity : 0;
    if (quantity === 0) continue;
    left[line] = capacity - quantity;
    lines.push({ id, quantity });
    takes.push({ line, quantity });
    if (quantity === remaining) served += 1;
  }
  return lines.length > 0 ? { lines, takes, served } : null;
}
