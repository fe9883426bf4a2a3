/** The drives that a home began: handed out with the home, not opened any more once it closes, and, once it is erased, nobody's: the database forgets it. */
import { Injectable } from '@nestjs/common';
import type { PartOfHome } from '../home/ending/part-of-home.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { FundStore } from './fund.store.js';

@Injectable()
export class FundsOfHome implements PartOfHome {
  readonly section = 'drives';
  readonly holds = ['fund.started_by_home'];

  constructor(private readonly store: FundStore) {}

  async exported(tx: Transaction, { homeId, partnerId }: HomeViewer): Promise<unknown> {
    const funds = await this.store.all(tx, partnerId, homeId, 1_000);
    return funds
      .filter(({ startedByHome }) => startedByHome === homeId)
      .map(({ title, purpose, state, currency, goal, begunOn, endsOn, closedOn }) => ({
        ...{ title, purpose, state, currency, goal, begunOn, endsOn, closedOn },
      }));
  }

  async close(tx: Transaction, homeId: string): Promise<void> {
    await this.store.declineProposed(tx, homeId);
  }
}
