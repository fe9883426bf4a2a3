/** The rules themselves pause a home; it and its coordinators are told in neutral words, the operator hears that it happened. */
import { Injectable } from '@nestjs/common';
import { Notices } from '../notice/notices.js';
import { Alarms } from '../platform/alarms/alarms.js';
import type { Transaction } from '../platform/database/transaction.js';
import { HomeStore } from './home.store.js';

@Injectable()
export class PauseForReview {
  constructor(
    private readonly store: HomeStore,
    private readonly notices: Notices,
    private readonly alarms: Alarms,
  ) {}

  /** Pausing what is paused changes nothing and tells nobody. */
  async execute(tx: Transaction, homeId: string, now: Date): Promise<void> {
    const partnerId = await this.store.pauseForReview(tx, homeId, now);
    if (partnerId === null) return;
    const about = { kind: 'HOME', id: homeId } as const;
    await this.notices.tell(tx, { homeId }, 'HOME_PAUSED', about, now);
    await this.notices.tell(tx, { coordinatorsOf: partnerId }, 'HOME_TO_REVIEW', about, now);
    tx.afterCommit(async () => this.alarms.raise('HOME_PAUSED'));
  }
}
