/** Which PINs a family may choose, as a table. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { choosePin, readPin } from './pin.js';

describe('a PIN', () => {
  it.each([
    ['481516', '481516'],
    ['90 21 74', '902174'],
    ['772-904', '772904'],
    ['772\u2013904', '772904'],
    ['019283746501', '019283746501'],
    ['full width', '４８１５１６', '481516'],
    ['Arabic', '٤٨١٥١٦', '481516'],
    ['Persian', '۴۸۱۵۱۶', '481516'],
    ['Bengali, between marks of direction', '\u200f৪৮১৫১৬\u200e', '481516'],
    ['bold', '𝟒𝟖𝟏𝟓𝟏𝟔', '481516'],
  ])('may be %s', (...its) => {
    const [typed = '', pin] = its.slice(-2);
    expect(choosePin(typed)).toEqual({ accepted: true, value: pin });
  });

  it.each([
    ['too short', '48151'],
    ['too long', '0192837465012'],
    ['no digits', 'secret'],
    ['digits and more', '481516x'],
    ['nothing', ''],
    ['one digit', '777777'],
    ['a pattern of two', '121212'],
    ['a pattern of three', '123123'],
    ['a pattern of four, cut off', '4815481548'],
    ['counting up', '123456'],
    ['counting down', '987654'],
    ['counting over the nought', '890123'],
    ['counting in Arabic', '١٢٣٤٥٦'],
    ['pairs that count', '112233'],
    ['a line of the keypad', '147258'],
  ])('may not be %s', (_, typed) => {
    expect(choosePin(typed)).toMatchObject({ accepted: false, code: 'PIN_UNFIT', path: ['pin'] });
  });

  it('is what it was chosen as, however it is spaced when it is typed again', () => {
    const digit = fc.integer({ min: 0, max: 9 }).map(String);
    const spaced = fc.array(fc.tuple(digit, fc.constantFrom('', ' ', '-', '\t')), { minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(spaced, (parts) => {
        const plain = parts.map(([one]) => one).join('');
        expect(readPin(parts.flat().join(''))).toBe(plain);
      }),
    );
  });
});
