/** A home lets go of what it had accepted, and says why. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { ClaimRecord } from './claim-record.js';
import type { ReleaseReason } from './domain/claim.js';
import { decideRelease } from './domain/end-claim.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class ReleaseClaim {
  constructor(private readonly steps: TakeStep) {}

  execute(viewer: HomeViewer, claimId: string, reason: ReleaseReason): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: ['HOME'],
      decide: ({ claim, now }) => decideRelease(claim.state, reason, now),
    });
  }
}
