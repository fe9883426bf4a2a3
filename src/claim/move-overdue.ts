/** What the clock has done to a claim is written down: a lapse, silence, a dispute that nobody settled; money goes back into the books with it. */
import { Injectable } from '@nestjs/common';
import { accept } from '../kernel/decision.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ClaimStore } from './claim.store.js';
import type { ClaimRecord } from './claim-record.js';
import { decideOverdue } from './domain/end-claim.js';
import { returnedMoney } from './domain/money-claim.js';
import { FollowStep } from './follow-step.js';
import { HoldingStore } from './holding.store.js';

@Injectable()
export class MoveOverdue {
  constructor(
    private readonly claims: ClaimStore,
    private readonly holdings: HoldingStore,
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
    const holding = returnedMoney(claim.state, step.value.claim.status);
    if (holding.received !== 0 || holding.paid !== 0) {
      const currency = await this.holdings.currencyOf(tx, claim.id);
      await this.holdings.lock(tx, claim.partnerId, currency);
      await this.holdings.add(tx, claim.partnerId, currency, accept({ ...step.value, holding }));
    }
    await this.follow.execute(tx, claim, step, [], now);
    return true;
  }
}
