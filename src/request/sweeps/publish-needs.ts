/** Once a night the needs of each area are counted for the public, as far as no count singles anybody out. */
import { Injectable } from '@nestjs/common';
import { publishableNeeds } from '../../place/publishable-needs.js';
import { OwnerDatabase, Settings } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { Canaries } from '../../sealing/canaries.js';
import { SnapshotStore } from '../snapshot.store.js';

const TERM_DAYS = 1;

@Injectable()
export class PublishNeeds implements Sweep {
  readonly name = 'publish-needs';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: SnapshotStore,
    private readonly canaries: Canaries,
    private readonly settings: Settings,
  ) {}

  async run(now: Date): Promise<number> {
    const rows = await this.owner.database.transaction(async (tx) => {
      if (!(await this.store.begin(tx, 'NEEDS', now.toISOString().slice(0, 10), TERM_DAYS))) return 0;
      const last = await this.store.allNeeds(tx);
      const crowded = await this.store.publishableCells(tx);
      const counts = await this.store.countListed(tx, this.canaries.openIds, now);
      return this.store.replaceNeeds(tx, publishableNeeds(counts, last, crowded, this.settings.config.leastFamilies));
    });
    return typeof rows === 'number' ? rows : 0;
  }
}
