/** How the note of an offer fares, by cases. */
import { describe, expect, it } from '@jest/globals';
import {
  afterNewNote,
  decideApproveNote,
  decideReturnNote,
  type NoteReview,
  SHOWN_NOTE,
  screenNewNote,
} from './offer-note.js';

const screen = (text: string) => (text.includes('@') ? (['EMAIL'] as const) : []);
const waiting: NoteReview = { state: 'WAITING', revision: 3, half: 100, reasons: [] };
const returned: NoteReview = { state: 'RETURNED', revision: 3, half: 100, reasons: ['UNKIND', 'RETURNED_BEFORE'] };

it('a new note waits for what is found in it, and is shown otherwise', () => {
  expect(screenNewNote('@', screen, 100)).toEqual({ ...waiting, revision: 1 });
  expect(screenNewNote('a', screen, 100)).toEqual(SHOWN_NOTE);
  expect(screenNewNote(null, screen, 100)).toEqual(SHOWN_NOTE);
});

describe('another note', () => {
  it.each<[string, NoteReview, string | null, Partial<NoteReview>]>([
    ['that is harmless, in place of one that waits', waiting, 'a', { state: 'SHOWN', half: null, reasons: [] }],
    ['that is no better waits on', waiting, '@@', { state: 'WAITING', half: 100 }],
    [
      'in place of one that came back waits for a person',
      returned,
      'a',
      { state: 'WAITING', half: 200, reasons: ['RETURNED_BEFORE'] },
    ],
    ['none, in place of one that came back', returned, null, { state: 'SHOWN', half: null, reasons: [] }],
    ['in place of one that is shown', SHOWN_NOTE, '@', { state: 'WAITING', half: 200 }],
  ])('%s', (_what, before, note, expected) => {
    expect(afterNewNote(before, note, screen, 200)).toMatchObject({ ...expected, revision: before.revision + 1 });
  });
});

it('is decided about as it was read, once', () => {
  expect(decideApproveNote(waiting, 3)).toMatchObject({ value: { ...SHOWN_NOTE, revision: 4 } });
  expect(decideApproveNote(waiting, 2)).toMatchObject({ code: 'TEXT_CHANGED' });
  expect(decideApproveNote(returned, 3)).toMatchObject({ code: 'WRONG_STATE' });
  expect(decideReturnNote(SHOWN_NOTE, { revision: 1, reasons: ['UNKIND'] }, 200)).toMatchObject({
    value: { state: 'RETURNED', revision: 2, half: 200, reasons: ['UNKIND', 'RETURNED_BEFORE'] },
  });
  expect(decideReturnNote(returned, { revision: 3, reasons: ['UNKIND'] }, 200)).toMatchObject({ code: 'WRONG_STATE' });
});
