/** Nobody collects claims: how many a home may have open at once, and a new one within a week. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HomeTier } from '../../kernel/viewer.js';

/** Open are PROPOSED and ACCEPTED. What is delivered is done as far as the home is concerned. */
const MOST_OPEN: Readonly<Record<HomeTier, number>> = { NEW: 1, VOUCHED: 10, TRUSTED: 20 };
/** Every claim counts that began within seven days, whatever became of it. */
const MOST_A_WEEK: Readonly<Record<HomeTier, number>> = { NEW: 3, VOUCHED: 50, TRUSTED: 100 };

export function decideAnotherClaim(tier: HomeTier, open: number, thisWeek: number): Decision<true> {
  return open < MOST_OPEN[tier] && thisWeek < MOST_A_WEEK[tier] ? accept(true) : refuse('TOO_MANY_PROPOSALS');
}
