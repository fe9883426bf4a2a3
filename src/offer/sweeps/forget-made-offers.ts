/** An offer that was made for exactly one claim goes with it, and says no more of the place than the request still does. */
import { Injectable } from '@nestjs/common';
import { reachCellOf } from '../../place/reach.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { PastOffersStore } from '../past-offers.store.js';

const AT_ONCE = 1_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class ForgetMadeOffers implements Sweep {
  readonly name = 'forget-made-offers';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PastOffersStore,
  ) {}

  async run(now: Date): Promise<number> {
    return (await this.deleteAll()) + (await this.blurAll(now));
  }

  private async deleteAll(): Promise<number> {
    let total = 0;
    for (;;) {
      const deleted = await this.store.deleteWithoutClaim(this.owner.database, AT_ONCE);
      total += deleted;
      if (deleted < AT_ONCE) return total;
    }
  }

  /** A request whose disclosures are kept for longer is shown by a coarser cell after 30 days, and so is what was made for it. */
  private async blurAll(now: Date): Promise<number> {
    let total = 0;
    for (let after = FIRST_ID; ; ) {
      const found = await this.store.placesOfEnded(this.owner.database, now, after, AT_ONCE);
      const finer = found
        .map(({ id, cell, requestCell }) => ({ id, cell: reachCellOf(requestCell), was: cell }))
        .filter(({ cell, was }) => cell !== was);
      if (finer.length > 0) total += await this.store.setPlaces(this.owner.database, finer);
      const last = found.at(-1);
      if (!last || found.length < AT_ONCE) return total;
      after = last.id;
    }
  }
}
