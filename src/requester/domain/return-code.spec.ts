import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import fc from 'fast-check';
import { isRefused } from '../../kernel/decision.js';
import type { Language } from '../../kernel/refusals.js';
import { makeReturnCode, type ReadCode, type ReturnCode, readReturnCode } from './return-code.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
/** The same bytes for the same seed, on every machine. */
const randomFrom = (seed: string) => {
  let drawn = 0;
  return (length: number) => sha256(Buffer.from(`${seed}/${drawn++}`)).subarray(0, length);
};
const make = (language: Language, seed: string): ReturnCode => makeReturnCode(language, randomFrom(seed), sha256);
const lists: Record<Language, string[]> = { en: english, es: spanish };

function read(text: string): ReadCode | string {
  const decision = readReturnCode(text, sha256);
  return isRefused(decision) ? decision.code : decision.value;
}

function partOf({ selector, secret, language }: ReturnCode): ReadCode {
  return { selector, secret, language };
}

const languages = fc.constantFrom<Language>('en', 'es');
const eight = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 8, maxLength: 8 });

describe('a return code', () => {
  it('is eight words of one list, 22 bits to find and 58 to prove', () => {
    for (const language of ['en', 'es'] as const) {
      const code = make(language, 'shape');
      const written = code.words.split(' ');
      expect(written).toHaveLength(8);
      expect(
        written.every((word) => lists[language].includes(word.normalize('NFD')) || lists[language].includes(word)),
      ).toBe(true);
      expect(code.words).toBe(code.words.normalize('NFC'));
      expect(code.secret).toHaveLength(8);
      expect(code.secret[0]).toBeLessThan(4);
      expect(code.selector).toBeLessThan(2 ** 22);
    }
  });

  it('is read again in both languages, whatever the case, accents, abbreviation and punctuation', () => {
    const word = fc.record({
      shape: fc.constantFrom('lower', 'upper', 'title'),
      accents: fc.constantFrom('kept', 'dropped', 'apart', 'wide'),
      letters: fc.integer({ min: 4, max: 9 }),
      after: fc.constantFrom(' ', '  ', ', ', '-', '\n', ' – ', ' / ', ' 7. ', '_'),
    });
    fc.assert(
      fc.property(languages, fc.string(), eight(word), (language, seed, manners) => {
        const code = make(language, seed);
        const typed = code.words.split(' ').map((original, index) => {
          const manner = manners[index];
          return manner ? mistreat(original, manner) + manner.after : original;
        });
        expect(read(`  ${typed.join('')} `)).toEqual(partOf(code));
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  it.each<[string, (words: string[]) => string]>([
    ['a word too few', (words) => words.slice(1).join(' ')],
    ['a word too many', (words) => [...words, words[0]].join(' ')],
    ['an unknown word', (words) => ['sanctuary', ...words.slice(1)].join(' ')],
    ['a word with a wrong ending', (words) => [`${words[0]}x`, ...words.slice(1)].join(' ')],
    ['three letters of a longer word', (words) => words.map((word) => word.slice(0, 3)).join(' ')],
    ['nothing', () => ''],
    ['only signs', () => '?! 12345678 --'],
    ['other letters', () => 'один два три четыре пять шесть семь восемь'],
    ['no end', (words) => `${words.join(' ')}${' '.repeat(300)}`],
  ])('is a typo with %s', (_, spoil) => {
    expect(read(spoil(make('en', 'kept').words.split(' ')))).toBe('CODE_TYPO');
  });

  it('does not repeat what was typed', () => {
    expect(readReturnCode('my phone is 212 555 0123', sha256)).toEqual({ accepted: false, code: 'CODE_TYPO' });
  });

  it.each(['en', 'es'] as const)('tells a single wrong word as a typo 255 times of 256 (%s)', (language) => {
    const trials = 8_000;
    let unnoticed = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const words = make(language, `wrong ${trial}`).words.split(' ');
      const draw = randomFrom(`slip ${language} ${trial}`)(4);
      const index = draw.readUInt16BE(0) % 2048;
      const position = draw.readUInt16BE(2) % 8;
      const wrong = lists[language][index] ?? '';
      if (words[position] === wrong.normalize('NFC')) continue;
      if (read(words.with(position, wrong).join(' ')) !== 'CODE_TYPO') unnoticed += 1;
    }
    // 8000 / 256 is 31; the bounds are five standard deviations wide.
    expect(unnoticed).toBeGreaterThan(31 - 28);
    expect(unnoticed).toBeLessThan(31 + 28);
  });

  it('tells exchanged words as a typo nearly always, and draws other words every time', () => {
    const codes = Array.from({ length: 500 }, (_, index) => make('es', `swap ${index}`));
    const unnoticed = codes.filter(({ words }) => {
      const [first = '', second = '', ...rest] = words.split(' ');
      return first !== second && read([second, first, ...rest].join(' ')) !== 'CODE_TYPO';
    });
    expect(unnoticed.length).toBeLessThan(10);
    expect(new Set(codes.map(({ words }) => words)).size).toBe(500);
  });

  it('is of the language whose checksum fits, when all its words begin like words of both', () => {
    // Without the other words a code that both lists could have written is drawn once in a hundred thousand.
    const shared = new Set(spanish.map((word) => plain(word).slice(0, 4)));
    const common = english.filter((word) => shared.has(word.slice(0, 4)));
    const found: ReadCode[] = [];
    for (let trial = 0; found.length < 10; trial += 1) {
      const bytes = randomFrom(`both ${trial}`)(16);
      const words = Array.from(
        { length: 8 },
        (_, index) => common[bytes.readUInt16BE(index * 2) % common.length] ?? '',
      );
      const code = read(words.map((word) => word.slice(0, 4)).join(' '));
      if (typeof code !== 'string') found.push(code);
    }
    expect(new Set(found.map(({ language }) => language))).toEqual(new Set(['en', 'es']));
  });
});

function plain(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

function mistreat(word: string, manner: { shape: string; accents: string; letters: number }): string {
  const short = Array.from(
    plain(word).length > manner.letters ? word.normalize('NFC').slice(0, manner.letters) : word,
  ).join('');
  const cased =
    { upper: short.toUpperCase(), title: short.charAt(0).toUpperCase() + short.slice(1) }[manner.shape] ?? short;
  if (manner.accents === 'dropped') return plain(cased);
  if (manner.accents === 'apart') return cased.normalize('NFD');
  if (manner.accents !== 'wide') return cased;
  // Full-width letters, as an East Asian keyboard writes them.
  return plain(cased).replaceAll(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}
