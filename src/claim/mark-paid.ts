/** The partner paid a family, wholly or in part, out of what it had received; above its set amount by other hands than those that allocated it. */
import { Injectable } from '@nestjs/common';
import { RecordOutcome } from '../fund/record-outcome.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { sum } from '../kernel/quantity.js';
import { decideSecondHand } from '../kernel/second-hands.js';
import type { PaymentMethod } from '../kernel/transfer.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { ClaimMoneyStore } from './claim-money.store.js';
import type { ClaimRecord } from './claim-record.js';
import { decideMarkPaid } from './domain/money-claim.js';
import { TakeStep } from './take-step.js';

export interface PaymentSaid {
  /** Minor units; null for all of it. */
  readonly amount: number | null;
  readonly method: PaymentMethod | null;
  readonly purpose: string;
}

@Injectable()
export class MarkPaid {
  constructor(
    private readonly steps: TakeStep,
    private readonly money: ClaimMoneyStore,
    private readonly outcomes: RecordOutcome,
  ) {}

  execute(
    viewer: CoordinatorViewer,
    claimId: string,
    { amount, method, purpose }: PaymentSaid,
  ): Promise<ClaimRecord | Refused> {
    return this.steps.execute(viewer, claimId, {
      by: ['COORDINATOR'],
      decide: ({ claim, now }) => decideMarkPaid(claim.state, amount, now),
      also: async ({ tx, now }, { value: { claim } }) => {
        const its = await this.money.toPay(tx, claimId);
        if (!its) return refuse('WRONG_STATE');
        const { fundId, takesTwo, allocatedBy } = its;
        const second = decideSecondHand(takesTwo, allocatedBy, viewer.coordinatorId);
        if (!second.accepted) return second;
        await this.money.writePaidBy(tx, claimId, viewer.coordinatorId, method);
        if (fundId === null) return undefined;
        const paid = sum(claim.lines.map(({ delivered }) => delivered ?? 0));
        const { requestId, publishedCell } = its;
        await this.outcomes.execute(tx, fundId, { requestId, purpose, amount: paid, publishedCell }, now);
        return undefined;
      },
    });
  }
}
