/** The partner paid a family, wholly or in part, out of what it had received. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { ClaimRecord } from './claim-record.js';
import { decideMarkPaid } from './domain/money-claim.js';
import { TakeMoneyStep } from './take-money-step.js';

@Injectable()
export class MarkPaid {
  constructor(private readonly steps: TakeMoneyStep) {}

  /** `amount` in minor units; null for all of it. */
  execute(viewer: CoordinatorViewer, claimId: string, amount: number | null): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, (claim, holding, now) => decideMarkPaid(claim, amount, holding, now));
  }
}
