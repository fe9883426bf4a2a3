/** Where a gathering was is kept for a week after it, who signed up for 90 days; calendar links that nobody reads end after half a year. */
import { Injectable } from '@nestjs/common';
import { days, later } from '../../kernel/duration.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { DataKeys } from '../../sealing/data-keys.js';
import { PLACE_KEPT } from '../sealed-places.js';
import { DueGatheringsStore } from './due-gatherings.store.js';

const AT_ONCE = 500;
const SIGN_UPS_KEPT = days(90);
const LINKS_KEPT = days(180);

@Injectable()
export class ForgetGatherings implements Sweep {
  readonly name = 'forget-gatherings';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: DueGatheringsStore,
    private readonly dataKeys: DataKeys,
  ) {}

  async run(now: Date): Promise<number> {
    const { database } = this.owner;
    let total = 0;
    for (;;) {
      const past = await this.store.pastPlaces(database, later(now, -PLACE_KEPT), AT_ONCE);
      await this.dataKeys.destroy(past.map(({ dataKeyId }) => dataKeyId));
      total += await this.store.deletePlaces(
        database,
        past.map(({ id }) => id),
      );
      if (past.length < AT_ONCE) break;
    }
    total += await this.store.deleteSignUps(database, later(now, -SIGN_UPS_KEPT));
    return total + (await this.store.deleteIdleLinks(database, dateOf(later(now, -LINKS_KEPT))));
  }
}

/** In UTC, as links are dated. */
function dateOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
