/** A training: about what, in which languages, and for how long its certificate is good, if it gives one. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';

export const [SHORTEST_CERTIFICATE, LONGEST_CERTIFICATE] = [30, 1_095] as const;

/** Days; null where none is given. */
export function decideCertificateDays(days: number | null): Decision<number | null> {
  const fits = days === null || (days >= SHORTEST_CERTIFICATE && days <= LONGEST_CERTIFICATE);
  return fits ? accept(days) : refuse('QUANTITY_OUT_OF_RANGE', ['certificateDays']);
}
