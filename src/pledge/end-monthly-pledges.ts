/** Monthly pledges are over with the last day of their fund: it is written down, and their homes are told. */
import { Injectable } from '@nestjs/common';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideEnd } from './domain/pledge.js';
import { PledgeStore } from './pledge.store.js';

@Injectable()
export class EndMonthlyPledges {
  constructor(
    private readonly store: PledgeStore,
    private readonly notices: Notices,
  ) {}

  /** Of one fund, or of all; how many of at most `most`. */
  async execute(tx: Transaction, fundId: string | null, now: Date, most: number): Promise<number> {
    const today = now.toISOString().slice(0, 10);
    const over = await this.store.lockOver(tx, fundId, today, most);
    for (const pledge of over) {
      const end = decideEnd(pledge, today);
      if (!end.accepted) throw new Error('the database takes a pledge for over that is not');
      await this.store.writeState(tx, pledge.id, end);
      if (pledge.homeId === null) continue;
      await this.notices.tell(tx, { homeId: pledge.homeId }, 'PLEDGE_ENDED', { kind: 'PLEDGE', id: pledge.id }, now);
    }
    return over.length;
  }
}
