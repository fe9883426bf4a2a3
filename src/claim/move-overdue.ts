/** What the clock has done to a claim is written down: a lapse, silence, a dispute that nobody settled. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';
import { ClaimStore } from './claim.store.js';
import type { ClaimRecord } from './claim-record.js';
import { decideOverdue } from './domain/end-claim.js';
import { FollowStep } from './follow-step.js';

@Injectable()
export class MoveOverdue {
  constructor(
    private readonly claims: ClaimStore,
    private readonly follow: FollowStep,
  ) {}

  /** All claims of a request, which is locked. */
  async ofRequest(tx: Transaction, requestId: string, now: Date): Promise<void> {
    for (const claim of await this.claims.lockLive(tx, requestId)) await this.execute(tx, claim, now);
  }

  /** Those that lapsed out of an offer, which is locked, unless somebody has their request in hand. */
  async ofOffer(tx: Transaction, offerId: string, now: Date): Promise<void> {
    for (const id of await this.claims.lapsedOfOffer(tx, offerId, now)) {
      const claim = await this.claims.lockFree(tx, id);
      if (claim) await this.execute(tx, claim, now);
    }
  }

  /** Under the claim's lock. False when nothing was due. */
  async execute(tx: Transaction, claim: ClaimRecord, now: Date): Promise<boolean> {
    const step = decideOverdue(claim.state, now);
    if (!step.accepted) return false;
    await this.claims.write(tx, claim.id, step);
    await this.follow.execute(tx, claim, step, [], now);
    return true;
  }
}
