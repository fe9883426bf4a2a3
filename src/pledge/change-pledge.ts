/** A home pauses a monthly pledge, goes on with it, or takes back what has not come. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { CancelPledge } from './cancel-pledge.js';
import { decidePause, decideResume } from './domain/pledge.js';
import { type PledgeInHand, PledgeStore } from './pledge.store.js';

type Changed = { readonly pledgeId: string } | Refused;

@Injectable()
export class ChangePledge {
  constructor(
    private readonly database: Database,
    private readonly store: PledgeStore,
    private readonly cancelling: CancelPledge,
    private readonly clock: Clock,
  ) {}

  pause(viewer: HomeViewer, pledgeId: string): Promise<Changed> {
    return this.change(viewer, pledgeId, async (tx, pledge, now) => {
      const paused = decidePause(pledge, now.toISOString().slice(0, 10));
      if (!paused.accepted) return paused;
      await this.store.writeState(tx, pledgeId, paused);
      return { pledgeId };
    });
  }

  resume(viewer: HomeViewer, pledgeId: string): Promise<Changed> {
    return this.change(viewer, pledgeId, async (tx, pledge, now) => {
      const resumed = decideResume(pledge, now.toISOString().slice(0, 10));
      if (!resumed.accepted) return resumed;
      await this.store.writeState(tx, pledgeId, resumed);
      return { pledgeId };
    });
  }

  cancel(viewer: HomeViewer, pledgeId: string): Promise<Changed> {
    return this.change(viewer, pledgeId, (tx, pledge, now) => this.cancelling.execute(tx, pledge, 'HOME', now));
  }

  private async change(
    { homeId }: HomeViewer,
    pledgeId: string,
    change: (tx: Transaction, pledge: PledgeInHand, now: Date) => Promise<Changed>,
  ): Promise<Changed> {
    if (!isPublicId(pledgeId)) return refuse('NOT_FOUND', ['pledgeId']);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const pledge = await this.store.lockOfHome(tx, homeId, pledgeId);
      return pledge ? change(tx, pledge, now) : refuse('NOT_FOUND', ['pledgeId']);
    });
  }
}
