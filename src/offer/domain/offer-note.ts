/** The note of an offer waits for a person when something in it leads to one; the offer itself stands. */
import { accept, type Decision } from '../../kernel/decision.js';
import { decideOptionalText } from '../../kernel/plain-text.js';
import type { KeptReason, ReturnReason, Screen } from '../../screening/text-reason.js';
import {
  decideApproval,
  decideReturn,
  type Held,
  type ReviewFacts,
  screened,
  screenedAgain,
} from '../../screening/text-review.js';

export interface NoteReview extends ReviewFacts {
  /** The half-day, in UTC, since which it waits or has been returned; null while it is shown. */
  readonly half: number | null;
  readonly reasons: readonly KeptReason[];
}

export const SHOWN_NOTE: NoteReview = { state: 'SHOWN', revision: 1, half: null, reasons: [] };

const NOTE = { max: 200, lines: 'ONE' } as const;

export function decideNote(note: string | null | undefined): Decision<string | null> {
  return decideOptionalText(note, NOTE, ['note']);
}

/** Of an offer that is new. */
export function screenNewNote(note: string | null, screen: Screen, half: number): NoteReview {
  const { held, reasons } = screened(note, screen);
  return held ? { state: 'WAITING', revision: 1, reasons, half } : SHOWN_NOTE;
}

export function afterNewNote(review: NoteReview, note: string | null, screen: Screen, half: number): NoteReview {
  const { held, reasons }: Held = screenedAgain(
    note,
    { held: review.state !== 'SHOWN', reasons: review.reasons },
    review,
    screen,
  );
  const revision = review.revision + 1;
  if (!held) return { ...SHOWN_NOTE, revision };
  return { state: 'WAITING', revision, reasons, half: review.state === 'WAITING' ? review.half : half };
}

export function decideApproveNote(review: NoteReview, readRevision: number): Decision<NoteReview> {
  const approved = decideApproval(review, readRevision);
  return approved.accepted ? accept({ ...SHOWN_NOTE, revision: review.revision + 1 }) : approved;
}

export function decideReturnNote(
  review: NoteReview,
  { revision, reasons }: { readonly revision: number; readonly reasons: readonly ReturnReason[] },
  half: number,
): Decision<NoteReview> {
  const returned = decideReturn(review, revision, reasons);
  if (!returned.accepted) return returned;
  return accept({ state: 'RETURNED', revision: review.revision + 1, reasons: returned.value, half });
}
