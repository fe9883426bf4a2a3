/** Whoever has all published numbers can subtract as they like: what is left over stands for a crowd, or for nothing. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { halfMonthOf, halvesOver } from './half-months.js';
import { amongOthers, type Happening, joined, largerArea, publishableNumbers, tallied } from './publish-numbers.js';

const K = 5;
const areas = ['US/NY/new-york', 'US/NY/-', 'US/NJ/new-york', 'US/NJ/philadelphia', 'US/-/-'];
const aHappening = fc.record({
  what: fc.constant('RIDES'),
  unit: fc.constant('TIMES'),
  area: fc.constantFrom(...areas),
  amount: fc.constant(1),
  homeId: fc.integer({ min: 1, max: 12 }).map((id) => `h${id}`),
  requestId: fc.integer({ min: 1, max: 12 }).map((id) => `r${id}`),
  amongFamilies: fc.boolean(),
});

const some = (count: number, area: string, its: Partial<Happening> = {}): Happening[] =>
  Array.from({ length: count }, (_, at) => ({
    what: 'RIDES',
    unit: 'TIMES',
    area,
    amount: 1,
    homeId: `${area} h${at}`,
    requestId: `${area} r${at}`,
    amongFamilies: true,
    ...its,
  }));
const published = (happenings: Happening[]) =>
  Object.fromEntries(publishableNumbers(tallied(happenings), K).map(({ area, amount }) => [area, amount]));

describe('numbers of the movement', () => {
  it.each<[string, Happening[], Record<string, number>]>([
    ['too few', some(4, 'US/NY/new-york'), {}],
    ['enough', some(5, 'US/NY/new-york'), { US: 5, 'US/NY': 5, 'US/NY/new-york': 5 }],
    ['much of one home', some(9, 'US/NY/new-york', { homeId: 'one' }), {}],
    ['much for one request', some(9, 'US/NY/new-york', { requestId: 'one' }), {}],
    ['many requests that may be one family’s', some(9, 'US/NY/new-york', { amongFamilies: false }), {}],
    [
      'those of one family beside those of many',
      [...some(9, 'US/NY/new-york'), ...some(2, 'US/NJ/-', { amongFamilies: false })],
      { US: 11 },
    ],
    [
      'as many of one family as of many',
      [...some(9, 'US/NY/new-york'), ...some(9, 'US/NJ/-', { amongFamilies: false })],
      { US: 18 },
    ],
    [
      'what nobody asked for',
      some(5, 'US/NY/new-york', { requestId: null }),
      { US: 5, 'US/NY': 5, 'US/NY/new-york': 5 },
    ],
    [
      'much of that, and a little for one request',
      [...some(9, 'US/NY/-', { requestId: null }), ...some(1, 'US/NY/-')],
      {},
    ],
    ['a few beside many', [...some(9, 'US/NY/new-york'), ...some(2, 'US/NJ/-')], { US: 11 }],
  ])('%s', (_name, happenings, expected) => {
    expect(published(happenings)).toEqual(expected);
  });

  it('leaves over a crowd or nothing, whatever is subtracted', () => {
    fc.assert(
      fc.property(fc.array(aHappening, { maxLength: 80 }), (happenings) => {
        const numbers = published(happenings);
        for (const [area, amount] of Object.entries(numbers)) {
          const parts = Object.entries(numbers).filter(([part]) => largerArea(part) === area);
          const hidden = happenings.filter(
            (its) => its.area.startsWith(area) && !parts.some(([part]) => its.area.startsWith(part)),
          );
          const rest = amount - parts.reduce((sum, [, its]) => sum + its, 0);
          const isLeaf = area.split('/').length === 3;
          const crowd = Math.min(
            new Set(hidden.map(({ homeId }) => homeId)).size,
            new Set(hidden.filter((its) => its.amongFamilies).map(({ requestId }) => requestId)).size,
          );
          if (!isLeaf && rest !== 0) expect(crowd).toBeGreaterThanOrEqual(K);
          expect(amount).toBeGreaterThanOrEqual(K);
        }
      }),
    );
  });

  it.each([
    ['many, and many who have not', 5, 10, true],
    ['many, and few who have not', 6, 10, false],
    ['all of them', 10, 10, false],
    ['few', 4, 10, false],
  ])('tells what homes have declared of %s', (_name, declared, vouched, isTold) => {
    const homes = (what: string, count: number) => some(count, 'US/NY/-', { what, unit: 'HOMES', requestId: null });
    const tallies = tallied([...homes('DECLARED', declared), ...homes('VOUCHED', vouched)]);
    const numbers = publishableNumbers(amongOthers(tallies, 'DECLARED', 'VOUCHED'), K);
    expect(numbers.some(({ what }) => what === 'DECLARED')).toBe(isTold);
    expect(numbers.find(({ what }) => what === 'VOUCHED')?.amount).toBe(vouched);
  });

  it('joins the halves of a month without taking the same homes for others', () => {
    const half = tallied(some(3, 'US/NY/new-york'));
    expect(joined([...half, ...half]).find(({ area }) => area === 'US')).toMatchObject({ amount: 6, crowd: 3 });
  });

  it('knows which halves of months are over', () => {
    expect(halfMonthOf('2026-12-16')).toBe('2026-12-16');
    expect(halvesOver('2026-12-01', '2027-01-16')).toEqual(['2026-12-01', '2026-12-16', '2027-01-01']);
    expect(halvesOver('2026-12-16', '2026-12-31')).toEqual([]);
  });
});
