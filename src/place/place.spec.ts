import { describe, expect, it } from '@jest/globals';
import { latLngToCell } from 'h3-js';
import { decidePlace, type PlaceInput } from './place.js';

const cell = latLngToCell(40.69, -73.98, 6);

describe('a place', () => {
  it.each<[string, PlaceInput, string]>([
    ['by postal code', { postalCode: { country: 'US', code: '11201' } }, latLngToCell(40.694, -73.9903, 7)],
    [
      'by postal code, the cell left empty',
      { postalCode: { country: 'US', code: '11201' }, cell: null },
      latLngToCell(40.694, -73.9903, 7),
    ],
    ['by cell', { cell }, cell],
    ['by cell, the postal code left empty', { postalCode: null, cell: cell.toUpperCase() }, cell],
  ])('is accepted %s', (_, input, expected) => {
    expect(decidePlace(input)).toMatchObject({
      accepted: true,
      value: { cell: expected, timeZone: 'America/New_York', label: expect.stringMatching(/^around .*, NY$/) },
    });
  });

  it.each<[string, string[], PlaceInput]>([
    ['INVALID_INPUT', [], {}],
    ['INVALID_INPUT', [], { postalCode: null, cell: null }],
    ['INVALID_INPUT', [], { postalCode: { country: 'US', code: '11201' }, cell }],
    ['INVALID_INPUT', [], { postalCode: { country: 'US', code: '11201' }, cell: '' }],
    ['CELL_INVALID', ['cell'], { cell: '' }],
    ['CELL_TOO_FINE', ['cell'], { cell: latLngToCell(40.69, -73.98, 9) }],
    ['POSTAL_CODE_UNKNOWN', ['postalCode', 'code'], { postalCode: { country: 'US', code: '00000' } }],
    ['COUNTRY_NOT_COVERED', ['postalCode', 'country'], { postalCode: { country: 'ES', code: '28001' } }],
  ])('is refused as %s at %j', (code, at, input) => {
    expect(decidePlace(input, ['area'])).toEqual({ accepted: false, code, path: ['area', ...at] });
  });

  it('is known by no more than a cell, a zone and a label', () => {
    const decision = decidePlace({ postalCode: { country: 'US', code: '11201' } });
    expect(decision.accepted && Object.keys(decision.value).sort()).toEqual(['cell', 'label', 'timeZone']);
  });
});
