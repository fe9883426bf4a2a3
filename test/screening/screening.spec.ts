/** How much of what leads to a person the screening finds, and how little else it holds: measured on texts that we made up. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Screening } from '../../src/screening/screening.js';
import { Finding } from '../../src/screening/text-reason.js';
import { ourLists } from '../../src/screening/word-list-files.js';

interface Labelled {
  readonly harmless: readonly string[];
  readonly held: readonly { readonly text: string; readonly findings: readonly Finding[] }[];
}

interface Judged {
  readonly text: string;
  readonly meant: readonly Finding[];
  readonly found: readonly Finding[];
}

const screening = new Screening(ourLists());

/** Invented numbers are of 555-01xx, and addresses of domains that are nobody's. */
function judged(file: string): Judged[] {
  const labelled: Labelled = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'));
  return [
    ...labelled.harmless.map((text) => ({ text, meant: [], found: screening.screen(text) })),
    ...labelled.held.map(({ text, findings }) => ({ text, meant: findings, found: screening.screen(text) })),
  ];
}

/** `isMeant` and `isFound`, of a text: held at all, or held for one reason. */
function measure(
  texts: readonly Judged[],
  of: (findings: readonly Finding[]) => boolean,
): { precision: number; recall: number; of: number } {
  const meant = texts.filter((its) => of(its.meant)).length;
  const found = texts.filter((its) => of(its.found)).length;
  const both = texts.filter((its) => of(its.meant) && of(its.found)).length;
  return { precision: found === 0 ? 1 : both / found, recall: meant === 0 ? 1 : both / meant, of: meant };
}

function print(name: string, texts: readonly Judged[]): void {
  const line = (what: string, its: ReturnType<typeof measure>) =>
    `  ${what.padEnd(16)} precision ${its.precision.toFixed(3)}  recall ${its.recall.toFixed(3)}  of ${its.of}\n`;
  const lines = Object.values(Finding).map((finding) =>
    line(
      finding,
      measure(texts, (its) => its.includes(finding)),
    ),
  );
  const overall = line(
    'held or not',
    measure(texts, (its) => its.length > 0),
  );
  process.stdout.write(`screening of ${texts.length} texts, ${name}:\n${overall}${lines.join('')}`);
}

/**
 * Only a set that is new says how well the screening does with what people really write. Of the independent one recall was 0.82 when it was
 * first read (0.86 in English, 0.78 in Spanish), precision 1. What it was missing by was mended, so what it says now is too good: of another
 * hundred texts by the same author, read only after that, recall was 0.90 and precision 0.98. Expect one in ten to be missed.
 */
describe.each([
  ['labelled: the rules were made with these', ['labelled.en.json', 'labelled.es.json']],
  ['held out: by the author of the rules, after them', ['heldout.en.json', 'heldout.es.json']],
  [
    'independent when written: by another author, who had not read the rules; they have been mended by it since',
    ['independent.en.json', 'independent.es.json'],
  ],
])('%s', (name, files) => {
  const texts = files.flatMap(judged);

  it('finds nearly all that leads to a person, and holds little else', () => {
    print(name, texts);
    const { precision, recall } = measure(texts, (its) => its.length > 0);
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });
});

it('is measured on four hundred texts and more, of which half are harmless', () => {
  const texts = ['labelled', 'heldout', 'independent'].flatMap((set) => [
    ...judged(`${set}.en.json`),
    ...judged(`${set}.es.json`),
  ]);
  expect(texts.length).toBeGreaterThan(400);
  expect(texts.filter(({ meant }) => meant.length === 0).length / texts.length).toBeGreaterThan(0.4);
});
