/** The partner received a gift, or part of it, outside this service. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { ClaimRecord } from './claim-record.js';
import { decideMarkReceived } from './domain/money-claim.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class MarkReceived {
  constructor(private readonly steps: TakeStep) {}

  /** `amount` in minor units; null for all of it. */
  execute(viewer: CoordinatorViewer, claimId: string, amount: number | null): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: ['COORDINATOR'],
      byAnother: true,
      decide: ({ claim, now }) => decideMarkReceived(claim.state, amount, now),
    });
  }
}
