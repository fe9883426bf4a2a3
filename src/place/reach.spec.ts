import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellToChildren, getPentagons, gridDisk, gridDistance, latLngToCell } from 'h3-js';
import { parentAt } from './cell.js';
import {
  centreDistance,
  decideReach,
  MAX_REACH_KM,
  MAX_REACH_RINGS,
  reachedFrom,
  ringDistance,
  ringsFromKm,
} from './reach.js';

const cells6 = fc
  .record({
    latitude: fc.double({ min: 25, max: 48, noNaN: true }),
    longitude: fc.double({ min: -123, max: -70, noNaN: true }),
  })
  .map(({ latitude, longitude }) => latLngToCell(latitude, longitude, 6));
const chicago6 = latLngToCell(41.88, -87.63, 6);

/** The definition, asked of H3 pair by pair. */
function nearestChild(published: string, offerCell6: string): number {
  return Math.min(...cellToChildren(published, 6).map((child) => gridDistance(child, offerCell6)));
}

describe('kilometres become rings', () => {
  it.each([
    [0, 0],
    [0.1, 1],
    [5, 1],
    [10, 2],
    [20, 3],
    [50, 8],
    [MAX_REACH_KM, MAX_REACH_RINGS],
  ])('%f km are %i', (km, rings) => {
    expect(ringsFromKm(km)).toBe(rings);
    expect(decideReach(km)).toMatchObject({ accepted: true, value: rings });
  });

  it.each([-1, 100.01, Number.NaN, Number.POSITIVE_INFINITY, 1e300])('%f km are refused', (km) => {
    expect(decideReach(km, ['area', 'reachKm'])).toEqual({
      accepted: false,
      code: 'QUANTITY_OUT_OF_RANGE',
      path: ['area', 'reachKm'],
    });
  });
});

describe('cells that reach a published cell', () => {
  it('are the grid’s own disk at resolution 6', () => {
    fc.assert(
      fc.property(cells6, (cell) => {
        const { cells, rings } = reachedFrom(cell);
        expect(cells.length).toBe(rings.length);
        expect([...cells].sort()).toEqual([...gridDisk(cell, MAX_REACH_RINGS)].sort());
        for (const index of [0, 1, 7, 100, cells.length - 1]) {
          expect(gridDistance(cell, cells[index] ?? '')).toBe(rings[index]);
        }
        expect([...rings]).toEqual([...rings].sort((one, other) => one - other));
      }),
      { numRuns: 20 },
    );
  });

  it('are as far as H3 says, the other way round as well', () => {
    fc.assert(
      fc.property(cells6, fc.nat(), (cell, pick) => {
        const disk = gridDisk(cell, MAX_REACH_RINGS + 2);
        const other = disk[pick % disk.length] ?? cell;
        const distance = gridDistance(cell, other);
        expect(ringDistance(cell, other)).toBe(distance > MAX_REACH_RINGS ? null : distance);
        expect(ringDistance(other, cell)).toBe(ringDistance(cell, other));
      }),
      { numRuns: 100 },
    );
  });

  it('are those within the largest reach of any child, as brute force finds them', () => {
    fc.assert(
      fc.property(
        cells6,
        fc.constantFrom(5, 4),
        fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
        (cell, level, picks) => {
          const published = parentAt(cell, level);
          const around = gridDisk(cell, MAX_REACH_RINGS + 8);
          for (const pick of picks) {
            const other = around[pick % around.length] ?? cell;
            const nearest = nearestChild(published, other);
            expect(ringDistance(published, other)).toBe(nearest > MAX_REACH_RINGS ? null : nearest);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each([3, 2])('and so for the whole of a cell of resolution %i', (level) => {
    const published = parentAt(chicago6, level);
    const { cells, rings } = reachedFrom(published);
    expect(rings.filter((ring) => ring === 0)).toHaveLength(7 ** (6 - level));
    for (let index = 0; index < cells.length; index += 97) {
      expect(nearestChild(published, cells[index] ?? '')).toBe(rings[index]);
    }
  });

  it('are told apart by the distance to the middle', () => {
    const published = parentAt(chicago6, 4);
    expect(centreDistance(chicago6, chicago6)).toBe(0);
    expect(ringDistance(published, chicago6)).toBe(0);
    expect(centreDistance(published, chicago6)).toBeGreaterThan(0);
    expect(centreDistance(published, latLngToCell(-33, 151, 6))).toBeNull();
    expect(ringDistance(published, latLngToCell(-33, 151, 6))).toBeNull();
    expect(ringDistance(published, 'nothing')).toBeNull();
  });

  it('are found around pentagons too', () => {
    for (const resolution of [6, 4, 2]) {
      for (const pentagon of getPentagons(resolution).slice(0, 3)) {
        const { cells, rings } = reachedFrom(pentagon);
        expect(new Set(cells).size).toBe(cells.length);
        expect(Math.max(...rings)).toBe(MAX_REACH_RINGS);
        expect(() => centreDistance(pentagon, cells.at(-1) ?? '')).not.toThrow();
      }
    }
  });

  it('are as far of one pair as of all, on both sides of a pentagon', () => {
    const pentagon = getPentagons(6)[0] ?? '';
    const beside = gridDisk(pentagon, 3).at(-1) ?? '';
    const { cells, rings } = reachedFrom(beside);
    expect(cells).toContain(pentagon);
    expect(() => cells.map((cell) => gridDistance(beside, cell))).toThrow();
    expect(cells.map((cell) => ringDistance(beside, cell))).toEqual(rings);
    expect(cells.map((cell) => centreDistance(beside, cell))).toEqual(rings);
  });

  it('are found quickly, and at once when asked again', () => {
    const published = [latLngToCell(30, -95, 2), latLngToCell(35, -100, 2), latLngToCell(45, -95, 2)];
    const costs = published.map((cell) => millis(() => reachedFrom(cell)));
    expect(Math.min(...costs)).toBeLessThan(120);
    expect(millis(() => reachedFrom(published[2] ?? ''))).toBeLessThan(1);
  });
});

/** Of the processor, not of the clock: what else the machine does is not counted. */
function millis(work: () => unknown): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}
