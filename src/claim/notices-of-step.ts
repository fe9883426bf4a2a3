/** Who is told of a step: whoever has to answer it, and the side that did not take it. */

import type { NoticeCode } from '../notice/notice-code.js';
import type { NoticeRecipient } from '../notice/notices.js';
import type { ClaimRecord } from './claim-record.js';
import type { ClaimShape, ClaimStatus, Party } from './domain/claim.js';
import type { ClaimStep } from './domain/claim-step.js';
import { waitingFor } from './domain/consents.js';

export interface Telling {
  readonly to: NoticeRecipient;
  readonly code: NoticeCode;
}

/** What each status is called when it is reached by somebody else's step, or by the clock. */
const CODE_OF: Readonly<Record<Exclude<ClaimStatus, 'PROPOSED' | 'DELIVERED'>, NoticeCode>> = {
  ACCEPTED: 'CLAIM_ACCEPTED',
  CONFIRMED: 'CLAIM_CONFIRMED',
  DISPUTED: 'CLAIM_DISPUTED',
  RETURNED: 'CLAIM_ENDED',
  DECLINED: 'CLAIM_DECLINED',
  RETRACTED: 'CLAIM_ENDED',
  RELEASED: 'CLAIM_ENDED',
  CANCELLED: 'CLAIM_ENDED',
  LAPSED: 'CLAIM_LAPSED',
};
const DELIVERED_CODE: Readonly<Record<ClaimShape, NoticeCode>> = {
  MEETING: 'CLAIM_DELIVERED',
  GIVING: 'MONEY_RECEIVED',
  RECEIVING: 'MONEY_PAID',
};

/** `by`: for whom the step was taken. The clock is nobody, so both sides hear of what it did. */
export function noticesOfStep(claim: ClaimRecord, step: ClaimStep, by: readonly Party[]): readonly Telling[] {
  const { status, shape, endReason } = step.claim;
  if (step.from === status || status === 'PROPOSED') return [];
  const code = status === 'DELIVERED' ? DELIVERED_CODE[shape] : CODE_OF[status];
  const queued = endReason === 'NO_SHOW' ? 'NO_SHOW_REPORTED' : 'CLAIM_DISPUTED';
  const others = othersThan(by, claim, code);
  if (!step.aftermath.queues) return others;
  // All coordinators hear of it, the one of origin among them: once is enough.
  return [...others.filter(({ to }) => !('coordinatorId' in to)), ...told(claim, 'COORDINATOR', queued)];
}

/** A proposal asks everybody whose yes it still needs; one that needs none is news to the other side. */
export function noticesOfProposal(claim: ClaimRecord): readonly Telling[] {
  const { status, proposedBy } = claim.state;
  if (status === 'ACCEPTED') return othersThan([proposedBy], claim, 'CLAIM_ACCEPTED');
  return waitingFor(claim.state).flatMap((party) =>
    told(claim, party, party === 'COORDINATOR' ? 'CLAIM_WAITS_FOR_COORDINATOR' : 'CLAIM_PROPOSED'),
  );
}

function othersThan(by: readonly Party[], claim: ClaimRecord, code: NoticeCode): readonly Telling[] {
  const sides: readonly Party[] = ['HOME', 'FAMILY'];
  return sides.filter((party) => !by.includes(party)).flatMap((party) => told(claim, party, code));
}

/** Nobody, when the claim has no such side. For a family that it took in, a coordinator says yes: it is told with the family. */
function told(claim: ClaimRecord, party: Party, code: NoticeCode): readonly Telling[] {
  if (party === 'COORDINATOR') return [{ to: { coordinatorsOf: claim.partnerId }, code }];
  if (party === 'HOME') return claim.homeId === null ? [] : [{ to: { homeId: claim.homeId }, code }];
  const { requestId, intakeCoordinatorId } = claim;
  return [
    ...(requestId === null ? [] : [{ to: { requestId }, code }]),
    ...(intakeCoordinatorId === null ? [] : [{ to: { coordinatorId: intakeCoordinatorId }, code }]),
  ];
}
