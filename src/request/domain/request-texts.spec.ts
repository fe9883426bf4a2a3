/** Which words of a request are held after each step: cases, and laws over any order of steps. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  afterRewording,
  decideApproveText,
  decideReturnText,
  type NewWords,
  type RequestTexts,
  screenPost,
  type TextOfRequest,
} from './request-texts.js';

const screen = (text: string) => (text.includes('@') ? (['EMAIL'] as const) : []);
const line = (id: string, label: string | null, note: string | null = null) => ({ id, label, note });
const posted = (words: NewWords) => {
  const texts = screenPost(words, screen, 100);
  if (!texts) throw new Error('nothing of it is held');
  return texts;
};
const heldIn = ({ summary, lines }: RequestTexts) => [
  ...(summary.held ? ['summary'] : []),
  ...lines.flatMap(({ id, label, note }) => [
    ...(label.held ? [`${id} label`] : []),
    ...(note.held ? [`${id} note`] : []),
  ]),
];

describe('a post', () => {
  it('of harmless words has nothing to review', () => {
    expect(screenPost({ summary: 'a', lines: [line('1', 'b', 'c')] }, screen, 100)).toBeNull();
    expect(screenPost({ summary: null, lines: [] }, screen, 100)).toBeNull();
  });

  it('holds each text by itself', () => {
    const texts = posted({ summary: 'a', lines: [line('1', 'b', 'c@'), line('2', '@')] });
    expect(texts).toMatchObject({ state: 'WAITING', revision: 1, half: 100 });
    expect(heldIn(texts)).toEqual(['1 note', '2 label']);
  });
});

describe('other words', () => {
  const texts = posted({ summary: '@', lines: [line('1', '@'), line('2', 'b')] });
  it.each<[string, RequestTexts, NewWords, Partial<RequestTexts>, string[]]>([
    ['for all that is held', texts, { summary: 'a', lines: [line('1', 'b')] }, { state: 'SHOWN', half: null }, []],
    ['for some', texts, { summary: 'a', lines: [] }, { state: 'WAITING', half: 100 }, ['1 label']],
    [
      'that are no better',
      texts,
      { summary: 'a@', lines: [] },
      { state: 'WAITING', half: 100 },
      ['summary', '1 label'],
    ],
    ['none in place of some', texts, { summary: null, lines: [line('1', 'b')] }, { state: 'SHOWN' }, []],
  ])('%s', (_what, before, words, expected, held) => {
    const after = afterRewording(before, words, screen, 200);
    expect(after).toMatchObject({ ...expected, revision: before.revision + 1 });
    expect(heldIn(after)).toEqual(held);
  });

  it('after a return wait again, and leave what was not said anew with the family', () => {
    const returned = decideReturnText(texts, { revision: 1, named: [], reasons: ['UNCLEAR'] }, 150);
    if (!returned.accepted) throw new Error(returned.code);
    expect(returned.value).toMatchObject({
      state: 'RETURNED',
      half: 150,
      summary: { reasons: ['UNCLEAR', 'RETURNED_BEFORE'] },
    });
    expect(afterRewording(returned.value, { lines: [line('2', 'c')] }, screen, 200)).toMatchObject({
      state: 'WAITING',
      half: 200,
    });
    expect(afterRewording(returned.value, { summary: null, lines: [] }, screen, 200)).toMatchObject({
      state: 'RETURNED',
      half: 150,
    });
  });
});

it('a return names texts that are there', () => {
  const texts = posted({ summary: '@', lines: [line('1', 'b')] });
  const back = (...named: TextOfRequest[]) => decideReturnText(texts, { revision: 1, named, reasons: ['OTHER'] }, 150);
  expect(back({ field: 'ITEM_NAME', lineId: '2' })).toMatchObject({ code: 'NOT_FOUND', path: ['texts', '0'] });
  expect(back({ field: 'ITEM_NOTE', lineId: null })).toMatchObject({ code: 'NOT_FOUND' });
  expect(back({ field: 'SUMMARY', lineId: '1' })).toMatchObject({ code: 'NOT_FOUND' });
  const shown = back({ field: 'ITEM_NOTE', lineId: '1' });
  expect(shown.accepted && heldIn(shown.value)).toEqual(['1 note']);
});

describe('whatever happens', () => {
  const words = fc.constantFrom('a', '@', null);
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('REWORD' as const),
      summary: fc.option(words, { nil: undefined }),
      label: words,
      note: words,
      id: fc.constantFrom('1', '2'),
    }),
    fc.record({ kind: fc.constant('APPROVE' as const), late: fc.boolean() }),
    fc.record({
      kind: fc.constant('RETURN' as const),
      late: fc.boolean(),
      named: fc.subarray<TextOfRequest>([
        { field: 'SUMMARY', lineId: null },
        { field: 'ITEM_NAME', lineId: '1' },
      ]),
    }),
  );

  it('the state says whether something is held, a revision is never used twice, and a late decision changes nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let texts = posted({ summary: '@', lines: [line('1', '@', 'b'), line('2', 'b')] });
        for (const [at, its] of steps.entries()) {
          const before = texts;
          const read = 'late' in its && its.late ? before.revision - 1 : before.revision;
          if (its.kind === 'REWORD') {
            texts = afterRewording(
              before,
              { summary: its.summary, lines: [line(its.id, its.label, its.note)] },
              screen,
              200 + at,
            );
          } else {
            const decided =
              its.kind === 'APPROVE'
                ? decideApproveText(before, read)
                : decideReturnText(before, { revision: read, named: its.named, reasons: ['OTHER'] }, 200 + at);
            if (decided.accepted) texts = decided.value;
            if (its.late) expect(decided.accepted).toBe(false);
          }
          if (texts !== before) expect(texts.revision).toBe(before.revision + 1);
          expect(texts.state === 'SHOWN').toBe(heldIn(texts).length === 0);
          expect(texts.half === null).toBe(texts.state === 'SHOWN');
          for (const { held, reasons } of [texts.summary, ...texts.lines.flatMap(({ label, note }) => [label, note])]) {
            if (reasons.length > 0) expect(held).toBe(true);
          }
        }
      }),
    );
  });
});
