/** Why a text waits for a person, or was given back: codes, that say nothing of what was written. */
import { words } from '../kernel/words.js';

/** What the screening finds. */
export const Finding = words(
  'PHONE',
  'EMAIL',
  'HANDLE',
  'WEB_ADDRESS',
  'ADDRESS',
  'NAME',
  'A_NUMBER',
  'RECEIPT_NUMBER',
  'CASE_NUMBER',
  'ID_NUMBER',
  'LICENSE_PLATE',
  'BIRTH_DATE',
  'IMMIGRATION',
  'LOCAL_WORD',
);
export type Finding = keyof typeof Finding;

/** What a person says who gives words back. */
export const ReturnReason = words('SINGLES_OUT', 'UNCLEAR', 'UNKIND', 'OTHER');
export type ReturnReason = keyof typeof ReturnReason;

/** Of words that came back once, a person reads the next ones too. */
export const TextReason = words(...Object.values(Finding), ...Object.values(ReturnReason), 'RETURNED_BEFORE');
export type TextReason = keyof typeof TextReason;

/** What is kept beside words that are held. Never what the screening finds: a thief must not learn who wrote of papers. */
export type KeptReason = Exclude<TextReason, Finding>;

/** What is said of one text: none when it may be shown. */
export type Screen = (text: string) => readonly Finding[];
