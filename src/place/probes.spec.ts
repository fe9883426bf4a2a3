/** Every cell that is to be looked at is, once, nearest first. */
import { describe, expect, it } from '@jest/globals';
import { gridDisk, latLngToCell } from 'h3-js';
import { parentAt } from './cell.js';
import { areaOf, FAR_FROM, offersAround, requestsAround } from './probes.js';
import { publishedNear } from './published-near.js';
import { centreDistance, reachedFrom, ringDistance } from './reach.js';

const brooklyn = latLngToCell(40.69, -73.98, 6);

describe('offers around what is published', () => {
  it.each([6, 5, 4, 3])('at resolution %i are looked for in every cell that is within reach, once', (resolution) => {
    const published = parentAt(brooklyn, resolution);
    const { near, far, all } = offersAround(published);
    const farther = far.cells.flatMap((cells) => cells.split(','));
    expect([...near.cells, ...farther].sort()).toEqual([...reachedFrom(published).cells].sort());
    expect(all.cells.flatMap((cells) => cells.split(',')).sort()).toEqual([...near.cells, ...farther].sort());
    far.cells.forEach((cells, at) => {
      const each = cells.split(',');
      expect((far.rings[at] ?? '').split(',')).toEqual(each.map((cell) => String(ringDistance(published, cell))));
      expect((far.centres[at] ?? '').split(',')).toEqual(
        each.map((cell) => String(Math.min(centreDistance(published, cell) ?? 99, 17))),
      );
      expect(far.nearestRings[at]).toBe(Math.min(...each.map((cell) => ringDistance(published, cell) ?? 99)));
      // By rings, whatever lies in the middle: so is the shelf of what reaches far.
      expect(each.every((cell) => (ringDistance(published, cell) ?? -1) < (FAR_FROM[at + 1] ?? 99))).toBe(true);
      if (at > 0) expect(far.nearestRings[at]).toBe(FAR_FROM[at]);
      const middles = (far.centres[at] ?? '').split(',').map(Number);
      expect(far.nearestCentres[at]).toBe(Math.min(...middles));
      expect(each).toEqual([...each].sort());
    });
    expect(far.cells).toHaveLength(FAR_FROM.length);
  });

  it('are looked for next door one cell at a time', () => {
    expect([...offersAround(brooklyn).near.cells].sort()).toEqual([...gridDisk(brooklyn, 2)].sort());
    expect(offersAround(brooklyn).near.rings).toEqual([0, ...Array(6).fill(1), ...Array(12).fill(2)]);
  });
});

describe('the area of a cell', () => {
  it('is its parent of resolution 4, as H3 has it', () => {
    const fine = gridDisk(brooklyn, 16).flatMap((cell) => [cell, parentAt(cell, 5), parentAt(cell, 4)]);
    expect(fine.map(areaOf)).toEqual(fine.map((cell) => parentAt(cell, 4)));
    expect([3, 2].map((resolution) => areaOf(parentAt(brooklyn, resolution)))).toEqual(
      [3, 2].map((resolution) => parentAt(brooklyn, resolution)),
    );
  });
});

describe('requests around an offer', () => {
  it.each([0, 1, 3, 12])('are looked for in every cell of any size within %i rings', (reach) => {
    const { near, areas } = requestsAround(brooklyn, reach);
    const expected = publishedNear(brooklyn, reach);
    const all = areas.cells.flatMap((cells) => cells.split(','));
    expect(all.sort()).toEqual([...expected.cells].sort());
    expect(near.cells.every((cell) => (expected.rings[expected.cells.indexOf(cell)] ?? 9) <= 2)).toBe(true);
    areas.areas.forEach((area, at) => {
      const cells = (areas.cells[at] ?? '').split(',');
      expect(cells.every((cell) => areaOf(cell) === area)).toBe(true);
      expect(cells.slice(0, areas.nearCounts[at]).every((cell) => near.cells.includes(cell))).toBe(true);
      expect(cells.slice(areas.nearCounts[at]).some((cell) => near.cells.includes(cell))).toBe(false);
      expect((areas.centres[at] ?? '').split(',')).toEqual(
        cells.map((cell) => String(Math.min(centreDistance(cell, brooklyn) ?? 99, 17))),
      );
    });
  });
});
