/** What the screening takes for a lead to a person and what not, by cases; how well it does overall is measured in test/screening. */
import { describe, expect, it } from '@jest/globals';
import { Screening } from './screening.js';
import type { Finding } from './text-reason.js';
import { ourLists } from './word-list-files.js';

const { screen } = new Screening(ourLists());

describe('a quantity', () => {
  it.each([
    '2 kg rice',
    'diapers size 4, 120 count',
    'formula 900 g',
    '100% cotton',
    '12 eggs',
    'Tylenol 500 mg',
    '10-12 apples',
    'USD 1,200',
    'Rent 1,450.00 dollars',
    'from 9:30 to 10:45',
    '11/22/2026 or 2026-11-23',
    'sizes 2, 4, 6, 8, 10, 12, 14',
    'five bags, two of them small',
    'doscientos gramos de queso',
    'Tallas 28x32 y 30x34',
    '2025-2026',
  ])('is none: %s', (text) => {
    expect(screen(text)).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    "Mary's Gone Crackers",
    'Rosa Parks school',
    'Martin Luther King Blvd library',
    'San José clinic',
    'Galletas María',
    'Dr Pepper',
    'soy milk, Soy Sauce',
    'My daughter is five',
    'ask for help',
  ])('is none of a person in: %s', (text) => {
    expect(screen(text)).toEqual([]);
  });

  it.each([
    'my name is Maria',
    'me llamo José',
    'ask for Maria',
    'mi hijo José',
    'Mrs Lopez',
    'Señora López',
    'for Carlos',
  ])('is one of a person in: %s', (text) => {
    expect(screen(text)).toEqual(['NAME']);
  });
});

it.each<[string, Finding[]]>([
  ['917 555 0142 or rosa@example.org, ask for Ana at 12 Oak Street', ['PHONE', 'EMAIL', 'ADDRESS', 'NAME']],
  ['A012345678 and IOE0912345678', ['A_NUMBER', 'RECEIPT_NUMBER']],
  ['nuevE unO siEte 555 0142', ['PHONE']],
  ['9\u200b1\u200b7 5\u00ad55 01\u200d42', ['PHONE']],
  ['ｍｙ ｎａｍｅ ｉｓ Ｍａｒｉａ', ['NAME']],
  ['m y n a m e: call 9 1 7 5 5 5 0 1 4 2', ['PHONE']],
  ['', []],
  ['   ', []],
  ['🎂🎂🎂', []],
])('every kind is said once, in one order: %s', (text, findings) => {
  expect(screen(text)).toEqual(findings);
});
