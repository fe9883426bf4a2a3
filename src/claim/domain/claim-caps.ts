/** Nobody collects claims: how many a home may have open at once, and a new one within a week. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HomeTier } from '../../kernel/viewer.js';

export interface ClaimCaps {
  /** Open are PROPOSED and ACCEPTED. What is delivered is done as far as the home is concerned. */
  readonly openClaims: Readonly<Record<HomeTier, number>>;
  /** Every claim counts that began within seven days, whatever became of it. */
  readonly weeklyClaims: Readonly<Record<HomeTier, number>>;
}

export function decideAnotherClaim(tier: HomeTier, open: number, thisWeek: number, caps: ClaimCaps): Decision<true> {
  return open < caps.openClaims[tier] && thisWeek < caps.weeklyClaims[tier]
    ? accept(true)
    : refuse('TOO_MANY_PROPOSALS');
}
