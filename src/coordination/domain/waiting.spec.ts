/** Tables of what may be put aside, given to somebody, and noted. */
import { describe, expect, it } from '@jest/globals';
import { decideAside, decideAssignment, decideNote, MOST_NOTES, subjectOf, WaitingKind } from './waiting.js';

describe('putting aside', () => {
  it.each([
    ['UNMATCHED', 106],
    ['NO_SHOW', 128],
    ['LAPSED_LEASE', 128],
  ] as const)('%s comes back at half-day %i', (kind, until) => {
    expect(decideAside(kind, 100)).toMatchObject({ accepted: true, value: until });
  });

  it.each(Object.values(WaitingKind).filter((kind) => !['UNMATCHED', 'NO_SHOW', 'LAPSED_LEASE'].includes(kind)))(
    '%s is done by doing it',
    (kind) => {
      expect(decideAside(kind, 100)).toMatchObject({ accepted: false, code: 'WRONG_STATE' });
    },
  );
});

describe('giving it to somebody', () => {
  it.each([
    ['nobody has it', null, 'ana', 'ana', false, 'ana'],
    ['it is given to somebody else', null, 'ben', 'ana', false, 'ben'],
    ['whoever has it gives it on', 'ana', 'ben', 'ana', false, 'ben'],
    ['whoever has it lets go of it', 'ana', null, 'ana', false, null],
    ['somebody takes it from who has it, and means it', 'ben', 'ana', 'ana', true, 'ana'],
  ] as const)('%s', (_what, current, to, by, instead, now) => {
    expect(decideAssignment({ current, to, by, instead })).toMatchObject({ accepted: true, value: now });
  });

  it.each([
    ['two reach for it', 'ben', 'ana', 'ana', false],
    ['it is hers already', 'ana', 'ana', 'ana', true],
    ['nobody has it, and nobody shall', null, null, 'ana', false],
    ['somebody else lets go of it', 'ben', null, 'ana', false],
  ] as const)('not when %s', (_what, current, to, by, instead) => {
    expect(decideAssignment({ current, to, by, instead })).toMatchObject({ accepted: false, code: 'WRONG_STATE' });
  });
});

describe('a note', () => {
  it.each([
    ['Called back, no answer.', 0, { accepted: true, value: 'Called back, no answer.' }],
    [' two\nlines ', MOST_NOTES - 1, { accepted: true, value: 'two\nlines' }],
    ['   ', 0, { accepted: false, code: 'INVALID_INPUT', path: ['text'] }],
    ['x'.repeat(1_001), 0, { accepted: false, code: 'TEXT_TOO_LONG', path: ['text'] }],
    ['right\u202eleft', 0, { accepted: false, code: 'TEXT_NOT_PLAIN', path: ['text'] }],
    ['one more', MOST_NOTES, { accepted: false, code: 'TOO_MANY_ATTEMPTS' }],
  ])('%j after %i others', (text, notes, decided) => {
    expect(decideNote(text, notes)).toMatchObject(decided);
  });
});

it('everything that waits is about something', () => {
  expect(Object.keys(subjectOf).toSorted()).toEqual(Object.values(WaitingKind).toSorted());
});
