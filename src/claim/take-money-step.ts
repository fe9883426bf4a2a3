/** A step that moves money in a partner's books is decided on its holding under lock, and changes it in the same transaction. */
import { Injectable } from '@nestjs/common';
import type { Decision, Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import type { ClaimRecord } from './claim-record.js';
import type { ClaimState } from './domain/claim.js';
import type { Holding, MoneyStep } from './domain/money-claim.js';
import { HoldingStore } from './holding.store.js';
import { type StepToTake, TakeStep } from './take-step.js';

@Injectable()
export class TakeMoneyStep {
  constructor(
    private readonly steps: TakeStep,
    private readonly holdings: HoldingStore,
  ) {}

  execute(
    viewer: CoordinatorViewer,
    claimId: string,
    decide: (claim: ClaimState, holding: Holding, now: Date) => Decision<MoneyStep>,
    who: Pick<StepToTake<MoneyStep>, 'byAnother'> = {},
  ): Promise<ClaimRecord | Refused> {
    return this.steps.execute<MoneyStep>(viewer, claimId, {
      ...who,
      by: ['COORDINATOR'],
      decide: async ({ tx, claim, now }) => decide(claim.state, await this.lock(tx, claim), now),
      also: async ({ tx, claim }, step) => {
        await this.holdings.add(tx, claim.partnerId, await this.holdings.currencyOf(tx, claim.id), step);
        return undefined;
      },
    });
  }

  private async lock(tx: Queryable, claim: ClaimRecord): Promise<Holding> {
    // Of a claim that meets somebody there are no books to lock: the decision refuses it.
    if (claim.state.shape === 'MEETING') return { received: 0, paid: 0 };
    return this.holdings.lock(tx, claim.partnerId, await this.holdings.currencyOf(tx, claim.id));
  }
}
