/** A home says that what the partner received is what it gave. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { ClaimRecord } from './claim-record.js';
import { decideConfirmGift } from './domain/money-claim.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class ConfirmGift {
  constructor(private readonly steps: TakeStep) {}

  execute(viewer: HomeViewer, claimId: string): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: ['HOME'],
      decide: ({ claim, now }) => decideConfirmGift(claim.state, now),
    });
  }
}
