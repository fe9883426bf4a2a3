/** A proposal is accepted when each consent it needs stands, declined by whoever was asked, retracted by whoever proposed it. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { type ClaimState, effectiveStatus, type Party, refuseFrom } from './claim.js';
import { type ClaimStep, claimStep } from './claim-step.js';
import { waitingFor } from './consents.js';
import { acceptedLeaseEndsAt } from './leases.js';

/**
 * `speaksFor`: the parties whose yes the caller may give. A coordinator speaks for COORDINATOR, and for FAMILY as well on a request that
 * it took in. The step stays PROPOSED while another consent is missing.
 */
export function decideAccept(claim: ClaimState, speaksFor: readonly Party[], now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  if (status !== 'PROPOSED') return refuseFrom(status);
  const missing = waitingFor(claim);
  const saidNow = missing.filter((party) => speaksFor.includes(party));
  if (saidNow.length === 0) return refuse('NOT_WAITING_FOR_YOU');
  const consentsGiven = [...claim.consentsGiven, ...saidNow];
  if (saidNow.length < missing.length) return accept(claimStep(claim, { consentsGiven }));
  return accept(
    claimStep(claim, {
      consentsGiven,
      status: 'ACCEPTED',
      acceptedAt: now,
      leaseEndsAt: acceptedLeaseEndsAt(claim.plannedEndsAt),
    }),
  );
}

/**
 * By anybody whose yes the claim needs, said already or not, and by the family in any case: it may say no at any moment. Whoever
 * proposed retracts instead.
 */
export function decideDecline(claim: ClaimState, speaksFor: readonly Party[], now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  if (status !== 'PROPOSED') return refuseFrom(status);
  const asked = speaksFor.filter(
    (party) => party !== claim.proposedBy && (party === 'FAMILY' || claim.consentsNeeded.includes(party)),
  );
  if (asked.length === 0) return refuse('NOT_WAITING_FOR_YOU');
  return accept(claimStep(claim, { status: 'DECLINED', endedAt: now }));
}

export function decideRetract(claim: ClaimState, speaksFor: readonly Party[], now: Date): Decision<ClaimStep> {
  const status = effectiveStatus(claim, now);
  if (status !== 'PROPOSED') return refuseFrom(status);
  if (!speaksFor.includes(claim.proposedBy)) return refuse('NOT_ALLOWED');
  return accept(claimStep(claim, { status: 'RETRACTED', endedAt: now }));
}
