/** Offers that refill or come back have their windows and periods 63 days ahead, however long nobody looked. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { days, later } from '../../kernel/duration.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { DAYS_AHEAD, endOf, scheduleAhead } from '../domain/offer-schedule.js';
import { OfferScheduleStore } from '../offer-schedule.store.js';

/** In one transaction: short enough that posting and claiming never wait for long. */
const AT_ONCE = 200;
/** Midnights move by an hour twice a year, and days end at other times elsewhere: what was made today is not due again today. */
const SLACK_DAYS = 0.5;

@Injectable()
export class MakeOffersAhead implements Sweep {
  readonly name = 'make-offers-ahead';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: OfferScheduleStore,
  ) {}

  /** Answers how many offers were made further ahead. */
  async run(now: Date): Promise<number> {
    let total = 0;
    for (;;) {
      const made = await this.makeSome(now);
      total += made;
      if (made < AT_ONCE) return total;
    }
  }

  private async makeSome(now: Date): Promise<number> {
    const before = later(now, days(DAYS_AHEAD - SLACK_DAYS));
    const made = await this.owner.database.transaction(async (tx) => {
      const due = await this.store.lockDue(tx, before, now, AT_ONCE);
      for (const offer of due) {
        const endsAt = endOf(offer, now);
        const schedule = scheduleAhead({ ...offer, endsAt }, offer.madeUntil, now);
        await this.store.insert(tx, offer.id, schedule);
        await this.store.setMadeUntil(tx, offer, schedule.madeUntil, endsAt);
      }
      return due.length;
    });
    // Nothing in here refuses; a lost race would be another worker's gain.
    return isRefused(made) ? 0 : made;
  }
}
