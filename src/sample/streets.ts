/** The streets of the sample on whose map homes are. */
import { cellsWithin } from '../place/cell.js';
import { placeOfZip } from '../place/postal-code-table.js';
import { FINEST_STREET } from '../place/street.js';

const STREETS = 2;

export function streetOf(zip: string, at: number): string {
  const place = placeOfZip(zip);
  if (!place) throw new Error('the sample names a postal code that does not exist');
  return cellsWithin(place.cell7, FINEST_STREET)[at % STREETS] ?? place.cell7;
}
