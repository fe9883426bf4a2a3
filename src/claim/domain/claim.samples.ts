/** One claim of each shape in each status, as it stands at noon of its planned day: for specs only. */
import { days, hours, later } from '../../kernel/duration.js';
import type { ClaimShape, ClaimState, ClaimStatus } from './claim.js';
import { allocatedClaims, decidePropose } from './propose-claim.js';

/** Inside the planned half-day, which ends at midnight. */
export const NOON = new Date('2027-03-10T12:00:00Z');
const MIDNIGHT = new Date('2027-03-11T00:00:00Z');

const proposal = decidePropose(
  {
    kind: 'GROCERY',
    proposedBy: 'HOME',
    acceptance: 'ME',
    homeTier: 'VOUCHED',
    childcareInPerson: false,
    forToday: false,
    plannedEndsAt: MIDNIGHT,
    lines: [
      { requestLineId: 'milk', quantity: 4, offerLineId: 'runs', offerQuantity: 1 },
      { requestLineId: 'bread', quantity: 2, offerLineId: 'runs', offerQuantity: 0 },
    ],
  },
  NOON,
);
if (!proposal.accepted) throw new Error('the sample is not a claim');

export const proposedClaim: ClaimState = proposal.value;
export const acceptedClaim: ClaimState = {
  ...proposedClaim,
  status: 'ACCEPTED',
  consentsGiven: ['HOME', 'FAMILY'],
  acceptedAt: NOON,
  leaseEndsAt: later(MIDNIGHT, hours(12)),
};

const money = allocatedClaims(
  { requestLineId: 'rent', quantity: 40_000, offerLineId: 'pledge', offerQuantity: 40_000 },
  { giving: MIDNIGHT, receiving: MIDNIGHT },
  NOON,
);

const BEFORE: Readonly<Record<ClaimShape, { readonly proposed: ClaimState; readonly accepted: ClaimState }>> = {
  MEETING: { proposed: proposedClaim, accepted: acceptedClaim },
  GIVING: { proposed: money.giving, accepted: money.giving },
  RECEIVING: { proposed: money.receiving, accepted: money.receiving },
};

/** `status` is a status, or LAPSED_EARLY: lapsed as a proposal; LAPSED_LONG: accepted, and lapsed more than a day ago. */
export function claimOf(shape: ClaimShape, status: string): ClaimState {
  const { proposed, accepted } = BEFORE[shape];
  switch (status) {
    case 'PROPOSED':
      return proposed;
    case 'ACCEPTED':
      return accepted;
    case 'DELIVERED':
      return { ...accepted, status, deliveredAt: NOON };
    case 'DISPUTED':
      return { ...accepted, status, deliveredAt: NOON, disputedAt: NOON };
    case 'LAPSED':
      return lapsed(accepted, later(NOON, -hours(24)));
    case 'LAPSED_EARLY':
      return lapsed(proposed, later(NOON, -hours(1)));
    case 'LAPSED_LONG':
      return lapsed(accepted, later(NOON, -hours(24) - 1));
    default:
      // The remaining names of the tables are the ends.
      return {
        ...accepted,
        status: status as ClaimStatus, // see above
        endedAt: later(NOON, -days(1)),
        confirmedBy: status === 'CONFIRMED' ? 'FAMILY' : null,
      };
  }
}

function lapsed(claim: ClaimState, at: Date): ClaimState {
  return { ...claim, status: 'LAPSED', leaseEndsAt: at, endedAt: at };
}
