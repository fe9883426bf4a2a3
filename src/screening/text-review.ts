/** Words may wait for a person while what they are about goes on: a decision is about the words that were read, and is taken once. */
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { days } from '../kernel/duration.js';
import { words } from '../kernel/words.js';
import { type KeptReason, type ReturnReason, type Screen, TextReason } from './text-reason.js';

export const TextState = words('SHOWN', 'WAITING', 'RETURNED');
export type TextState = keyof typeof TextState;

/** How long it is known why a person gave words back. */
export const REASONS_KEPT = days(30);

/** Where all the words of one request, or of one offer, stand. */
export interface ReviewFacts {
  readonly state: TextState;
  /** Counts wordings and reviews. */
  readonly revision: number;
}

/** Whether one text is held, and what is kept of why: RETURNED_BEFORE for as long as it is, the rest for a while. */
export interface Held {
  readonly held: boolean;
  readonly reasons: readonly KeptReason[];
}

export const NOT_HELD: Held = { held: false, reasons: [] };

/** A text that nobody has read yet; null is no text. */
export function screened(text: string | null, screen: Screen): Held {
  return { held: text !== null && screen(text).length > 0, reasons: [] };
}

/** Why a text is held, as those learn who may read it: what is found in it by now, and what was said of it. In one order. */
export function reasonsFor(text: string | null, kept: readonly KeptReason[], screen: Screen): readonly TextReason[] {
  const all = new Set<TextReason>([...(text === null ? [] : screen(text)), ...kept]);
  return Object.values(TextReason).filter((reason) => all.has(reason));
}

/** Other words for words that came back wait for a person again: the screening had let them through, or had been got around. */
export function screenedAgain(text: string | null, was: Held, { state }: ReviewFacts, screen: Screen): Held {
  const cameBack = was.reasons.includes('RETURNED_BEFORE');
  if (text === null || !(cameBack || state === 'RETURNED')) return screened(text, screen);
  return { held: true, reasons: ['RETURNED_BEFORE'] };
}

/** Whoever decides names the words that it read: those that were reworded, or decided by somebody else meanwhile, it has not. */
export function decideApproval(facts: ReviewFacts, readRevision: number): Decision<'SHOWN'> {
  if (facts.revision !== readRevision) return refuse('TEXT_CHANGED');
  return facts.state === 'WAITING' ? accept('SHOWN') : refuse('WRONG_STATE');
}

/** Also of words that are shown already: a screening misses some. Those that were given back are the writer's to change. */
export function decideReturn(
  facts: ReviewFacts,
  readRevision: number,
  reasons: readonly ReturnReason[],
): Decision<readonly KeptReason[]> {
  if (facts.revision !== readRevision) return refuse('TEXT_CHANGED');
  if (facts.state === 'RETURNED') return refuse('WRONG_STATE');
  return reasons.length > 0 ? accept([...new Set(reasons), 'RETURNED_BEFORE']) : refuse('INVALID_INPUT', ['reasons']);
}
