/** A claim takes part of a request's lines out of part of an offer's: never more than is left, and whole where a line may not be split. */
import { eachAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HelpKind } from '../../kernel/help.js';
import { decideQuantity } from '../../kernel/quantity.js';

/** A line of one occurrence. */
export interface WantedFrom {
  readonly id: string;
  /** What is counted; the currency, for money. */
  readonly unit: string;
  readonly quantity: number;
  /** Neither held nor fulfilled. */
  readonly remaining: number;
  readonly divisible: boolean;
}

/** A line of one period of an offer. */
export interface TakenFrom {
  readonly id: string;
  readonly unit: string;
  readonly remaining: number;
}

export interface WantedLine {
  readonly requestLineId: string;
  /** Left out: all that remains of the line. */
  readonly quantity?: number | null;
}

/** Of the request, before an offer is asked. */
export interface ChosenLine {
  readonly line: WantedFrom;
  readonly quantity: number;
}

export interface TakenLine {
  readonly requestLineId: string;
  readonly quantity: number;
  readonly offerLineId: string;
  readonly offerQuantity: number;
}

/**
 * ALL is everything that remains, as far as the offer goes: lines that may be split are taken in part, lines that may not are left out
 * when the offer cannot serve them whole. Named lines are taken exactly as named, or refused.
 */
export function decideLines(
  kind: HelpKind,
  requestLines: readonly WantedFrom[],
  offerLines: readonly TakenFrom[],
  wanted: readonly WantedLine[] | 'ALL',
): Decision<readonly TakenLine[]> {
  const chosen = decideChosen(requestLines, wanted);
  if (!chosen.accepted) return chosen;
  return kind === 'GROCERY'
    ? takeRun(chosen.value, offerLines)
    : takeUnits(kind, chosen.value, offerLines, wanted === 'ALL');
}

/** What is asked of the request alone. */
export function decideChosen(
  lines: readonly WantedFrom[],
  wanted: readonly WantedLine[] | 'ALL',
): Decision<readonly ChosenLine[]> {
  if (wanted === 'ALL') {
    const left = lines.filter((line) => line.remaining > 0);
    return left.length > 0 ? accept(left.map((line) => ({ line, quantity: line.remaining }))) : refuse('NOTHING_LEFT');
  }
  if (wanted.length === 0 || new Set(wanted.map((line) => line.requestLineId)).size < wanted.length) {
    return refuse('INVALID_INPUT', ['lines']);
  }
  return eachAccepted(wanted.map((line, at) => decideOne(lines, line, ['lines', String(at)])));
}

function decideOne(lines: readonly WantedFrom[], wanted: WantedLine, path: readonly string[]): Decision<ChosenLine> {
  const line = lines.find((candidate) => candidate.id === wanted.requestLineId);
  if (!line) return refuse('INVALID_INPUT', [...path, 'requestLineId']);
  if (line.remaining === 0) return refuse('NOTHING_LEFT', path);
  const asked = wanted.quantity ?? line.remaining;
  const quantity = decideQuantity(asked, { min: 1, max: line.quantity }, [...path, 'quantity']);
  if (!quantity.accepted) return quantity;
  if (asked > line.remaining) return refuse('NOTHING_LEFT', path);
  // Whole means all that remains: after a short delivery that may be less than the line once was.
  if (!line.divisible && asked < line.remaining) return refuse('NOT_DIVISIBLE', path);
  return accept({ line, quantity: asked });
}

/** Shopping for one family is one run, however much is on the list: the first line carries it. */
function takeRun(chosen: readonly ChosenLine[], offerLines: readonly TakenFrom[]): Decision<readonly TakenLine[]> {
  const runs = offerLines.find((line) => line.unit === 'RUN');
  if (!runs) return refuse('DOES_NOT_FIT');
  if (runs.remaining < 1) return refuse('OFFER_EXHAUSTED');
  return accept(
    chosen.map(({ line, quantity }, at) => ({
      requestLineId: line.id,
      quantity,
      offerLineId: runs.id,
      offerQuantity: at === 0 ? 1 : 0,
    })),
  );
}

/** Seats for seats, minutes for minutes, cents for cents. */
function takeUnits(
  kind: HelpKind,
  chosen: readonly ChosenLine[],
  offerLines: readonly TakenFrom[],
  asFarAsItGoes: boolean,
): Decision<readonly TakenLine[]> {
  const left = new Map(offerLines.map((line) => [line.id, line.remaining]));
  const taken: TakenLine[] = [];
  let served = false;
  for (const { line, quantity } of chosen) {
    const source = offerLines.find((offered) => offered.unit === line.unit);
    served ||= source !== undefined;
    const capacity = source ? (left.get(source.id) ?? 0) : 0;
    const takes = capacity >= quantity ? quantity : asFarAsItGoes && line.divisible ? capacity : 0;
    if (source && takes > 0) {
      left.set(source.id, capacity - takes);
      taken.push({ requestLineId: line.id, quantity: takes, offerLineId: source.id, offerQuantity: takes });
    } else if (!asFarAsItGoes) {
      return source ? refuse('OFFER_EXHAUSTED') : unfitting(kind);
    }
  }
  if (taken.length > 0) return accept(taken);
  return served ? refuse('OFFER_EXHAUSTED') : unfitting(kind);
}

function unfitting(kind: HelpKind): Decision<never> {
  return refuse(kind === 'MONEY' ? 'CURRENCY_MISMATCH' : 'DOES_NOT_FIT');
}
