/** The place of a street: named in one of three ways, never exactly. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { latLngToCell } from 'h3-js';
import type { RefusalCode } from '../kernel/refusals.js';
import { parentAt, resolutionOf } from './cell.js';
import { placeOfZip } from './postal-code-table.js';
import { decideStreet, type StreetInput } from './street.js';

const street = latLngToCell(40.69, -73.98, 9);
const US = 'US';
const path = ['place'];

describe('the place of a street', () => {
  it.each<[string, StreetInput, string]>([
    ['a cell of resolution 9', { cell: street }, street],
    ['a coarser one, as the home likes', { cell: parentAt(street, 7) }, parentAt(street, 7)],
    ['a point that is rounded', { point: { latitude: 40.69, longitude: -73.98 } }, street],
    ['a postal code', { postalCode: { country: US, code: '11201' } }, placeOfZip('11201')?.cell7 ?? ''],
  ])('is %s', (_name, input, cell) => {
    expect(decideStreet(input, path)).toMatchObject({ accepted: true, value: cell });
  });

  it.each<[RefusalCode, StreetInput, string[]]>([
    ['INVALID_INPUT', {}, path],
    ['INVALID_INPUT', { cell: street, postalCode: { country: US, code: '11201' } }, path],
    ['INVALID_INPUT', { point: { latitude: 91, longitude: 0 } }, ['place', 'point']],
    ['INVALID_INPUT', { point: { latitude: Number.NaN, longitude: 0 } }, ['place', 'point']],
    ['POINT_TOO_EXACT', { point: { latitude: 40.6901, longitude: -73.98 } }, ['place', 'point']],
    ['POINT_TOO_EXACT', { point: { latitude: 40.69, longitude: -73.98421 } }, ['place', 'point']],
    ['CELL_TOO_FINE', { cell: latLngToCell(40.69, -73.98, 10) }, ['place', 'cell']],
    ['CELL_INVALID', { cell: parentAt(street, 6) }, ['place', 'cell']],
    ['CELL_INVALID', { cell: '' }, ['place', 'cell']],
    ['POSTAL_CODE_UNKNOWN', { postalCode: { country: US, code: '00000' } }, ['place', 'postalCode', 'code']],
  ])('is refused as %s: %j', (code, input, at) => {
    expect(decideStreet(input, path)).toEqual({ accepted: false, code, path: at });
  });

  it('of any rounded point is one cell of resolution 9', () => {
    const thousandths = (most: number) => fc.integer({ min: -most, max: most }).map((its) => its / 1_000);
    fc.assert(
      fc.property(thousandths(90_000), thousandths(180_000), (latitude, longitude) => {
        const decided = decideStreet({ point: { latitude, longitude } }, path);
        expect(decided.accepted && resolutionOf(decided.value)).toBe(9);
      }),
    );
  });
});
