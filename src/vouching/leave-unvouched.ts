/** A coordinator has looked at a home that lost the word of others, and leaves it as it is. */
import { Injectable } from '@nestjs/common';
import { HomesOfCoordinator } from '../home/homes-of-coordinator.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { VouchStore } from './vouch.store.js';

@Injectable()
export class LeaveUnvouched {
  constructor(
    private readonly homes: HomesOfCoordinator,
    private readonly store: VouchStore,
  ) {}

  execute(viewer: CoordinatorViewer, homeId: string): Promise<{ homeId: string } | Refused> {
    return this.homes.change(viewer, homeId, (tx) => this.store.settle(tx, homeId));
  }
}
