import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellToCenterChild, cellToParent, getPentagons, gridDisk, latLngToCell } from 'h3-js';
import type { RefusalCode } from '../kernel/refusals.js';
import { decideCell, parentAt, resolutionOf, timeZoneOf } from './cell.js';
import { labelOf } from './cell-label.js';

const brooklyn7 = latLngToCell(40.69, -73.98, 7);
const at = (resolution: number) => parentAt(brooklyn7, resolution);

describe('a cell', () => {
  it.each([2, 3, 4, 5, 6, 7])('of resolution %i is accepted', (resolution) => {
    const cell = at(resolution);
    expect(resolutionOf(cell)).toBe(resolution);
    expect(decideCell(cell)).toMatchObject({ accepted: true, value: cell });
    expect(decideCell(` ${cell.toUpperCase()} `)).toMatchObject({ accepted: true, value: cell });
  });

  it.each<[RefusalCode, string, string]>([
    ['CELL_TOO_FINE', 'resolution 8', latLngToCell(40.69, -73.98, 8)],
    ['CELL_TOO_FINE', 'resolution 15', latLngToCell(40.69, -73.98, 15)],
    ['CELL_INVALID', 'resolution 1', latLngToCell(40.69, -73.98, 1)],
    ['CELL_INVALID', 'resolution 0', latLngToCell(40.69, -73.98, 0)],
    ['CELL_INVALID', 'nothing', ''],
    ['CELL_INVALID', 'not hexadecimal', 'zzzzzzzzzzzzzzz'],
    ['CELL_INVALID', 'all bits', 'fffffffffffffff'],
    ['CELL_INVALID', 'no bits', '000000000000000'],
    ['CELL_INVALID', 'an edge', '1172a1072bffffff'],
    ['CELL_INVALID', 'a vertex', '2222597fffffffff'],
    ['CELL_INVALID', 'coordinates', '40.69,-73.98'],
    ['CELL_INVALID', 'something behind', `${brooklyn7}ff`],
    ['CELL_INVALID', 'a leading zero', `0${brooklyn7}`],
    ['CELL_INVALID', 'much', 'f'.repeat(100_000)],
    ['CELL_INVALID', 'a number', '613196570331971583'],
  ])('is refused as %s: %s', (code, _, text) => {
    expect(decideCell(text, ['place', 'cell'])).toEqual({ accepted: false, code, path: ['place', 'cell'] });
  });

  it('is never made of noise', () => {
    fc.assert(fc.property(fc.string(), (text) => !decideCell(text).accepted));
  });
});

describe('the time zone of a cell', () => {
  it.each([
    ['Brooklyn', 40.69, -73.98, 7, 'America/New_York'],
    ['the region of New York', 40.69, -73.98, 2, 'America/New_York'],
    ['Miami, of which most is sea', 25.77, -80.19, 2, 'America/New_York'],
    ['Phoenix', 33.45, -112.07, 4, 'America/Phoenix'],
    ['El Paso, next to Ciudad Juárez', 31.76, -106.49, 6, 'America/Denver'],
    ['Brownsville, next to Matamoros', 25.934, -97.517, 6, 'America/Chicago'],
    ['San Juan', 18.4, -66.06, 3, 'America/Puerto_Rico'],
    ['Madrid', 40.4, -3.7, 5, 'Europe/Madrid'],
    ['Tokyo', 35.68, 139.69, 5, 'Asia/Tokyo'],
    ['a coast, the middle of which is sea', 36.67, -4.45, 4, 'Europe/Madrid'],
    ['the open sea', 40, -40, 6, 'Etc/GMT+3'],
  ])('around %s is read off the map', (_, latitude, longitude, resolution, timeZone) => {
    const cell = latLngToCell(latitude, longitude, resolution);
    expect(timeZoneOf(cell)).toBe(timeZone);
    expect(timeZoneOf(cell)).toBe(timeZone);
  });

  it('is there for every cell, pentagons included', () => {
    for (const pentagon of [2, 5, 7].flatMap(getPentagons)) expect(timeZoneOf(pentagon)).toMatch(/^\w/);
  });
});

describe('the label of a cell', () => {
  it.each([
    [40.69, -73.98, 7, 'around Brooklyn, NY', 'cerca de Brooklyn, NY'],
    [40.75, -73.99, 6, 'around New York, NY', 'cerca de New York, NY'],
    [40.75, -73.99, 4, 'greater New York, NY area', 'zona metropolitana de New York, NY'],
    [41.88, -87.63, 3, 'Chicago, IL region', 'región de Chicago, IL'],
    [18.4, -66.06, 4, 'greater San Juan, PR area', 'zona metropolitana de San Juan, PR'],
    // Abroad, however near, there is no city of ours.
    [32.5, -117.02, 7, 'an area of about 5 km²', 'una zona de unos 5 km²'],
    [43.65, -79.38, 4, 'an area of about 1,770 km²', 'una zona de unos 1,770 km²'],
    [40.4, -3.7, 2, 'an area of about 87,000 km²', 'una zona de unos 87,000 km²'],
    [89.9, 0, 5, 'an area of about 250 km²', 'una zona de unos 250 km²'],
  ])('at %f %f, resolution %i, is %s', (latitude, longitude, resolution, en, es) => {
    const cell = latLngToCell(latitude, longitude, resolution);
    expect([labelOf(cell), labelOf(cell, 'es')]).toEqual([en, es]);
    expect([labelOf(cell), labelOf(cell, 'es')]).toEqual([en, es]);
  });

  it('is read off the cell: what is inside does not change it', () => {
    const cell = at(5);
    const inside = cellToCenterChild(cell, 7);
    labelOf(inside);
    expect(labelOf(cellToParent(inside, 5))).toBe(labelOf(cell));
  });

  it('is found quickly', () => {
    const cells = gridDisk(at(5), 12);
    labelOf(brooklyn7);
    const started = performance.now();
    for (const cell of cells) labelOf(cell);
    expect((performance.now() - started) / cells.length).toBeLessThan(20);
  });
});
