/** Every minute: offers of homes that were paused, or go on, with a whole branch are put where their homes stand by now, some homes at a time. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';

/** Nobody who changes one of their offers meanwhile waits for longer than these take. */
const HOMES_AT_ONCE = 200;

@Injectable()
export class ShelveOffers implements Sweep {
  readonly name = 'shelve-offers';

  constructor(private readonly owner: OwnerDatabase) {}

  async run(): Promise<number> {
    let total = 0;
    for (;;) {
      const { rowCount } = await this.owner.database.query('shelve-offers', SOME);
      total += rowCount;
      if (rowCount === 0) return total;
    }
  }
}

/** A trigger moves the offers of each. */
const SOME = `UPDATE home SET shelves_due = false WHERE id IN (
  SELECT id FROM home WHERE shelves_due LIMIT ${HOMES_AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED)`;
