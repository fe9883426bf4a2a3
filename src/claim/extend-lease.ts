/** A home takes half a day more, once. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { ClaimRecord } from './claim-record.js';
import { decideExtendLease } from './domain/leases.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class ExtendLease {
  constructor(private readonly steps: TakeStep) {}

  execute(viewer: HomeViewer, claimId: string): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: ['HOME'],
      decide: ({ claim, now }) => decideExtendLease(claim.state, now),
    });
  }
}
