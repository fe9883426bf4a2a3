/** What the end of a request, a block, an amended handoff or an erasure does to the claims on it, in its own transaction. */
import { Injectable } from '@nestjs/common';
import { type Decision, isRefused } from '../kernel/decision.js';
import type { Transaction } from '../platform/database/transaction.js';
import { LiveClaims } from '../request/live-claims.js';
import type { SealedHandoff } from '../request/request-handoffs.js';
import { ClaimStore } from './claim.store.js';
import type { ClaimRecord } from './claim-record.js';
import type { CancelReason } from './domain/claim.js';
import type { ClaimStep } from './domain/claim-step.js';
import { decideCancel } from './domain/end-claim.js';
import { FollowStep } from './follow-step.js';
import { HandoffCopies } from './handoff-copies.js';
import { MoveOverdue } from './move-overdue.js';

@Injectable()
export class EndLiveClaims extends LiveClaims {
  constructor(
    private readonly claims: ClaimStore,
    private readonly overdue: MoveOverdue,
    private readonly follow: FollowStep,
    private readonly copies: HandoffCopies,
  ) {
    super();
  }

  async endAll(
    tx: Transaction,
    requestId: string,
    reason: 'WITHDRAWN' | 'FINISHED' | 'ERASED',
    now: Date,
  ): Promise<void> {
    for (const claim of await this.claims.lockLive(tx, requestId)) await this.end(tx, claim, reason, now);
  }

  async endOfHome(tx: Transaction, requestId: string, homeId: string, now: Date): Promise<void> {
    const live = await this.claims.lockLive(tx, requestId);
    for (const claim of live.filter((its) => its.homeId === homeId)) await this.end(tx, claim, 'BLOCKED', now);
  }

  async reseal(tx: Transaction, requestId: string, handoff: SealedHandoff, now: Date): Promise<void> {
    for (const { id, partnerId } of await this.claims.lockLive(tx, requestId)) {
      await this.copies.reseal(tx, { id, requestId, partnerId }, handoff, now);
    }
  }

  async eraseSealed(tx: Transaction, requestId: string): Promise<void> {
    for (const id of await this.claims.idsOfRequest(tx, requestId)) await this.copies.erase(tx, id);
  }

  /** What the clock has ended by now ended that way. What was delivered goes on by itself, where the reason leaves it. */
  private async end(tx: Transaction, claim: ClaimRecord, reason: CancelReason, now: Date): Promise<void> {
    if (await this.overdue.execute(tx, claim, now)) return;
    const step: Decision<ClaimStep> = decideCancel(claim.state, reason, now);
    if (isRefused(step)) return;
    await this.claims.write(tx, claim.id, step);
    await this.follow.execute(tx, claim, step, ['FAMILY'], now);
  }
}
