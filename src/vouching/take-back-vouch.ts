/** A vouch is taken back by the home that gave it, or by a coordinator of the partner of the home that it was for. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { FallenHomes } from './fallen-homes.js';
import { VouchStore } from './vouch.store.js';

@Injectable()
export class TakeBackVouch {
  constructor(
    private readonly database: Database,
    private readonly store: VouchStore,
    private readonly fallen: FallenHomes,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer | CoordinatorViewer, vouchId: string): Promise<{ vouchId: string } | Refused> {
    if (!isPublicId(vouchId)) return refuse('NOT_FOUND', ['vouchId']);
    const by = viewer.kind === 'HOME' ? { homeId: viewer.homeId } : { partnerId: viewer.partnerId };
    return this.database.transaction(async (tx) => {
      await this.store.lockAll(tx);
      const id = await this.store.findToTakeBack(tx, vouchId, by);
      if (!id) return refuse('NOT_FOUND', ['vouchId']);
      await this.fallen.execute(tx, [id], [], this.clock.now());
      return { vouchId };
    });
  }
}
