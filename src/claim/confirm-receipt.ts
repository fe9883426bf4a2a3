/** The family says that the help came; for a request that it took in, the coordinator does. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, FamilyViewer } from '../kernel/viewer.js';
import { AskFirst } from '../request/ask-first.js';
import { EarnTrust } from '../vouching/earn-trust.js';
import type { ClaimRecord } from './claim-record.js';
import { decideConfirm } from './domain/deliver-claim.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class ConfirmReceipt {
  constructor(
    private readonly steps: TakeStep,
    private readonly first: AskFirst,
    private readonly trust: EarnTrust,
  ) {}

  execute(viewer: FamilyViewer | CoordinatorViewer, claimId: string): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: ['FAMILY'],
      byAnother: true,
      decide: ({ claim, now }) => decideConfirm(claim.state, viewer.kind, now),
      also: async ({ tx, claim, now }, { value }) => {
        const { requestId, homeId } = claim;
        if (requestId && homeId) await this.first.execute(tx, requestId, homeId, now);
        const { shape, confirmedBy } = value.claim;
        await this.trust.execute(tx, { ...claim, shape, confirmedBy }, now);
        return undefined;
      },
    });
  }
}
