/** Which words of a request wait for a person: each text by itself, while the need is open. Nothing is ever edited in silence. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { ReturnReason, Screen } from '../../screening/text-reason.js';
import {
  decideApproval,
  decideReturn,
  type Held,
  NOT_HELD,
  type ReviewFacts,
  screened,
  screenedAgain,
} from '../../screening/text-review.js';

/** Of an item: what it is called, and what is noted of it. */
interface LineTexts {
  readonly id: string;
  readonly label: Held;
  readonly note: Held;
}

export interface RequestTexts extends ReviewFacts {
  /** The half-day, in UTC, since which the words wait or have been returned; null when all are shown. */
  readonly half: number | null;
  readonly summary: Held;
  readonly lines: readonly LineTexts[];
}

/** Words that are new: undefined is as it was. */
export interface NewWords {
  readonly summary?: string | null;
  readonly lines: readonly { readonly id: string; readonly label: string | null; readonly note: string | null }[];
}

export interface TextOfRequest {
  readonly field: 'SUMMARY' | 'ITEM_NAME' | 'ITEM_NOTE';
  readonly lineId: string | null;
}

/** For a post: null when all of it may be shown. */
export function screenPost(words: NewWords, screen: Screen, half: number): RequestTexts | null {
  const summary = screened(words.summary ?? null, screen);
  const lines = words.lines.map(({ id, label, note }) => ({
    id,
    label: screened(label, screen),
    note: screened(note, screen),
  }));
  const texts = { summary, lines, state: 'WAITING', revision: 1, half } as const;
  return isAnyHeld(texts) ? texts : null;
}

/** After other words: those that are held wait for a person; what was given back and left as it was is still the family's to change. */
export function afterRewording(texts: RequestTexts, words: NewWords, screen: Screen, half: number): RequestTexts {
  const summary =
    words.summary === undefined ? texts.summary : screenedAgain(words.summary, texts.summary, texts, screen);
  const before = new Map(texts.lines.map((line) => [line.id, line]));
  const reworded = words.lines.map(({ id, label, note }) => ({
    id,
    label: screenedAgain(label, before.get(id)?.label ?? NOT_HELD, texts, screen),
    note: screenedAgain(note, before.get(id)?.note ?? NOT_HELD, texts, screen),
  }));
  const isNew = new Map(reworded.map((line) => [line.id, line]));
  const lines = texts.lines.map((line) => isNew.get(line.id) ?? line);
  const waits = reworded.some(isLineHeld) || (words.summary !== undefined && summary.held) || texts.state === 'WAITING';
  return settled({ ...texts, summary, lines }, waits ? 'WAITING' : 'RETURNED', half);
}

/** All that waits is shown. */
export function decideApproveText(texts: RequestTexts, readRevision: number): Decision<RequestTexts> {
  const approved = decideApproval(texts, readRevision);
  if (!approved.accepted) return approved;
  const lines = texts.lines.map(({ id }) => ({ id, label: NOT_HELD, note: NOT_HELD }));
  return accept({
    ...texts,
    summary: NOT_HELD,
    lines,
    revision: texts.revision + 1,
    state: approved.value,
    half: null,
  });
}

/** What is named goes back to the family, and whatever else waited is shown; when nothing is named, all that waits goes back. */
export function decideReturnText(
  texts: RequestTexts,
  { revision, named, reasons }: { revision: number; named: readonly TextOfRequest[]; reasons: readonly ReturnReason[] },
  half: number,
): Decision<RequestTexts> {
  const returned = decideReturn(texts, revision, reasons);
  if (!returned.accepted) return returned;
  if (named.length === 0 && texts.state !== 'WAITING') return refuse('WRONG_STATE');
  const lost = named.findIndex((text) => !isThere(text, texts));
  if (lost >= 0) return refuse('NOT_FOUND', ['texts', String(lost)]);
  const goesBack = (field: TextOfRequest['field'], lineId: string | null, was: Held): Held => {
    const isMeant =
      named.length === 0 ? was.held : named.some((its) => its.field === field && (its.lineId ?? null) === lineId);
    return isMeant ? { held: true, reasons: returned.value } : NOT_HELD;
  };
  const summary = goesBack('SUMMARY', null, texts.summary);
  const lines = texts.lines.map(({ id, label, note }) => ({
    id,
    label: goesBack('ITEM_NAME', id, label),
    note: goesBack('ITEM_NOTE', id, note),
  }));
  return accept(settled({ ...texts, summary, lines }, 'RETURNED', half));
}

function isThere({ field, lineId }: TextOfRequest, { lines }: RequestTexts): boolean {
  return field === 'SUMMARY' ? lineId === null : lines.some(({ id }) => id === lineId);
}

/** In the state that what is held asks for, since when it is in that state, and a revision further. */
function settled(texts: RequestTexts, ifHeld: 'WAITING' | 'RETURNED', half: number): RequestTexts {
  const revision = texts.revision + 1;
  if (!isAnyHeld(texts)) return { ...texts, revision, state: 'SHOWN', half: null };
  return { ...texts, revision, state: ifHeld, half: texts.state === ifHeld ? texts.half : half };
}

function isAnyHeld({ summary, lines }: Pick<RequestTexts, 'summary' | 'lines'>): boolean {
  return summary.held || lines.some(isLineHeld);
}

function isLineHeld({ label, note }: LineTexts): boolean {
  return label.held || note.held;
}
