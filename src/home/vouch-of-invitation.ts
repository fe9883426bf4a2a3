/** A coordinator who invites a home may vouch for it by that: the word counts from the moment in which it registers. */
import { Injectable } from '@nestjs/common';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideVouch } from './domain/vouching.js';
import { HomeStore } from './home.store.js';

@Injectable()
export class VouchOfInvitation {
  constructor(
    private readonly store: HomeStore,
    private readonly notices: Notices,
  ) {}

  /** In the transaction of the registration. Nobody vouches for a home of their own: then it registers like any other. */
  async execute(
    tx: Transaction,
    homeId: string,
    by: { readonly coordinatorId: string; readonly partnerId: string },
    now: Date,
  ): Promise<void> {
    const home = await this.store.lockForCoordinator(tx, by, homeId);
    const vouch = home && decideVouch(home);
    if (!vouch?.accepted) return;
    await this.store.changeVouch(tx, vouch, { by: by.coordinatorId, on: now.toISOString().slice(0, 10) });
    await this.notices.tell(tx, { homeId }, 'HOME_VOUCHED', { kind: 'HOME', id: homeId }, now);
  }
}
