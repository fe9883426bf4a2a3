/** Once a night it is counted for partners what is missing where, as far as no count singles anybody out. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../../calendar/half-day.js';
import { OwnerDatabase, Settings } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { NeedsSnapshot } from '../../request/needs-snapshot.js';
import { Canaries } from '../../sealing/canaries.js';
import { publishableUnmet, type UnmetCount } from '../domain/unmet-needs.js';
import { FindMissingOffer } from '../find-missing-offer.js';
import { UnmetNeedsStore } from '../unmet-needs.store.js';

/** One or two searches for each, some seconds of the database for all: more are an instance in an emergency, of which a part tells enough. */
const MOST = 1_000;

@Injectable()
export class PublishUnmetNeeds implements Sweep {
  readonly name = 'publish-unmet-needs';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly snapshots: NeedsSnapshot,
    private readonly store: UnmetNeedsStore,
    private readonly missing: FindMissingOffer,
    private readonly canaries: Canaries,
    private readonly settings: Settings,
  ) {}

  async run(now: Date): Promise<number> {
    const rows = await this.owner.database.transaction(async (tx) => {
      if (!(await this.snapshots.beginUnmet(tx, now))) return 0;
      const counts: UnmetCount[] = [];
      const unmatched = await this.store.unmatched(tx, this.canaries.openIds, now, halfDayAt(now, 'UTC'), MOST);
      for (const [partnerId, its] of Map.groupBy(unmatched, (one) => one.partnerId)) {
        const ids = its.map(({ id }) => id);
        const found = await this.missing.ofRequests(tx, partnerId, ids, now);
        for (const { id, cell, kind } of its) {
          const missing = found.get(id)?.missing ?? 'ANSWER';
          if (missing !== 'ANSWER') counts.push({ cell, kind, missing, count: 1 });
        }
      }
      const publishing = {
        before: await this.store.all(tx),
        crowded: await this.snapshots.crowdedCells(tx),
        needs: await this.snapshots.publishedNeeds(tx),
        least: this.settings.config.leastFamilies,
      };
      return this.store.replace(tx, publishableUnmet(counts, publishing));
    });
    return typeof rows === 'number' ? rows : 0;
  }
}
