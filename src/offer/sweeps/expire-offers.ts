/** An offer whose last window is over is expired. Reads say so by the clock already; this writes it down. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { decideExpireOffer } from '../domain/offer.js';
import { OfferStore } from '../offer.store.js';
import { OfferScheduleStore } from '../offer-schedule.store.js';

const AT_ONCE = 500;

@Injectable()
export class ExpireOffers implements Sweep {
  readonly name = 'expire-offers';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly schedules: OfferScheduleStore,
    private readonly store: OfferStore,
  ) {}

  async run(now: Date): Promise<number> {
    let total = 0;
    for (;;) {
      const found = await this.schedules.findOver(this.owner.database, now, AT_ONCE);
      const expired = await this.expire(found, now);
      total += expired;
      // Whatever did not move was moved by somebody else meanwhile.
      if (found.length < AT_ONCE || expired === 0) return total;
    }
  }

  private async expire(found: Awaited<ReturnType<OfferScheduleStore['findOver']>>, now: Date): Promise<number> {
    const moved = await this.owner.database.transaction(async (tx) => {
      let count = 0;
      for (const offer of found) {
        const step = decideExpireOffer(offer, now);
        if (step.accepted && (await this.store.move(tx, offer.id, step))) count += 1;
      }
      return count;
    });
    return isRefused(moved) ? 0 : moved;
  }
}
