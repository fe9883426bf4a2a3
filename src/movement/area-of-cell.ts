/** A cell counts for the state of most of its postal codes, and for a metropolitan area where it lies within its rings. */
import { cellToCenterChild, gridDisk } from 'h3-js';
import { parentAt, resolutionOf } from '../place/cell.js';
import { cityOf, placeOfZip } from '../place/postal-code-table.js';
import { metros } from './domain/metros.js';
import { NATION, NOWHERE } from './domain/publish-numbers.js';

const METRO_RESOLUTION = 5;
/** Coarser cells are larger than a metropolitan area. */
const COARSEST_IN_METRO = 4;

let metroOfCell: ReadonlyMap<string, string> | undefined;

/** `US/NY/new-york`; a dash where there is no state, or no metropolitan area. */
export function areaOfCell(cell: string | null): string {
  const state = cell === null ? undefined : cityOf(cell)?.state;
  if (cell === null || !state) return `${NATION}/${NOWHERE}/${NOWHERE}`;
  return `${NATION}/${state}/${metroOf(cell) ?? NOWHERE}`;
}

function metroOf(cell: string): string | undefined {
  metroOfCell ??= allMetroCells();
  const resolution = resolutionOf(cell);
  if (resolution < COARSEST_IN_METRO) return undefined;
  const middle = resolution < METRO_RESOLUTION ? cellToCenterChild(cell, METRO_RESOLUTION) : cell;
  return metroOfCell.get(parentAt(middle, METRO_RESOLUTION));
}

/** Where two meet, the one that is named first has the cell. */
function allMetroCells(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { key, zip, rings } of metros) {
    const centre = placeOfZip(zip);
    if (!centre) throw new RangeError('a metropolitan area lies around no postal code');
    for (const cell of gridDisk(parentAt(centre.cell7, METRO_RESOLUTION), rings)) {
      if (!found.has(cell)) found.set(cell, key);
    }
  }
  return found;
}
