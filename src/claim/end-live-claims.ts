/** What the end of a request, a block, an amended handoff or an erasure does to the claims on it, in its own transaction. */
import { Injectable } from '@nestjs/common';
import { accept } from '../kernel/decision.js';
import type { Transaction } from '../platform/database/transaction.js';
import { LiveClaims } from '../request/live-claims.js';
import type { SealedHandoff } from '../request/request-handoffs.js';
import { DataKeys } from '../sealing/data-keys.js';
import { ClaimStore } from './claim.store.js';
import type { ClaimRecord } from './claim-record.js';
import type { ClaimStep } from './domain/claim-step.js';
import { decideCancel, decideOverdue, endingWithRequest } from './domain/end-claim.js';
import { FollowStep } from './follow-step.js';
import { HandoffCopies } from './handoff-copies.js';
import { SealedClaimStore } from './sealed-claim.store.js';

@Injectable()
export class EndLiveClaims extends LiveClaims {
  constructor(
    private readonly claims: ClaimStore,
    private readonly follow: FollowStep,
    private readonly copies: HandoffCopies,
    private readonly sealed: SealedClaimStore,
    private readonly dataKeys: DataKeys,
  ) {
    super();
  }

  async endAll(
    tx: Transaction,
    requestId: string,
    reason: 'WITHDRAWN' | 'FINISHED' | 'ERASED',
    now: Date,
  ): Promise<void> {
    for (const claim of await this.claims.lockLive(tx, requestId)) {
      const step = endingWithRequest(claim.state, reason, now);
      if (step) await this.write(tx, claim, step, now);
    }
  }

  async endOfHome(tx: Transaction, requestId: string, homeId: string, now: Date): Promise<void> {
    for (const claim of await this.claims.lockLive(tx, requestId)) {
      if (claim.homeId !== homeId) continue;
      const overdue = decideOverdue(claim.state, now);
      const step = overdue.accepted ? overdue : decideCancel(claim.state, 'BLOCKED', now);
      // What was delivered closes in its own way: a block is about what is still to come.
      if (step.accepted) await this.write(tx, claim, step.value, now);
    }
  }

  async reseal(tx: Transaction, requestId: string, handoff: SealedHandoff, now: Date): Promise<void> {
    for (const { id, partnerId } of await this.claims.lockLive(tx, requestId)) {
      await this.copies.reseal(tx, { id, requestId, partnerId }, handoff, now);
    }
  }

  async eraseSealed(tx: Transaction, requestId: string): Promise<void> {
    for (const id of await this.claims.idsOfRequest(tx, requestId)) {
      await this.dataKeys.destroy(await this.sealed.keysOf(tx, id));
      await this.sealed.deleteAll(tx, id);
    }
  }

  private async write(tx: Transaction, claim: ClaimRecord, step: ClaimStep, now: Date): Promise<void> {
    const accepted = accept(step);
    await this.claims.write(tx, claim.id, accepted);
    await this.follow.execute(tx, claim, accepted, ['FAMILY'], now);
  }
}
