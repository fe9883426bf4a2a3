/** Whom requests are kept from is written anew on a mark of the clock: a block comes to all of a family's requests at once, and its rows would lie side by side. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { PastRequestsStore } from '../past-requests.store.js';

@Injectable()
export class ReshuffleKeptAway implements Sweep {
  readonly name = 'reshuffle-kept-away';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PastRequestsStore,
  ) {}

  async run(): Promise<number> {
    const rewritten = await this.owner.database.transaction((tx) => this.store.reshuffleKeptAway(tx));
    return isRefused(rewritten) ? 0 : rewritten;
  }
}
