/** What a home spends on one household's shopping, held against what that household asks for: each by itself, never added up over a trip. */
import type { Money } from '../../kernel/money.js';

/**
 * What a family pays back costs the home nothing; a fund gives back no more than the cap. Where nothing is said of the price, or the home has
 * no cap, it decides at the shelf. `payer`: null where nobody buys anything.
 */
export function isWithinCap(payer: string | null, ceiling: Money | null, cap: Money | null): boolean {
  if (payer === null || payer === 'FAMILY_PAYS_BACK' || ceiling === null || cap === null) return true;
  return ceiling.currency === cap.currency && ceiling.minor <= cap.minor;
}
