/** Somebody who wants to be reached past the sealed part disguises how: the screening holds the words all the same, and soon. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Screening } from '../../src/screening/screening.js';
import type { Finding } from '../../src/screening/text-reason.js';
import { ourLists } from '../../src/screening/word-list-files.js';
import { report, tries } from './scale.js';

const screening = new Screening(ourLists());
const LEAST_FOUND = 0.97;

const EN = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const ES = ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve'];
const AREAS = ['212', '305', '347', '415', '646', '713', '718', '917'];
const PEOPLE = ['lupita', 'carlos', 'ahmed', 'oksana', 'rosa', 'jose', 'fatima', 'yusuf'];
const HOSTS = ['example.org', 'example.com', 'gmail.com', 'yahoo.com', 'hotmail.com'];
const GREEK_AND_CYRILLIC: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'ο', c: 'с', p: 'р', x: 'х', i: 'і' };

/** Of an area code and of 555-01xx, which nobody has. */
const aPhone = fc
  .tuple(fc.constantFrom(...AREAS), fc.integer({ min: 0, max: 99 }))
  .map(([area, last]) => `${area}55501${String(last).padStart(2, '0')}`);
const anAddress = fc
  .tuple(fc.constantFrom(...PEOPLE), fc.integer({ min: 10, max: 99 }), fc.constantFrom(...HOSTS))
  .map(([name, number, host]) => `${name}${number}@${host}`);
const around = fc.constantFrom(
  ['', ''],
  ['We are home after six. ', ''],
  ['Rice and beans for five, please call ', ' in the evening'],
  ['Necesitamos pañales talla 4, ', ' gracias'],
  ['two bags, ', '.'],
);

const aNameOnline = fc.tuple(
  fc.constantFrom(
    'my insta is',
    'instagram:',
    'en tiktok salgo como',
    'find me on facebook as',
    'mi telegram es',
    'ig',
  ),
  fc.constantFrom(...PEOPLE),
  fc.integer({ min: 10, max: 99 }),
);
const aHouse = fc.tuple(
  fc.integer({ min: 11, max: 9_999 }),
  fc.constantFrom('Maple', 'Olive', 'Juniper', 'Aspen'),
  fc.constantFrom('Avenue', 'Street', 'Blvd', 'Road'),
);

type Disguise = readonly [name: string, finding: Finding, text: fc.Arbitrary<string>];

const wordOf = (words: readonly string[]) => (digit: string) => words[Number(digit)] ?? '';
const someOf = (phone: string, which: readonly boolean[], change: (digit: string) => string) =>
  [...phone].map((digit, at) => (which[at % which.length] ? change(digit) : digit));
const whichOnes = fc.array(fc.boolean(), { minLength: 5, maxLength: 10 });
const grouped = (phone: string, mark: string) => [phone.slice(0, 3), phone.slice(3, 6), phone.slice(6)].join(mark);

const disguises: readonly Disguise[] = [
  ['plain', 'PHONE', aPhone],
  [
    'with marks',
    'PHONE',
    fc
      .tuple(aPhone, fc.constantFrom('-', '.', ' ', ' - ', '/', '_', '*', ' · ', '|', '~', '🍎'))
      .map(([its, mark]) => grouped(its, mark)),
  ],
  [
    'digit by digit',
    'PHONE',
    fc.tuple(aPhone, fc.constantFrom(' ', '-', '.', ', ')).map(([its, mark]) => [...its].join(mark)),
  ],
  [
    'in English',
    'PHONE',
    fc.tuple(aPhone, fc.constantFrom(' ', '-', ', ')).map(([its, mark]) => [...its].map(wordOf(EN)).join(mark)),
  ],
  [
    'in Spanish',
    'PHONE',
    fc.tuple(aPhone, fc.constantFrom(' ', '-', ', ')).map(([its, mark]) => [...its].map(wordOf(ES)).join(mark)),
  ],
  [
    'half in words',
    'PHONE',
    fc.tuple(aPhone, whichOnes).map(([its, which]) => someOf(its, which, wordOf(EN)).join(' ')),
  ],
  [
    'in both languages',
    'PHONE',
    fc.tuple(aPhone, whichOnes).map(([its, which]) =>
      someOf(its, which, wordOf(EN))
        .map((part) => (/[0-9]/.test(part) ? wordOf(ES)(part) : part))
        .join(' '),
    ),
  ],
  [
    'in wide digits',
    'PHONE',
    aPhone.map((its) => grouped(its, ' ').replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))),
  ],
  [
    'in Arabic digits',
    'PHONE',
    aPhone.map((its) => grouped(its, ' ').replace(/[0-9]/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))),
  ],
  ['in key caps', 'PHONE', aPhone.map((its) => its.replace(/[0-9]/g, (digit) => `${digit}\uFE0F\u20E3`))],
  [
    'with letters for digits',
    'PHONE',
    fc.tuple(aPhone, fc.constantFrom('o', 'O')).map(([its, o]) => grouped(its, '-').replaceAll('0', o)),
  ],
  ['an address of mail', 'EMAIL', anAddress],
  [
    'mail in words',
    'EMAIL',
    fc
      .tuple(anAddress, fc.constantFrom(' at ', ' arroba ', ' (at) ', ' [at] '))
      .map(([its, at]) => its.replace('@', at).replace('.', at.includes('arroba') ? ' punto ' : ' dot ')),
  ],
  ['mail spread out', 'EMAIL', anAddress.map((its) => [...its].join(' '))],
  [
    'mail in look-alikes',
    'EMAIL',
    anAddress.map((its) => its.replace(/[aeocpxi]/g, (letter) => GREEK_AND_CYRILLIC[letter] ?? letter)),
  ],
  [
    'mail in wide letters',
    'EMAIL',
    anAddress.map((its) => [...its].map((its) => String.fromCodePoint((its.codePointAt(0) ?? 0) + 0xfee0)).join('')),
  ],
  [
    'a name online',
    'HANDLE',
    fc
      .tuple(aNameOnline, fc.constantFrom('_', '.', '', ' underscore '))
      .map(([[where, name, number], joint]) => `${where} ${name}${joint}${number}`),
  ],
  ['a web page in words', 'WEB_ADDRESS', fc.constantFrom(...PEOPLE).map((name) => `${name} dot example dot org`)],
  ['a house, whatever the capitals', 'ADDRESS', aHouse.map((house) => house.join(' ').toLowerCase())],
  [
    'a house, digit by digit',
    'ADDRESS',
    aHouse.map(([number, ...street]) => [...[...String(number)].map(wordOf(EN)), ...street].join(' ')),
  ],
  [
    'beside something',
    'ADDRESS',
    fc
      .tuple(
        fc.constantFrom('we live', 'the green house', 'vivimos', 'la casa verde'),
        fc.constantFrom('next to', 'behind', 'across from', 'junto a', 'enfrente de', 'atrás de'),
        fc.constantFrom('the laundromat', 'la iglesia', 'St. Anne', 'el mercado'),
      )
      .map((parts) => parts.join(' ')),
  ],
];

describe('ways to be reached or found', () => {
  it.each(disguises)('%s', (name, finding, disguised) => {
    const runs = tries({ short: 300, full: 20_000 });
    const samples = fc.sample(fc.tuple(disguised, around), { numRuns: runs, seed: 555 });
    const texts = samples.map(([its, [before = '', after = '']]) => before + its + after);
    const missed = texts.filter((text) => !screening.screen(text).includes(finding));
    report(`disguises, ${name}`, { texts: runs, missed: missed.length });
    expect(1 - missed.length / runs).toBeGreaterThanOrEqual(LEAST_FOUND);
  });
});

/** Longer than any field takes: time goes with length, whatever is in it. */
describe('a text that is made to be slow', () => {
  const patterns = [
    '9',
    '9 ',
    '1-',
    '1/',
    '1,',
    'a',
    'a ',
    'a.',
    'a1',
    '@',
    '@a.',
    '@a. ',
    'five ',
    'fivefivefive',
    'double ',
    'quinientos ',
    'veinte y ',
    'my son ',
    'Maria ',
    'my name is ',
    'calle ',
    '12 oak ',
    'corner of ',
    '(((',
    '1️⃣',
    '１',
    'ﷺ',
    'e\u0301',
  ];

  it('takes no longer than one that is not', () => {
    const characters = 40_000;
    const times = patterns.map((pattern) => ({
      pattern,
      took: millisecondsFor(pattern.repeat(Math.ceil(characters / pattern.length))),
    }));
    const worst = Math.max(...times.map(({ took }) => took));
    report('slow texts', { patterns: patterns.length, characters, 'milliseconds, worst': Math.round(worst) });
    // What took time by the square of its length would take minutes.
    expect(times.filter(({ took }) => took > 2_000)).toEqual([]);
  });

  it('of random characters takes no longer either', () => {
    const longest = tries({ short: 40, full: 2_000 });
    const alphabet = fc.constantFrom(
      ...'abcdefghijklmnopqrstuvwxyz0123456789 @.-_/#$()',
      ' five ',
      ' my name is ',
      'Maria ',
      ' calle ',
    );
    const texts = fc.sample(fc.array(alphabet, { minLength: 2_000, maxLength: 10_000 }), { numRuns: longest, seed: 7 });
    const worst = Math.max(...texts.map((text) => millisecondsFor(text.join(''))));
    report('random texts', { texts: longest, 'milliseconds, worst': Math.round(worst) });
    expect(worst).toBeLessThan(1_000);
  });
});

/** Of the processor: others may be busy on this machine. */
function millisecondsFor(text: string): number {
  const before = process.cpuUsage();
  screening.screen(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
