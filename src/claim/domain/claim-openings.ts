/** What of a claim may be opened, and by whom: while it is accepted, by the home; what was written in it, by those it concerns. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideRequiredText } from '../../kernel/plain-text.js';
import { type ClaimState, effectiveStatus, type Party, refuseFrom } from './claim.js';
import { effectsOf } from './claim-step.js';

const MOST_MESSAGES = 200;
const MESSAGE = { max: 1000, lines: 'MANY' } as const;

/** How often a claim's handoff was opened, and may be: forgotten, looked up again at the door, shown to who drives. After that it is collected. */
export interface Openings {
  readonly before: number;
  readonly most: number;
}

/** One answer for all that is closed. `availableUntil`: the end of the lease. */
export function decideOpenHandoff(
  claim: ClaimState,
  openings: Openings,
  now: Date,
): Decision<{ readonly availableUntil: Date }> {
  const { shape, leaseEndsAt } = claim;
  const opens = shape === 'MEETING' && effectsOf[effectiveStatus(claim, now)].opensHandoff;
  if (!opens || !leaseEndsAt) return refuse('HANDOFF_CLOSED');
  return openings.before < openings.most ? accept({ availableUntil: leaseEndsAt }) : refuse('TOO_MANY_ATTEMPTS');
}

/** Money has nobody to write to: its two sides never meet. */
export function decideWrite(claim: ClaimState, text: string, written: number, now: Date): Decision<string> {
  const status = effectiveStatus(claim, now);
  if (claim.shape !== 'MEETING' || !effectsOf[status].carriesMessages) return refuseFrom(status);
  if (written >= MOST_MESSAGES) return refuse('TOO_MANY_ATTEMPTS');
  return decideRequiredText(text, MESSAGE, ['text']);
}

/** For the home they end with the claim; the family keeps them as long as they are kept; a coordinator needs a report of either side. */
export function mayReadMessages(
  claim: ClaimState,
  speaksFor: readonly Party[],
  isReported: boolean,
  now: Date,
): boolean {
  if (speaksFor.includes('COORDINATOR')) return isReported;
  return speaksFor.includes('FAMILY') || effectsOf[effectiveStatus(claim, now)].carriesMessages;
}
