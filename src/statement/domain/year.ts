/** The years of which there are statements, and the days and months of one. All in UTC, as the ledger's days are. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';

/** No ledger of this service is older. */
export const FIRST_YEAR = 2020;

/** Days, YYYY-MM-DD: from the first one on, and before the second. */
export interface Span {
  readonly from: string;
  readonly before: string;
}

/** A year that has begun, or one month of it that has. */
export function decideSpan(year: number, month: number | null, now: Date): Decision<Span> {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > now.getUTCFullYear()) {
    return refuse('QUANTITY_OUT_OF_RANGE', ['year']);
  }
  if (month === null) return accept({ from: firstOf(year, 1), before: firstOf(year + 1, 1) });
  const isMonth = Number.isInteger(month) && month >= 1 && month <= 12;
  if (!isMonth || firstOf(year, month) > now.toISOString().slice(0, 10)) {
    return refuse('QUANTITY_OUT_OF_RANGE', ['month']);
  }
  return accept({ from: firstOf(year, month), before: month === 12 ? firstOf(year + 1, 1) : firstOf(year, month + 1) });
}

function firstOf(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}-01`;
}
