/** The cell of a postal code, as coarse as a story wants it. */

import { parentAt } from '../../src/place/cell.js';
import { decidePlace } from '../../src/place/place.js';

export function cellOf(zip: string, resolution: number): string {
  const place = decidePlace({ postalCode: { country: 'US', code: zip } });
  if (!place.accepted) throw new Error('no such postal code');
  return parentAt(place.value.cell, resolution);
}
