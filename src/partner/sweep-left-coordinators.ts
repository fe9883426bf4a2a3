/** The address of a coordinator who left goes 90 days later, the key first; the row stays, since vouches point at it. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../kernel/decision.js';
import { days, later } from '../kernel/duration.js';
import { OwnerDatabase } from '../platform/instance-parts.js';
import type { Sweep } from '../platform/jobs/sweep.js';
import { DataKeys } from '../sealing/data-keys.js';
import { CoordinatorStore } from './coordinator.store.js';

const KEPT = days(90);

@Injectable()
export class SweepLeftCoordinators implements Sweep {
  readonly name = 'left-coordinators';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: CoordinatorStore,
    private readonly dataKeys: DataKeys,
  ) {}

  async run(now: Date): Promise<number> {
    const count = await this.owner.database.transaction(async (tx) => {
      const left = await this.store.lockLeftBefore(tx, later(now, -KEPT));
      if (left.length === 0) return 0;
      await this.dataKeys.destroy(left.map(({ dataKeyId }) => dataKeyId));
      await this.store.deleteAddresses(
        tx,
        left.map(({ id }) => id),
      );
      return left.length;
    });
    return isRefused(count) ? 0 : count;
  }
}
