/** A place is named by a postal code or by a cell, never by both; what is kept is a cell no finer than resolution 7. */
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { decideCell, timeZoneOf } from './cell.js';
import { labelOf } from './cell-label.js';
import { findPostalCode } from './postal-code.js';

export interface PlaceInput {
  readonly postalCode?: { readonly country: string; readonly code: string } | null;
  readonly cell?: string | null;
}

export interface Place {
  /** Resolution 7 or coarser. */
  readonly cell: string;
  readonly timeZone: string;
  /** In English, of the cell: whoever may know the cell may read it. `labelOf` says it of another cell or language. */
  readonly label: string;
}

/** `path` leads to the input that holds the fields. */
export function decidePlace(input: PlaceInput, path: readonly string[] = ['place']): Decision<Place> {
  const { postalCode, cell } = input;
  const givesCell = cell !== undefined && cell !== null;
  if (postalCode) {
    if (givesCell) return refuse('INVALID_INPUT', path);
    const found = findPostalCode(postalCode.country, postalCode.code, [...path, 'postalCode']);
    if (!found.accepted) return found;
    const { cell7, timeZone } = found.value;
    return accept({ cell: cell7, timeZone, label: labelOf(cell7) });
  }
  if (!givesCell) return refuse('INVALID_INPUT', path);
  const decided = decideCell(cell, [...path, 'cell']);
  if (!decided.accepted) return decided;
  return accept({ cell: decided.value, timeZone: timeZoneOf(decided.value), label: labelOf(decided.value) });
}
