/** Who opened a handoff is on record for 90 days, whether or not its request still lives. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../../calendar/half-day.js';
import { later } from '../../kernel/duration.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { DISCLOSURES_KEPT } from '../domain/disclosures-kept.js';
import { PastDisclosuresStore } from './past-disclosures.store.js';

const AT_ONCE = 1_000;

@Injectable()
export class ForgetDisclosures implements Sweep {
  readonly name = 'forget-disclosures';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PastDisclosuresStore,
  ) {}

  /** How many logs became shorter. */
  async run(now: Date): Promise<number> {
    const before = halfDayAt(later(now, -DISCLOSURES_KEPT), 'UTC');
    let total = 0;
    for (;;) {
      const shorter = await this.store.drop(this.owner.database, before, AT_ONCE);
      total += shorter;
      if (shorter < AT_ONCE) return total;
    }
  }
}
