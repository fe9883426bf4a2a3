/** A request for which money of a fund is wanted, under its lock, with what lapsed on it written down. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ClaimTargetStore } from './claim-target.store.js';
import { type FundTarget, FundTargetStore } from './fund-target.store.js';
import { MoveOverdue } from './move-overdue.js';

@Injectable()
export class LookAtFundTarget {
  constructor(
    private readonly store: FundTargetStore,
    private readonly targets: ClaimTargetStore,
    private readonly overdue: MoveOverdue,
  ) {}

  /** Null when the partner may not learn of it. */
  async locked(tx: Transaction, viewer: CoordinatorViewer, requestId: string, now: Date): Promise<FundTarget | null> {
    const isTheirs = await this.targets.lockRequestForPartner(tx, requestId, viewer);
    return isTheirs ? this.fresh(tx, requestId, now) : null;
  }

  /** Null when somebody else has it in hand. */
  async free(tx: Transaction, requestId: string, now: Date): Promise<FundTarget | null> {
    return (await this.store.lockFree(tx, requestId)) ? this.fresh(tx, requestId, now) : null;
  }

  private async fresh(tx: Transaction, requestId: string, now: Date): Promise<FundTarget | null> {
    const found = await this.store.find(tx, requestId, now);
    if (!found?.hasLapsed) return found;
    await this.overdue.ofRequest(tx, requestId, now);
    return this.store.find(tx, requestId, now);
  }
}
