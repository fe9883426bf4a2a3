/** The home of an accepted claim opens its handoff: first it is written down that it does, then the key is fetched, then it reads. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import type { SealedHandoff } from '../request/request-handoffs.js';
import { ClaimStore } from './claim.store.js';
import { type CopyOf, HandoffCopies } from './handoff-copies.js';
import { Openings } from './openings.js';
import type { SealedCopy } from './sealed-claim.store.js';

/** What a home may read: not what money is for. */
export type OpenedHandoff = Omit<SealedHandoff, 'purpose'> & { readonly availableUntil: Date };

interface ToOpen {
  readonly of: CopyOf;
  readonly copy: SealedCopy;
  readonly availableUntil: Date;
}

@Injectable()
export class OpenHandoff {
  constructor(
    private readonly database: Database,
    private readonly claims: ClaimStore,
    private readonly copies: HandoffCopies,
    private readonly openings: Openings,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer, claimId: string): Promise<OpenedHandoff | Refused> {
    if (!isPublicId(claimId)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    const disclosed = await this.database.transaction((tx) => this.disclose(tx, viewer, claimId, now));
    if (isRefused(disclosed)) {
      await this.openings.review(disclosed, viewer.homeId, now);
      return disclosed;
    }
    // Whoever ended the claim since then has destroyed the key: nothing is read any more, and the attempt stays written down.
    const handoff = await this.copies.open(disclosed.of, disclosed.copy, now);
    if (!handoff) return refuse('HANDOFF_CLOSED');
    const { purpose: _, ...readable } = handoff;
    return { ...readable, availableUntil: disclosed.availableUntil };
  }

  private async disclose(tx: Transaction, viewer: HomeViewer, claimId: string, now: Date): Promise<ToOpen | Refused> {
    const claim = await this.claims.lock(tx, viewer, claimId);
    if (!claim || claim.homeId !== viewer.homeId || claim.requestId === null) return refuse('NOT_FOUND');
    if (!viewer.vouched) return refuse('NOT_VOUCHED');
    if (viewer.paused) return refuse('HOME_PAUSED');
    const decision = await this.openings.decide(tx, claim, viewer.homeId, now);
    if (!decision.accepted) return decision;
    const copy = await this.copies.find(tx, claimId);
    // What cannot be read now is not written down, and counts for nothing: the keys may be out of reach.
    if (!copy || !(await this.copies.canOpen(copy, now))) return refuse('HANDOFF_CLOSED');
    await this.openings.record(tx, claim, claim.requestId, viewer.homeId, now);
    await this.claims.markOpened(tx, claimId, now);
    const { availableUntil } = decision.value;
    return { of: { id: claim.id, requestId: claim.requestId, partnerId: claim.partnerId }, copy, availableUntil };
  }
}
