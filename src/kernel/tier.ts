/** Tiers of trust are ordered: whoever reaches a higher one has what the lower ones ask for. */
import type { HomeTier } from './viewer.js';

const STEP: Readonly<Record<HomeTier, number>> = { NEW: 0, VOUCHED: 1, TRUSTED: 2 };

export function reachesTier(tier: HomeTier, asked: HomeTier): boolean {
  return STEP[tier] >= STEP[asked];
}
