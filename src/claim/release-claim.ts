/** A home lets go of what it had accepted, and says why. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { ClaimStore } from './claim.store.js';
import type { ClaimRecord } from './claim-record.js';
import type { ReleaseReason } from './domain/claim.js';
import { decideRelease } from './domain/end-claim.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class ReleaseClaim {
  constructor(
    private readonly steps: TakeStep,
    private readonly claims: ClaimStore,
  ) {}

  execute(viewer: HomeViewer, claimId: string, reason: ReleaseReason): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: ['HOME'],
      decide: async ({ tx, claim, now }) => {
        // The home before what its claims hold of an offer, as by whoever claims: its marks are counted by one release at a time.
        await this.claims.lockHome(tx, viewer.homeId);
        return decideRelease(claim.state, reason, now);
      },
    });
  }
}
