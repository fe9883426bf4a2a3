/** A coordinator's word makes a new home a vouched one, which sees requests from now on; one that stands on the word of homes stands on it besides. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideVouch, type HomeAsItStands } from './domain/vouching.js';
import { HomeStore } from './home.store.js';
import { HomesOfCoordinator } from './homes-of-coordinator.js';
import { lockVouching } from './lock-vouching.js';

@Injectable()
export class VouchForHome {
  constructor(
    private readonly homes: HomesOfCoordinator,
    private readonly store: HomeStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, { homeId }: { homeId: string }): Promise<{ homeId: string } | Refused> {
    const now = this.clock.now();
    const vouchFor = async (tx: Transaction, home: HomeAsItStands) => {
      const vouch = decideVouch(home);
      if (!vouch.accepted) return vouch;
      const on = now.toISOString().slice(0, 10);
      if (!(await this.store.changeVouch(tx, vouch, { by: viewer.coordinatorId, on }))) return false;
      // For a home that saw requests before, nothing is new.
      if (!home.vouched) await this.notices.tell(tx, { homeId }, 'HOME_VOUCHED', { kind: 'HOME', id: homeId }, now);
      return true;
    };
    return this.homes.change(viewer, homeId, vouchFor, lockVouching);
  }
}
