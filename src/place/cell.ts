/** A place is an H3 cell of resolution 2 to 7: finer ones are coordinates and refused (but of a street, see there), coarser ones are nowhere. */
import { cellToChildren, cellToLatLng, cellToParent, getResolution, isValidCell } from 'h3-js';
import { LRUCache } from 'lru-cache';
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { timeZoneWithin } from './postal-code-table.js';
import { isAtSea, timeZoneAt } from './time-zone-at.js';

const FINEST_RESOLUTION = 7;
export const COARSEST_RESOLUTION = 2;

// h3-js reads leniently (leading zeros, capitals): only one spelling of a cell is kept, so that cells compare as text.
const CELL = /^8[0-9a-f]{14}$/;

const timeZones = new LRUCache<string, string>({ max: 10_000 });

const USUAL = { coarsest: COARSEST_RESOLUTION, finest: FINEST_RESOLUTION };

/** Accepts the cell in lower case. */
export function decideCell(
  text: string,
  path: readonly string[] = ['cell'],
  { coarsest, finest }: typeof USUAL = USUAL,
): Decision<string> {
  const cell = text.trim().toLowerCase();
  if (!CELL.test(cell) || !isValidCell(cell)) return refuse('CELL_INVALID', path);
  const resolution = getResolution(cell);
  if (resolution > finest) return refuse('CELL_TOO_FINE', path);
  return resolution < coarsest ? refuse('CELL_INVALID', path) : accept(cell);
}

/** Of a cell as it is kept, whose second digit it is: https://h3geo.org/docs/core-library/h3Indexing. */
export function resolutionOf(cell: string): number {
  return Number.parseInt(cell.charAt(1), 16);
}

/** The cell's ancestor at that resolution, or itself. Throws when the cell is coarser than that. */
export function parentAt(cell: string, resolution: number): string {
  return resolutionOf(cell) === resolution ? cell : cellToParent(cell, resolution);
}

/** The cell's parts of that resolution, or the cell itself. Throws when the cell is finer than that. */
export function cellsWithin(cell: string, resolution: number): string[] {
  return cellToChildren(cell, resolution);
}

/** The zone of most postal codes inside the cell; else that of its centre; where that is at sea, of a part of it on land. */
export function timeZoneOf(cell: string): string {
  const known = timeZones.get(cell);
  if (known !== undefined) return known;
  const timeZone = timeZoneWithin(cell) ?? timeZoneOnLand(cell);
  timeZones.set(cell, timeZone);
  return timeZone;
}

function timeZoneOnLand(cell: string): string {
  const parts = cellToChildren(cell, getResolution(cell) + 2);
  const zones = [cell, ...parts].map((part) => timeZoneAt(...cellToLatLng(part)));
  return zones.find((zone) => !isAtSea(zone)) ?? zones[0] ?? 'UTC';
}
