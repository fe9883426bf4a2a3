/** What waits for a coordinator, since when a request that nobody takes is waiting, and what may be put aside. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideRequiredText } from '../../kernel/plain-text.js';
import { words } from '../../kernel/words.js';

export const WaitingKind = words(
  'REQUEST_TO_REVIEW',
  'TEXT_TO_REVIEW',
  'OFFER_TEXT_TO_REVIEW',
  'FIRST_CONTACT',
  'REPORT',
  'DISPUTE',
  'NO_SHOW',
  'LAPSED_LEASE',
  'UNMATCHED',
  'INTAKE_TO_TAKE_OVER',
  'HOME_TO_VOUCH',
  'HOME_TO_REEXAMINE',
  'HOME_TO_REVIEW',
  'REIMBURSEMENT',
  'AREAS_TO_AGREE',
);
export type WaitingKind = keyof typeof WaitingKind;

export const WaitingSubject = words('REQUEST', 'CLAIM', 'OFFER', 'REPORT', 'HOME', 'PARTNER');
export type WaitingSubject = keyof typeof WaitingSubject;

export const subjectOf: Readonly<Record<WaitingKind, WaitingSubject>> = {
  REQUEST_TO_REVIEW: 'REQUEST',
  TEXT_TO_REVIEW: 'REQUEST',
  OFFER_TEXT_TO_REVIEW: 'OFFER',
  FIRST_CONTACT: 'CLAIM',
  REPORT: 'REPORT',
  DISPUTE: 'CLAIM',
  NO_SHOW: 'CLAIM',
  LAPSED_LEASE: 'CLAIM',
  UNMATCHED: 'REQUEST',
  INTAKE_TO_TAKE_OVER: 'REQUEST',
  HOME_TO_VOUCH: 'HOME',
  HOME_TO_REEXAMINE: 'HOME',
  HOME_TO_REVIEW: 'HOME',
  REIMBURSEMENT: 'CLAIM',
  AREAS_TO_AGREE: 'PARTNER',
};

/** Half-days before its end in which it does so whatever its age. */
export const UNMATCHED_BEFORE_END = 2;
/** Half-days for which a missed delivery stays on the queue. */
export const MISSED_SHOWN = 28;
/** Half-days for which what was put aside is not shown: a request that nobody takes comes back, what was missed does not. */
const ASIDE: Readonly<Partial<Record<WaitingKind, number>>> = {
  UNMATCHED: 6,
  NO_SHOW: MISSED_SHOWN,
  LAPSED_LEASE: MISSED_SHOWN,
};

/** Until which half-day it is put aside. Everything else is done by doing what it waits for. */
export function decideAside(kind: WaitingKind, nowHalf: number): Decision<number> {
  const halves = ASIDE[kind];
  return halves === undefined ? refuse('WRONG_STATE') : accept(nowHalf + halves);
}

export interface Assignment {
  readonly current: string | null;
  readonly to: string | null;
  readonly by: string;
  /** Whoever has it may be replaced. */
  readonly instead: boolean;
}

/** Two who reach for the same thing at once do not both get it: the second is told, and may say that it is meant. */
export function decideAssignment({ current, to, by, instead }: Assignment): Decision<string | null> {
  if (current === to) return refuse('WRONG_STATE');
  if (current !== null && current !== by && !instead) return refuse('WRONG_STATE');
  return accept(to);
}

export const MOST_NOTES = 50;

export function decideNote(text: string, notes: number): Decision<string> {
  const plain = decideRequiredText(text, { max: 1_000, lines: 'MANY' }, ['text']);
  if (!plain.accepted) return plain;
  return notes < MOST_NOTES ? plain : refuse('TOO_MANY_ATTEMPTS');
}
