/** Homes on the map: who wanders is held up, and whatever is subtracted stands for a crowd or for nothing. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellToChildren, cellToParent, getResolution, latLngToCell } from 'h3-js';
import { decidePlace, publishableHomes } from './map.js';

const K = 5;
const street = latLngToCell(40.69, -73.98, 9);
const block = cellToParent(street, 8);
const quarter = cellToParent(street, 7);
const streets = cellToChildren(block, 9);
const nothing: ReadonlyMap<string, number> = new Map();
const published = (cells: string[], before = nothing) =>
  Object.fromEntries(
    [...publishableHomes(cells, K, before)].map(([cell, homes]) => [
      cell === street ? 'street' : getResolution(cell),
      homes,
    ]),
  );
const times = (count: number, cell: string) => Array.from({ length: count }, () => cell);
const [other = ''] = streets.filter((its) => its !== street);

describe('another place on the map', () => {
  it.each([
    ['of a home that was never on it', null, true],
    ['on the same day', '2026-06-10', true],
    ['on the day after', '2026-06-09', false],
    ['29 days later', '2026-05-12', false],
    ['30 days later', '2026-05-11', true],
  ])('%s', (_name, namedOn, accepted) => {
    expect(decidePlace(street, namedOn, '2026-06-10').accepted).toBe(accepted);
  });
});

describe('homes on the map', () => {
  const larger = { 2: 5, 3: 5, 4: 5, 5: 5, 6: 5, 7: 5, 8: 5 };
  it.each<[string, string[], object]>([
    ['four are nowhere', times(4, street), {}],
    ['five are on their street', times(5, street), { ...larger, street: 5 }],
    ['five of two streets are in the next larger cell', [...times(3, street), ...times(2, other)], larger],
    [
      'a home that names no street is in what it named',
      [...times(4, street), quarter],
      { 2: 5, 3: 5, 4: 5, 5: 5, 6: 5, 7: 5 },
    ],
    [
      'of nine, four on another street, no street is told',
      [...times(5, street), ...times(4, other)],
      Object.fromEntries(Object.keys(larger).map((its) => [its, 9])),
    ],
  ])('%s', (_name, cells, expected) => {
    expect(published(cells)).toEqual(expected);
  });

  it('stand still until they are wrong by five', () => {
    const before = publishableHomes(times(7, street), K, nothing);
    expect(publishableHomes(times(11, street), K, before).get(street)).toBe(7);
    expect(publishableHomes(times(12, street), K, before).get(street)).toBe(12);
    expect(publishableHomes(times(4, street), K, before).size).toBe(0);
  });

  it('leave over a crowd or nothing, whichever counts are subtracted', () => {
    const anyCell = fc.constantFrom(...streets, block, quarter, ...cellToChildren(quarter, 8).slice(0, 3));
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 60 }), (cells) => {
        const counts = publishableHomes(cells, K, nothing);
        for (const [cell, homes] of counts) {
          const parts = [...counts].filter(([part]) => {
            return getResolution(part) === getResolution(cell) + 1 && cellToParent(part, getResolution(cell)) === cell;
          });
          const rest = homes - parts.reduce((sum, [, its]) => sum + its, 0);
          if (rest !== 0) expect(rest).toBeGreaterThanOrEqual(K);
        }
      }),
    );
  });
});
