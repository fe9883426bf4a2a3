/** Who was invited and did not come within the time is forgotten, address and all: the key first, the rows second. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../kernel/decision.js';
import { OwnerDatabase } from '../platform/instance-parts.js';
import type { Sweep } from '../platform/jobs/sweep.js';
import { DataKeys } from '../sealing/data-keys.js';
import { CoordinatorStore } from './coordinator.store.js';

@Injectable()
export class SweepInvitations implements Sweep {
  readonly name = 'invitations';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: CoordinatorStore,
    private readonly dataKeys: DataKeys,
  ) {}

  async run(now: Date): Promise<number> {
    const count = await this.owner.database.transaction(async (tx) => {
      // Locked, so that nobody is invited again between the key and the rows.
      const over = await this.store.lockNeverJoined(tx, now);
      if (over.length === 0) return 0;
      await this.dataKeys.destroy(over.flatMap(({ dataKeyId }) => dataKeyId ?? []));
      await this.store.delete(
        tx,
        over.map(({ id }) => id),
      );
      return over.length;
    });
    return isRefused(count) ? 0 : count;
  }
}
