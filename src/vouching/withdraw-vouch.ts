/** Every vouch for a home is taken back at once: it is new again, sees nothing of requests, and what it said for others counts no more. */
import { Injectable } from '@nestjs/common';
import { HomesOfCoordinator } from '../home/homes-of-coordinator.js';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { FallenHomes } from './fallen-homes.js';
import { VouchStore } from './vouch.store.js';

@Injectable()
export class WithdrawVouch {
  constructor(
    private readonly homes: HomesOfCoordinator,
    private readonly store: VouchStore,
    private readonly fallen: FallenHomes,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, homeId: string): Promise<{ homeId: string } | Refused> {
    const step = { first: this.store.lockAll.bind(this.store) };
    return this.homes.change(
      viewer,
      homeId,
      async (tx, home) => {
        if (!home.vouched) return refuse('WRONG_STATE');
        await this.fallen.execute(tx, await this.store.idsFor(tx, homeId), [homeId], this.clock.now());
        return true;
      },
      step.first,
    );
  }
}
