/** A vouch is taken back at once: the home is new again and sees nothing of requests, whatever it had earned. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { decideWithdrawal } from './domain/vouching.js';
import { HomeStore } from './home.store.js';
import { HomesOfCoordinator } from './homes-of-coordinator.js';

@Injectable()
export class WithdrawVouch {
  constructor(
    private readonly homes: HomesOfCoordinator,
    private readonly store: HomeStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, { homeId }: { homeId: string }): Promise<{ homeId: string } | Refused> {
    const now = this.clock.now();
    return this.homes.change(viewer, homeId, async (tx, home) => {
      const withdrawal = decideWithdrawal(home);
      if (!withdrawal.accepted) return withdrawal;
      if (!(await this.store.changeVouch(tx, withdrawal, null))) return false;
      await this.notices.tell(tx, { homeId }, 'HOME_VOUCH_WITHDRAWN', { kind: 'HOME', id: homeId }, now);
      return true;
    });
  }
}
