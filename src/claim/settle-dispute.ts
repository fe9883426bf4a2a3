/** A coordinator settles what is disputed: it was so after all, or everything goes back. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { ClaimRecord } from './claim-record.js';
import { decideSettle, type SettledAs } from './domain/deliver-claim.js';
import { decideSettleMoney } from './domain/money-claim.js';
import { ReadClaims } from './read-claims.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class SettleDispute {
  constructor(
    private readonly claims: ReadClaims,
    private readonly steps: TakeStep,
  ) {}

  async execute(viewer: CoordinatorViewer, claimId: string, outcome: SettledAs): Promise<ClaimRecord | Refused> {
    // The shape of a claim never changes, so it may be looked at before the lock.
    const claim = (await this.claims.byIds(viewer, [claimId])).get(claimId);
    const decide = claim && claim.state.shape !== 'MEETING' ? decideSettleMoney : decideSettle;
    return this.steps.execute(viewer, claimId, {
      by: ['COORDINATOR'],
      byAnother: true,
      decide: ({ claim: { state }, now }) => decide(state, outcome, now),
    });
  }
}
