/** Counts of the public: which are hidden, and that nothing hidden can be worked out. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEAST_COUNT, publishableCounts } from './suppress-counts.js';

/** An area is a path: `a.b` lies in `a`. */
const largerOf = (area: string) => (area.includes('.') ? area.slice(0, area.lastIndexOf('.')) : null);
const published = (counts: Record<string, number>) =>
  Object.fromEntries(publishableCounts(new Map(Object.entries(counts)), largerOf));

describe('publishableCounts', () => {
  it.each([
    ['nothing where nobody asks', {}, {}],
    ['no area below five', { a: 4 }, {}],
    ['an area of five', { a: 5 }, { a: 5 }],
    ['the larger area when its parts are too small', { 'a.x': 3, 'a.y': 4 }, { a: 7 }],
    ['nothing when all parts together are too small', { 'a.x': 2, 'a.y': 2 }, {}],
    ['all parts when each has enough', { 'a.x': 5, 'a.y': 9 }, { a: 14, 'a.x': 5, 'a.y': 9 }],
    [
      'the smallest other part is hidden with a single small one',
      { 'a.x': 3, 'a.y': 6, 'a.z': 9 },
      { a: 18, 'a.z': 9 },
    ],
    [
      'two small parts protect each other when they are five together',
      { 'a.x': 2, 'a.y': 3, 'a.z': 9 },
      { a: 14, 'a.z': 9 },
    ],
    ['two small parts with fewer than five take a third', { 'a.x': 2, 'a.y': 1, 'a.z': 9 }, { a: 12 }],
    ['requests of the area itself count as a part of it', { a: 2, 'a.x': 3, 'a.y': 9 }, { a: 14, 'a.y': 9 }],
    ['too few of the area itself hide a part', { a: 2, 'a.x': 8, 'a.y': 9 }, { a: 19, 'a.y': 9 }],
    ['enough of the area itself hide nothing', { a: 5, 'a.x': 8 }, { a: 13, 'a.x': 8 }],
    ['what is hidden hides what lies inside it', { 'a.x': 3, 'a.y.p': 6, 'a.z': 9 }, { a: 18, 'a.z': 9 }],
    ['parts of parts', { 'a.x.p': 6, 'a.x.q': 7, 'a.y': 8 }, { a: 21, 'a.x': 13, 'a.x.p': 6, 'a.x.q': 7, 'a.y': 8 }],
    ['areas beside each other are nothing to each other', { a: 3, b: 6 }, { b: 6 }],
    ['of equal parts the same one is hidden every time', { 'a.x': 1, 'a.y': 6, 'a.z': 6 }, { a: 13, 'a.y': 6 }],
  ])('shows %s', (_what, counts, expected) => {
    expect(published(counts)).toEqual(expected);
  });

  const part = fc.constantFrom('p', 'q', 'r', 's');
  const area = fc.oneof(
    part,
    fc.tuple(part, part).map((path) => path.join('.')),
    fc.tuple(part, part, part).map((path) => path.join('.')),
  );
  const anyCounts = fc.dictionary(area, fc.integer({ min: 0, max: 12 }), { maxKeys: 30 });

  it('shows only true counts of at least five', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        for (const [shown, count] of Object.entries(published(counts))) {
          expect(count).toBe(totalOf(counts, shown));
          expect(count).toBeGreaterThanOrEqual(LEAST_COUNT);
        }
      }),
    );
  });

  it('lets nobody work out a hidden count, however they add and subtract, even knowing where somebody asked', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const places = Object.keys(counts).filter((place) => (counts[place] ?? 0) > 0);
        const equation = (shown: string) => places.map((place) => (isWithin(place, shown) ? 1 : 0));
        const shown = Object.keys(published(counts));
        const known = shown.map(equation);
        const areas = new Set(places.flatMap((place) => [place, ...largerAreasOf(place)]));
        for (const hidden of areas) {
          if (!shown.includes(hidden)) expect(rank([...known, equation(hidden)])).toBe(rank(known) + 1);
        }
      }),
    );
  });

  it('leaves no difference between published counts that is smaller than five', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const shown = published(counts);
        for (const [larger, count] of Object.entries(shown)) {
          const parts = Object.keys(shown).filter((inner) => largerOf(inner) === larger);
          const rest = parts.reduce((left, inner) => left - (shown[inner] ?? 0), count);
          expect(rest === 0 || rest >= LEAST_COUNT).toBe(true);
        }
      }),
    );
  });
});

function largerAreasOf(place: string): string[] {
  const larger = largerOf(place);
  return larger === null ? [] : [larger, ...largerAreasOf(larger)];
}

function isWithin(place: string, shown: string): boolean {
  return place === shown || place.startsWith(`${shown}.`);
}

function totalOf(counts: Record<string, number>, shown: string): number {
  return Object.entries(counts).reduce((sum, [place, count]) => sum + (isWithin(place, shown) ? count : 0), 0);
}

/** Rank of a matrix of small integers, by fraction-free elimination. */
function rank(equations: readonly (readonly number[])[]): number {
  const rows = equations.map((row) => row.map(BigInt));
  let found = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const pivot = rows.findIndex((row, at) => at >= found && row[column] !== 0n);
    const pivotRow = rows[pivot];
    if (!pivotRow) continue;
    [rows[pivot], rows[found]] = [rows[found] ?? [], pivotRow];
    for (let at = found + 1; at < rows.length; at += 1) {
      const row = rows[at] ?? [];
      const factor = row[column] ?? 0n;
      if (factor === 0n) continue;
      const lead = pivotRow[column] ?? 1n;
      rows[at] = row.map((value, index) => value * lead - (pivotRow[index] ?? 0n) * factor);
    }
    found += 1;
  }
  return found;
}
