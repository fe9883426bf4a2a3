/** Either side of a delivery may say that it was not so: a coordinator then settles it. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import type { ClaimRecord } from './claim-record.js';
import { decideDispute } from './domain/deliver-claim.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class DisputeClaim {
  constructor(private readonly steps: TakeStep) {}

  execute(viewer: Viewer, claimId: string): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: ['HOME', 'FAMILY'],
      decide: ({ claim, speaksFor, now }) =>
        decideDispute(claim.state, speaksFor.includes('HOME') ? 'HOME' : 'FAMILY', now),
    });
  }
}
