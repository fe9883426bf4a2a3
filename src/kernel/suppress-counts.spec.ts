/** Counts of the public: which are hidden, and that nothing hidden can be worked out, in a night or from one to the next. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Publishing, publishableCounts } from './suppress-counts.js';

const K = 5;
/** An area is a path: `a.b` lies in `a`. */
const largerOf = (area: string) => (area.includes('.') ? area.slice(0, area.lastIndexOf('.')) : null);
const firstNight: Publishing = { largerOf, least: K, isCrowd: () => true, before: new Map() };
const published = (counts: Record<string, number>, its: Partial<Publishing> = {}): Record<string, number> =>
  Object.fromEntries(publishableCounts(new Map(Object.entries(counts)), { ...firstNight, ...its }));
const without = (...areas: string[]) => ({ isCrowd: (area: string) => !areas.includes(area) });
const lastNight = (counts: Record<string, number>) => ({ before: new Map(Object.entries(counts)) });

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
    ['what is of the area itself may be of a few: it hides a part', { a: 5, 'a.x': 8, 'a.y': 9 }, { a: 22, 'a.y': 9 }],
    ['what is hidden hides what lies inside it', { 'a.x': 3, 'a.y.p': 6, 'a.z': 9 }, { a: 18, 'a.z': 9 }],
    ['parts of parts', { 'a.x.p': 6, 'a.x.q': 7, 'a.y': 8 }, { a: 21, 'a.x': 13, 'a.x.p': 6, 'a.x.q': 7, 'a.y': 8 }],
    ['areas beside each other are nothing to each other', { a: 3, b: 6 }, { b: 6 }],
    ['of equal parts the same one is hidden every time', { 'a.x': 1, 'a.y': 6, 'a.z': 6 }, { a: 13, 'a.y': 6 }],
  ])('shows %s', (_what, counts, expected) => {
    expect(published(counts)).toEqual(expected);
  });

  it('hides where a few families ask for much, and a part beside them', () => {
    const counts = { 'a.x': 20, 'a.y': 6, 'a.z': 9 };
    expect(published(counts, without('a.x'))).toEqual({ a: 35, 'a.z': 9 });
    expect(published(counts, without('a.x', 'a.y'))).toEqual({ a: 35 });
    expect(published(counts, without('a', 'a.x', 'a.y', 'a.z'))).toEqual({});
  });

  it.each([
    ['stays while it is wrong by less than five', { a: 7 }, { a: 11 }, { a: 7 }],
    ['is right again when it is wrong by five', { a: 7 }, { a: 12 }, { a: 12 }],
    ['goes when there are too few', { a: 7 }, { a: 4 }, {}],
    ['comes when there are enough', {}, { a: 6 }, { a: 6 }],
    [
      'hides a part rather than seem to leave somebody over',
      { a: 14, 'a.x': 5, 'a.y': 9 },
      { 'a.x': 11, 'a.y': 9 },
      { a: 20, 'a.x': 11, 'a.y': 9 },
    ],
    [
      'and that part is the smallest',
      { a: 20, 'a.x': 11, 'a.y': 9 },
      { 'a.x': 11, 'a.y': 14 },
      { a: 25, 'a.x': 11, 'a.y': 14 },
    ],
    [
      'hides the smallest of equal parts too',
      { a: 14, 'a.x': 5, 'a.y': 9 },
      { 'a.x': 10, 'a.y': 10 },
      { a: 20, 'a.x': 10 },
    ],
  ])('a number %s', (_what, last, counts, expected) => {
    expect(published(counts, lastNight(last))).toEqual(expected);
  });

  const part = fc.constantFrom('p', 'q', 'r', 's');
  const area = fc.oneof(
    part,
    fc.tuple(part, part).map((path) => path.join('.')),
    fc.tuple(part, part, part).map((path) => path.join('.')),
  );
  const anyCounts = fc.dictionary(area, fc.integer({ min: 0, max: 12 }), { maxKeys: 30 });
  /** Where too few live: whatever lies in such an area is one as well. */
  const anyLonely = fc.array(area, { maxLength: 6 });
  const crowdsBut = (lonely: readonly string[]) => ({
    isCrowd: (its: string) => !lonely.some((one) => isWithin(its, one)),
  });

  it('shows only true counts of at least five, where a crowd lives', () => {
    fc.assert(
      fc.property(anyCounts, anyLonely, (counts, lonely) => {
        for (const [shown, count] of Object.entries(published(counts, crowdsBut(lonely)))) {
          expect(count).toBe(totalOf(counts, shown));
          expect(count).toBeGreaterThanOrEqual(K);
          expect(lonely.some((one) => isWithin(shown, one))).toBe(false);
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

  it('never leaves over only areas where a few families live', () => {
    fc.assert(
      fc.property(anyCounts, anyLonely, (counts, lonely) => {
        const { isCrowd } = crowdsBut(lonely);
        const shown = published(counts, { isCrowd });
        for (const [larger, count] of Object.entries(shown)) {
          const parts = Object.keys(shown).filter((inner) => largerOf(inner) === larger);
          const rest = parts.reduce((left, inner) => left - (shown[inner] ?? 0), count);
          if (parts.length === 0 || rest === 0) continue;
          const left = Object.keys(counts).filter(
            (place) =>
              (counts[place] ?? 0) > 0 && isWithin(place, larger) && !parts.some((its) => isWithin(place, its)),
          );
          expect(left.some((place) => isCrowd(partOf(larger, place)))).toBe(true);
        }
      }),
    );
  });

  it('leaves no difference between published counts that is smaller than five, on no night', () => {
    fc.assert(
      fc.property(fc.array(anyCounts, { minLength: 1, maxLength: 5 }), (nights) => {
        let last: Record<string, number> = {};
        for (const counts of nights) {
          const shown = published(counts, lastNight(last));
          for (const [larger, count] of Object.entries(shown)) {
            const parts = Object.keys(shown).filter((inner) => largerOf(inner) === larger);
            const rest = parts.reduce((left, inner) => left - (shown[inner] ?? 0), count);
            expect(rest === 0 || rest >= K).toBe(true);
            const change = Math.abs(count - (last[larger] ?? count));
            expect(change === 0 || change >= K).toBe(true);
            expect(Math.abs(count - totalOf(counts, larger))).toBeLessThan(K);
          }
          last = shown;
        }
      }),
    );
  });

  it('withstands somebody who knows the rule and tries every town there could be', () => {
    // Some are published as of the larger area: nobody knows how many.
    const places = ['a', 'a.x', 'a.y', 'a.z.p', 'a.z.q'];
    const least = 3;
    const towns = placesFilled(places, 11);
    for (const lonely of [[], ['a.x'], ['a.z.p']]) {
      const alike = Map.groupBy(towns, (town) => JSON.stringify(published(town, { least, ...crowdsBut(lonely) })));
      for (const [shown, possible] of alike) {
        for (const hidden of ['a.z', ...places].filter((its) => its !== 'a' && !(its in JSON.parse(shown)))) {
          const values = new Set(possible.map((town) => totalOf(town, hidden)));
          // Either it may be several, or it is nothing: of nobody at all there is nothing to hide.
          if (!(values.size > 1 || values.has(0)))
            process.stdout.write(`${lonely} ${shown} ${hidden} ${JSON.stringify(possible)}\n`);
          expect(values.size > 1 || values.has(0)).toBe(true);
        }
      }
    }
  });
});

/** Every way to fill the places with up to `most` together. */
function placesFilled(places: readonly string[], most: number): Record<string, number>[] {
  return places.reduce<Record<string, number>[]>(
    (towns, place) =>
      towns.flatMap((town) => {
        const left = most - totalOf(town, 'a');
        return Array.from({ length: left + 1 }, (_, count) => ({ ...town, [place]: count }));
      }),
    [{}],
  );
}

/** The part of `larger` in which the place lies; where it is none, nobody's. */
function partOf(larger: string, place: string): string {
  return place
    .split('.')
    .slice(0, larger.split('.').length + 1)
    .join('.');
}

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
