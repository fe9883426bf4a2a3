/** The partner paid a family, wholly or in part, out of what it had received; above its set amount by other hands than those that allocated it. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { PaymentMethod } from '../kernel/transfer.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { ClaimMoneyStore } from './claim-money.store.js';
import type { ClaimRecord } from './claim-record.js';
import { decideMarkPaid } from './domain/money-claim.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class MarkPaid {
  constructor(
    private readonly steps: TakeStep,
    private readonly money: ClaimMoneyStore,
  ) {}

  /** `amount` in minor units; null for all of it. */
  execute(
    viewer: CoordinatorViewer,
    claimId: string,
    { amount, method }: { readonly amount: number | null; readonly method: PaymentMethod | null },
  ): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: ['COORDINATOR'],
      decide: ({ claim, now }) => decideMarkPaid(claim.state, amount, now),
      also: async ({ tx }) => {
        await this.money.writePaidBy(tx, claimId, viewer.coordinatorId, method);
        return undefined;
      },
    });
  }
}
