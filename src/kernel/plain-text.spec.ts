/** What a text may hold, by cases, and that whatever is accepted hides nothing. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideOptionalText, decidePlainText, decideRequiredText, type TextRule } from './plain-text.js';

const ONE: TextRule = { max: 20, lines: 'ONE' };
const MANY: TextRule = { max: 20, lines: 'MANY' };
const PATH = ['summary'];

describe('decidePlainText', () => {
  it.each([
    ['a plain text', 'Milk and bread', 'Milk and bread'],
    ['outer spaces go', '  Leche \n', 'Leche'],
    ['normal form C', 'cafe\u0301', 'caf\u00e9'],
    ['emoji', '🥖🍼', '🥖🍼'],
    ['a family of emoji, held by joiners', '👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
    ['a heart with its selector', '❤️', '❤️'],
    ['skin tone', '👍🏾', '👍🏾'],
    ['a keycap', '1️⃣', '1️⃣'],
    ['a flag spelled in tags', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['a Persian word with a non-joiner', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['Arabic without marks', 'حليب وخبز', 'حليب وخبز'],
    ['a Hindi conjunct with a joiner', 'क्\u200dष', 'क्\u200dष'],
    ['nothing', '', null],
    ['only spaces', ' \u00a0 ', null],
  ])('takes %s', (_, text, stored) => {
    expect(decidePlainText(text, ONE, PATH)).toEqual({ accepted: true, value: stored });
  });

  it.each([
    ['a control', 'a\u0007b'],
    ['a null', 'a\u0000b'],
    ['a tab', 'a\tb'],
    ['a line break in a one-line field', 'a\nb'],
    ['a lone carriage return', 'a\rb'],
    ['a line separator', 'a\u2028b'],
    ['a bidi override', 'a\u202eb'],
    ['a bidi isolate', 'a\u2066b'],
    ['a right-to-left mark', 'a\u200fb'],
    ['a zero width space', 'a\u200bb'],
    ['a joiner between Latin letters', 'a\u200db'],
    ['a non-joiner between Latin letters', 'a\u200cb'],
    ['a joiner that joins no emoji', '👩\u200d x'],
    ['a byte order mark inside', 'a\ufeffb'],
    ['a soft hyphen', 'a\u00adb'],
    ['an invisible letter', 'a\u3164b'],
    ['a message in tag characters', 'a\u{e0061}\u{e0062}b'],
    ['a message in selectors', 'a\u{e0100}\u{e0155}b'],
    ['a selector after a letter', 'a\ufe0fb'],
    ['private use', 'a\ue000b'],
    ['half a character', 'a\ud83db'],
    ['a pile of accents', `a${'\u0316'.repeat(9)}`],
  ])('refuses %s', (_, text) => {
    expect(decidePlainText(text, ONE, PATH)).toEqual({ accepted: false, code: 'TEXT_NOT_PLAIN', path: PATH });
  });

  it('keeps line breaks where there may be several lines, and makes them one kind', () => {
    expect(decidePlainText('first\r\nsecond', MANY, PATH)).toEqual({ accepted: true, value: 'first\nsecond' });
    expect(decidePlainText('first\u0085second', MANY, PATH).accepted).toBe(false);
  });

  it('counts code points after normalisation', () => {
    expect(decidePlainText('é'.normalize('NFD').repeat(20), ONE, PATH).accepted).toBe(true);
    expect(decidePlainText('😀'.repeat(20), ONE, PATH).accepted).toBe(true);
    expect(decidePlainText('x'.repeat(21), ONE, PATH)).toEqual({ accepted: false, code: 'TEXT_TOO_LONG', path: PATH });
  });

  it('accepts only what it would accept again unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const first = decidePlainText(text, MANY, PATH);
        if (!first.accepted || first.value === null) return;
        expect(decidePlainText(first.value, MANY, PATH)).toEqual(first);
      }),
    );
  });

  it('never lets a mark of direction through', () => {
    const direction = fc.constantFrom(...'\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 5 }),
        direction,
        fc.string({ unit: 'grapheme' }),
        (a, mark, b) => {
          expect(decidePlainText(`x${a}${mark}${b}x`, { max: 999, lines: 'MANY' }, PATH).accepted).toBe(false);
        },
      ),
    );
  });
});

it('a field that may be left out takes nothing, one that may not refuses it', () => {
  expect(decideOptionalText(undefined, ONE, PATH)).toEqual({ accepted: true, value: null });
  expect(decideOptionalText(null, ONE, PATH)).toEqual({ accepted: true, value: null });
  expect(decideRequiredText('  ', ONE, PATH)).toEqual({ accepted: false, code: 'INVALID_INPUT', path: PATH });
  expect(decideRequiredText(' a ', ONE, PATH)).toEqual({ accepted: true, value: 'a' });
});
