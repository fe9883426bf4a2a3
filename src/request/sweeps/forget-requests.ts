/** Thirty days after its end nothing is left of a listing but a count; its name and words go even while disclosures are kept for longer. */
import { Injectable } from '@nestjs/common';
import { later } from '../../kernel/duration.js';
import { parentAt } from '../../place/cell.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { FamilyRings } from '../../requester/family-rings.js';
import { Canaries } from '../../sealing/canaries.js';
import { LISTING_AFTER_END } from '../domain/retention.js';
import { PastRequestsStore } from '../past-requests.store.js';

const AT_ONCE = 1_000;
const COARSEST = 2;

@Injectable()
export class ForgetRequests implements Sweep {
  readonly name = 'forget-requests';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PastRequestsStore,
    private readonly rings: FamilyRings,
    private readonly canaries: Canaries,
  ) {}

  async run(now: Date): Promise<number> {
    const endedBefore = later(now, -LISTING_AFTER_END);
    return (await this.deleteAll(endedBefore)) + (await this.stripAll(endedBefore));
  }

  private async deleteAll(endedBefore: Date): Promise<number> {
    const canaries = this.canaries.allIds;
    let total = 0;
    for (;;) {
      const ids = await this.store.delete(this.owner.database, { endedBefore, canaries }, AT_ONCE);
      await this.rings.forgetReissued(ids);
      total += ids.length;
      if (ids.length < AT_ONCE) return total;
    }
  }

  private async stripAll(endedBefore: Date): Promise<number> {
    let total = 0;
    for (;;) {
      const found = await this.store.toStrip(this.owner.database, endedBefore, AT_ONCE);
      const coarse = found.map(({ id, cell }) => ({ id, cell: parentAt(cell, COARSEST) }));
      if (found.length > 0) total += await this.store.strip(this.owner.database, coarse);
      if (found.length < AT_ONCE) return total;
    }
  }
}
