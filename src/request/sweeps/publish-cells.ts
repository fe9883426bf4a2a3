/** Once a week it is settled in which cells enough families asked: in between nobody sees the fifth one arrive. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { countedEpochs, LEAST_FAMILIES } from '../domain/presence-epochs.js';
import { SnapshotStore } from '../snapshot.store.js';

const TERM_DAYS = 7;

@Injectable()
export class PublishCells implements Sweep {
  readonly name = 'publish-cells';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: SnapshotStore,
  ) {}

  async run(now: Date): Promise<number> {
    const today = now.toISOString().slice(0, 10);
    const epochs = countedEpochs(now);
    const rows = await this.owner.database.transaction(async (tx) => {
      const forgotten = await this.store.forgetPresence(tx, Math.min(...epochs));
      if (!(await this.store.begin(tx, 'CELLS', today, TERM_DAYS))) return forgotten;
      return forgotten + (await this.store.replaceCells(tx, epochs, LEAST_FAMILIES, today));
    });
    return typeof rows === 'number' ? rows : 0;
  }
}
