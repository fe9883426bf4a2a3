/** A paused home takes on nothing new until a coordinator of its partner ends the pause. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { decidePause } from './domain/vouching.js';
import { HomeStore } from './home.store.js';
import { HomesOfCoordinator } from './homes-of-coordinator.js';

@Injectable()
export class PauseHome {
  constructor(
    private readonly homes: HomesOfCoordinator,
    private readonly store: HomeStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, { homeId }: { homeId: string }): Promise<{ homeId: string } | Refused> {
    const now = this.clock.now();
    return this.homes.change(viewer, homeId, async (tx, home) => {
      const pause = decidePause(home);
      if (!pause.accepted) return pause;
      if (!(await this.store.changePause(tx, pause, now))) return false;
      await this.notices.tell(tx, { homeId }, 'HOME_PAUSED', { kind: 'HOME', id: homeId }, now);
      return true;
    });
  }
}
