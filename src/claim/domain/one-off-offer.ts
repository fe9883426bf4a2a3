/** A home that claims without an offer gets a one-off offer for exactly that: no more than the claim takes. */
import { accept, type Decision } from '../../kernel/decision.js';
import type { HelpKind } from '../../kernel/help.js';
import {
  type ChosenLine,
  decideChosen,
  decideLines,
  type TakenFrom,
  type TakenLine,
  type WantedFrom,
  type WantedLine,
} from './claim-lines.js';

export interface OneOffOffer {
  /** `remaining` is the capacity to make each line with: the claim then takes all of it. */
  readonly offerLines: readonly TakenFrom[];
  readonly lines: readonly TakenLine[];
}

/** `newId` gives the id of each offer line. */
export function decideOneOffOffer(
  kind: HelpKind,
  requestLines: readonly WantedFrom[],
  wanted: readonly WantedLine[] | 'ALL',
  newId: () => string,
): Decision<OneOffOffer> {
  const chosen = decideChosen(requestLines, wanted);
  if (!chosen.accepted) return chosen;
  const offerLines = oneOffOfferFor(kind, chosen.value, newId);
  const lines = decideLines(kind, requestLines, offerLines, wanted);
  return lines.accepted ? accept({ offerLines, lines: lines.value }) : lines;
}

/** A line for each unit, as large as what is taken of it; groceries are one run. */
function oneOffOfferFor(kind: HelpKind, chosen: readonly ChosenLine[], newId: () => string): readonly TakenFrom[] {
  if (kind === 'GROCERY') return [{ id: newId(), unit: 'RUN', remaining: 1 }];
  const byUnit = new Map<string, number>();
  for (const { line, quantity } of chosen) byUnit.set(line.unit, (byUnit.get(line.unit) ?? 0) + quantity);
  return [...byUnit].map(([unit, remaining]) => ({ id: newId(), unit, remaining }));
}
