/** Where a street lies, for counting homes alone: a cell of resolution 7 to 9. A point becomes its cell at once and is never kept. */
import { latLngToCell } from 'h3-js';
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { decideCell } from './cell.js';
import { findPostalCode } from './postal-code.js';

/** About 0.1 km²: a few blocks. */
export const FINEST_STREET = 9;
const COARSEST_STREET = 7;
/** About 100 m: whoever sends more said more than is asked. */
const DECIMALS = 1_000;

interface StreetPoint {
  readonly latitude: number;
  readonly longitude: number;
}

export interface StreetInput {
  readonly postalCode?: { readonly country: string; readonly code: string } | null;
  readonly cell?: string | null;
  readonly point?: StreetPoint | null;
}

/** `path` leads to the input that holds the fields, of which exactly one is given. */
export function decideStreet({ postalCode, cell, point }: StreetInput, path: readonly string[]): Decision<string> {
  const given = [postalCode, cell, point].filter((its) => its !== undefined && its !== null);
  if (given.length !== 1) return refuse('INVALID_INPUT', path);
  if (point) return decidePoint(point, [...path, 'point']);
  if (postalCode) {
    const found = findPostalCode(postalCode.country, postalCode.code, [...path, 'postalCode']);
    return found.accepted ? accept(found.value.cell7) : found;
  }
  return decideCell(cell ?? '', [...path, 'cell'], { coarsest: COARSEST_STREET, finest: FINEST_STREET });
}

function decidePoint({ latitude, longitude }: StreetPoint, path: readonly string[]): Decision<string> {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return refuse('INVALID_INPUT', path);
  if (!isRounded(latitude) || !isRounded(longitude)) return refuse('POINT_TOO_EXACT', path);
  return accept(latLngToCell(latitude, longitude, FINEST_STREET));
}

function isRounded(degrees: number): boolean {
  return Math.abs(degrees * DECIMALS - Math.round(degrees * DECIMALS)) < 1e-6;
}
