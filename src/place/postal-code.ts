/** A postal code of the United States stands for a city, a cell and a time zone; other countries' are refused, and cells are the way. */
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { type PostalPlace, placeOfZip } from './postal-code-table.js';

// The territories have ISO codes of their own, and ZIP codes all the same.
const COVERED: ReadonlySet<string> = new Set(['US', 'PR', 'VI', 'GU', 'AS', 'MP']);
const ZIP = /^(\d{5})(?:[- ]?\d{4})?$/;

/** `country` is ISO 3166-1 alpha-2; `code` is a ZIP, or a ZIP+4, of which the last four digits are dropped unread. */
export function findPostalCode(
  country: string,
  code: string,
  path: readonly string[] = ['postalCode'],
): Decision<PostalPlace> {
  const covered = country.trim().toUpperCase();
  if (!COVERED.has(covered)) return refuse('COUNTRY_NOT_COVERED', [...path, 'country']);
  const zip = ZIP.exec(code.trim())?.[1];
  const place = zip === undefined ? undefined : placeOfZip(zip);
  const there = covered === 'US' || place?.state === covered;
  return place && there ? accept(place) : refuse('POSTAL_CODE_UNKNOWN', [...path, 'code']);
}
