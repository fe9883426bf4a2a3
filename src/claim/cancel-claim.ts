/** The family ends a claim on its request: because it wants to, because nobody came, or to shut what was opened. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, FamilyViewer } from '../kernel/viewer.js';
import { ReopenRequest } from '../request/reopen-request.js';
import type { ClaimRecord } from './claim-record.js';
import type { CancelReason } from './domain/claim.js';
import { decideCancel } from './domain/end-claim.js';
import { TakeStep } from './take-step.js';

/** The others follow from the end of the request, or from a block. */
export type ReasonOfFamily = Extract<CancelReason, 'CHANGED_MIND' | 'NO_SHOW' | 'REVOKED'>;

@Injectable()
export class CancelClaim {
  constructor(
    private readonly steps: TakeStep,
    private readonly reopen: ReopenRequest,
  ) {}

  execute(
    viewer: FamilyViewer | CoordinatorViewer,
    claimId: string,
    reason: ReasonOfFamily,
  ): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: ['FAMILY'],
      decide: ({ claim, now }) => decideCancel(claim.state, reason, now),
      also: async ({ tx, claim, now }, { value: { aftermath } }) => {
        const { requestId, occurrenceId, plannedTimeZone: timeZone } = claim;
        if (!aftermath.reopens || requestId === null || occurrenceId === null) return undefined;
        await this.reopen.execute(tx, { requestId, occurrenceId, timeZone }, now);
        return undefined;
      },
    });
  }
}
