/** Which language tags pass, and who understands whom. */
import { describe, expect, it } from '@jest/globals';
import { decideLanguage, decideLanguages, languagesInCommon, withoutRegion } from './languages.js';

describe('decideLanguage', () => {
  it.each([
    ['en', 'en'],
    ['EN-us', 'en-US'],
    ['es-419', 'es-419'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['iw', 'he'],
    ['mam', 'mam'],
    ['kjb', 'kjb'],
  ])('%s becomes %s', (tag, canonical) => {
    expect(decideLanguage(tag, [])).toEqual({ accepted: true, value: canonical });
  });

  it.each(['', 'und', 'english', 'en_US', 'x-maria', 'en-x-5551234', 'en-u-ca-buddhist', 'en-5551234a', 'e', '12'])(
    'refuses %p',
    (tag) => {
      expect(decideLanguage(tag, ['languages', '0'])).toEqual({
        accepted: false,
        code: 'LANGUAGE_UNKNOWN',
        path: ['languages', '0'],
      });
    },
  );
});

it('each language once, and not without end', () => {
  expect(decideLanguages(['es', 'ES', 'en'], [])).toEqual({ accepted: true, value: ['es', 'en'] });
  expect(decideLanguages(Array<string>(13).fill('en'), ['languages'])).toEqual({
    accepted: false,
    code: 'INVALID_INPUT',
    path: ['languages'],
  });
});

it.each([
  ['es-GT', 'es'],
  ['en', 'en'],
  ['zh-TW', 'zh-Hant'],
  ['zh-CN', 'zh'],
  ['zh-Hant-HK', 'zh-Hant'],
  ['sr-Latn-RS', 'sr-Latn'],
  ['ht', 'ht'],
  ['quc', 'quc'],
])('a family that speaks %s is published as speaking %s', (tag, published) => {
  expect(withoutRegion(tag)).toBe(published);
});

it('people understand each other by base language', () => {
  expect(languagesInCommon(['es-MX', 'en-US'], ['es', 'ht'])).toEqual(['es']);
  expect(languagesInCommon(['en'], ['es'])).toEqual([]);
});
