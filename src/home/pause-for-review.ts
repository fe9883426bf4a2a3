/** The rules themselves pause a home, inside the transaction that broke them; the home and its coordinators are told. */
import { Injectable } from '@nestjs/common';
import { Notices } from '../notice/notices.js';
import type { Queryable } from '../platform/queryable.js';
import { HomeStore } from './home.store.js';

@Injectable()
export class PauseForReview {
  constructor(
    private readonly store: HomeStore,
    private readonly notices: Notices,
  ) {}

  /** Pausing what is paused changes nothing and tells nobody. */
  async execute(tx: Queryable, homeId: string, now: Date): Promise<void> {
    const partnerId = await this.store.pauseForReview(tx, homeId, now);
    if (partnerId === null) return;
    const about = { kind: 'HOME', id: homeId } as const;
    await this.notices.tell(tx, { homeId }, 'HOME_PAUSED', about, now);
    await this.notices.tell(tx, { coordinatorsOf: partnerId }, 'HOME_TO_REVIEW', about, now);
  }
}
