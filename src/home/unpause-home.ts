/** A pause ends when a coordinator of the home's partner has looked and says so. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { decideUnpause } from './domain/vouching.js';
import { HomeStore } from './home.store.js';
import { HomesOfCoordinator } from './homes-of-coordinator.js';

@Injectable()
export class UnpauseHome {
  constructor(
    private readonly homes: HomesOfCoordinator,
    private readonly store: HomeStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, { homeId }: { homeId: string }): Promise<{ homeId: string } | Refused> {
    const now = this.clock.now();
    return this.homes.change(viewer, homeId, async (tx, home) => {
      const end = decideUnpause(home);
      if (!end.accepted) return end;
      if (!(await this.store.changePause(tx, end, now))) return false;
      await this.notices.tell(tx, { homeId }, 'HOME_UNPAUSED', { kind: 'HOME', id: homeId }, now);
      return true;
    });
  }
}
