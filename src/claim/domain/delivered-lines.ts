/** A delivery may be less than what was claimed: what came is kept, the rest goes back. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HelpKind } from '../../kernel/help.js';
import { decideQuantity } from '../../kernel/quantity.js';
import type { ClaimLine } from './claim.js';

export interface ShortLine {
  readonly requestLineId: string;
  /** What came: 0 to what was claimed. */
  readonly quantity: number;
}

/** The lines with what came of each. A run is used up however short it was; other units come back. */
export function deliveredLines(
  kind: HelpKind,
  lines: readonly ClaimLine[],
  short: readonly ShortLine[],
): Decision<readonly ClaimLine[]> {
  const named = new Map(short.map((line) => [line.requestLineId, line.quantity]));
  if (named.size < short.length) return refuse('INVALID_INPUT', ['lines']);
  for (const [at, { requestLineId, quantity }] of short.entries()) {
    const path = ['lines', String(at)];
    const line = lines.find((candidate) => candidate.requestLineId === requestLineId);
    if (!line) return refuse('INVALID_INPUT', [...path, 'requestLineId']);
    const came = decideQuantity(quantity, { min: 0, max: line.quantity }, [...path, 'quantity']);
    if (!came.accepted) return came;
  }
  return accept(
    lines.map((line) => {
      const came = (line.requestLineId !== null ? named.get(line.requestLineId) : undefined) ?? line.quantity;
      return { ...line, delivered: came, offerDelivered: kind === 'GROCERY' ? line.offerQuantity : came };
    }),
  );
}
