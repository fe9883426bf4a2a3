/** What a home asked back, as a part of it: handed out, taken back when it closes, and, once it is erased, nobody's: the database forgets it. */
import { Injectable } from '@nestjs/common';
import type { PartOfHome } from '../home/ending/part-of-home.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { AskReimbursement } from './ask-reimbursement.js';
import { ReimbursementStore } from './reimbursement.store.js';

const MOST = 1_000;

@Injectable()
export class ReimbursementsOfHome implements PartOfHome {
  readonly section = 'reimbursements';
  readonly holds = ['reimbursement.home_id'];

  constructor(
    private readonly store: ReimbursementStore,
    private readonly asking: AskReimbursement,
  ) {}

  async exported(tx: Transaction, { homeId }: HomeViewer): Promise<unknown> {
    return (await this.store.ofHome(tx, homeId, MOST)).map(({ currency, amount, state, askedOn, settledOn }) => ({
      ...{ currency, amount, state, askedOn, settledOn },
    }));
  }

  async close(tx: Transaction, homeId: string, now: Date): Promise<void> {
    for (const id of await this.store.waitingOfHome(tx, homeId)) {
      // One that was settled meanwhile has nothing to take back.
      await this.asking.takeBack(tx, homeId, id, now);
    }
  }
}
