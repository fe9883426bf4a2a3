/** What follows when homes fall: each is told and put before its coordinators, once, in neutral words. What was accepted stands. */
import { Injectable } from '@nestjs/common';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ProposalsOfHomes } from './proposals-of-homes.js';
import { VouchStore } from './vouch.store.js';

@Injectable()
export class FallenHomes {
  constructor(
    private readonly store: VouchStore,
    private readonly notices: Notices,
    private readonly proposals: ProposalsOfHomes,
  ) {}

  /** Under the lock of all vouching. `homes` fall by a coordinator's own decision, so nobody has to look at them again. */
  async execute(tx: Transaction, taken: readonly string[], homes: readonly string[], now: Date): Promise<void> {
    const fallen = await this.store.letFall(tx, taken, homes, now.toISOString().slice(0, 10));
    if (fallen.length === 0) return;
    for (const homeId of homes) await this.store.settle(tx, homeId);
    await this.notices.tellHomes(tx, fallen, 'HOME_VOUCH_WITHDRAWN', now);
    const unseen = fallen.filter((id) => !homes.includes(id));
    await this.notices.tellCoordinatorsOfHomes(tx, unseen, 'HOME_TO_REEXAMINE', now);
    await this.proposals.end(tx, fallen, now);
  }
}
