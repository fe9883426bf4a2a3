/** Once a week it is settled in which cells enough families asked: in between nobody sees the fifth one arrive. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase, Settings } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { countedEpoch } from '../domain/presence-epochs.js';
import { SnapshotStore } from '../snapshot.store.js';

const TERM_DAYS = 7;

@Injectable()
export class PublishCells implements Sweep {
  readonly name = 'publish-cells';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: SnapshotStore,
    private readonly settings: Settings,
  ) {}

  async run(now: Date): Promise<number> {
    const today = now.toISOString().slice(0, 10);
    const epoch = countedEpoch(now);
    const rows = await this.owner.database.transaction(async (tx) => {
      const forgotten = await this.store.forgetPresence(tx, epoch);
      if (!(await this.store.begin(tx, 'CELLS', today, TERM_DAYS))) return forgotten;
      return forgotten + (await this.store.replaceCells(tx, epoch, this.settings.config.leastFamilies, today));
    });
    return typeof rows === 'number' ? rows : 0;
  }
}
