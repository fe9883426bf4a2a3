/** A claim begins as a proposal for a half-day in which it can happen, and is accepted at once when every consent stands already. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { later } from '../../kernel/duration.js';
import type { ClaimLine, ClaimState } from './claim.js';
import type { TakenLine } from './claim-lines.js';
import { coarse } from './claim-step.js';
import { consentsNeeded, type ProposalFacts } from './consents.js';
import { acceptedLeaseEndsAt, MONEY_LEASE, proposedLeaseEndsAt } from './leases.js';

export interface Halves {
  readonly fromHalf: number;
  readonly untilHalf: number;
}

/** A request without a date lives for 14 days: nobody plans beyond, or the quantities would be kept from others for ever. */
const HALVES_WITHOUT_DATE = 28;

/** The half-days of the request's place in which a claim may be planned. `today` is the half-day that it is there now. */
export function halvesToPlan(requested: Halves | null, today: number): Halves {
  return requested ?? { fromHalf: today, untilHalf: today + HALVES_WITHOUT_DATE };
}

export interface Proposal extends ProposalFacts {
  readonly forToday: boolean;
  readonly plannedEndsAt: Date;
  readonly lines: readonly TakenLine[];
}

export function decidePropose(proposal: Proposal, now: Date): Decision<ClaimState> {
  if (proposal.kind === 'MONEY') return refuse('MONEY_THROUGH_PARTNER');
  const { needed, given } = consentsNeeded(proposal);
  const stands = needed.every((party) => given.includes(party));
  return accept({
    ...blank,
    shape: 'MEETING',
    kind: proposal.kind,
    status: stands ? 'ACCEPTED' : 'PROPOSED',
    proposedBy: proposal.proposedBy,
    consentsNeeded: needed,
    consentsGiven: given,
    plannedEndsAt: proposal.plannedEndsAt,
    leaseEndsAt: stands
      ? acceptedLeaseEndsAt(proposal.plannedEndsAt)
      : proposedLeaseEndsAt(proposal.forToday, proposal.plannedEndsAt, now),
    acceptedAt: stands ? coarse(now) : null,
    lines: proposal.lines.map(({ requestLineId, quantity, offerLineId, offerQuantity }) =>
      untouched({ requestLineId, quantity, offerLineId, offerQuantity }),
    ),
  });
}

/**
 * Both halves of an allocation of money. The offer said that it may be taken from and the family asked, so nobody has to say yes again.
 * They are written without any reference to each other; `now` is a coarse one, for a moment that both share would be a reference too.
 */
export function allocatedClaims(
  taken: TakenLine,
  plannedEndsAt: { readonly giving: Date; readonly receiving: Date },
  now: Date,
): { readonly giving: ClaimState; readonly receiving: ClaimState } {
  const amount = taken.quantity;
  const giving = { requestLineId: null, quantity: amount, offerLineId: taken.offerLineId, offerQuantity: amount };
  return {
    giving: { ...moneyClaim(now), shape: 'GIVING', plannedEndsAt: plannedEndsAt.giving, lines: [untouched(giving)] },
    receiving: receivingClaim(taken, plannedEndsAt.receiving, now),
  };
}

/** A family receives from the partner: the half of an allocation that is its own. `now` is a coarse one. */
export function receivingClaim(
  { requestLineId, quantity }: Pick<TakenLine, 'requestLineId' | 'quantity'>,
  plannedEndsAt: Date,
  now: Date,
): ClaimState {
  const line = untouched({ requestLineId, quantity, offerLineId: null, offerQuantity: 0 });
  return { ...moneyClaim(now), shape: 'RECEIVING', plannedEndsAt, lines: [line] };
}

function moneyClaim(now: Date) {
  return {
    ...blank,
    kind: 'MONEY',
    status: 'ACCEPTED',
    proposedBy: 'COORDINATOR',
    leaseEndsAt: later(now, MONEY_LEASE),
    acceptedAt: now,
  } as const;
}

const blank = {
  consentsNeeded: [],
  consentsGiven: [],
  extended: false,
  acceptedAt: null,
  firstOpenedAt: null,
  deliveredAt: null,
  disputedAt: null,
  endedAt: null,
  endReason: null,
  confirmedBy: null,
} as const;

function untouched(line: Omit<ClaimLine, 'delivered' | 'offerDelivered'>): ClaimLine {
  return { ...line, delivered: null, offerDelivered: null };
}
