/** What is kept of a home's commitment, all of it: handed out to the home, stopped when it closes, gone when it is erased. */
import { Injectable } from '@nestjs/common';
import type { PartOfHome } from '../home/ending/part-of-home.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { CommitmentStore } from './commitment.store.js';

@Injectable()
export class CommitmentOfHome implements PartOfHome {
  readonly section = 'commitment';
  readonly holds = [
    'home_commitment.home_id',
    'sanctuary_declaration.home_id',
    'step_mark.home_id',
    'step_reminder.home_id',
  ];
  readonly closesUnderLock = true;

  constructor(private readonly store: CommitmentStore) {}

  async exported(tx: Transaction, { homeId }: HomeViewer): Promise<unknown> {
    return {
      declarations: await this.store.declarations(tx, homeId),
      employsDomesticWorkers: await this.store.employs(tx, homeId),
      steps: await this.store.marks(tx, homeId),
      reminders: await this.store.reminders(tx, homeId),
    };
  }

  async close(tx: Transaction, homeId: string): Promise<void> {
    await this.store.dropReminders(tx, homeId);
  }

  async erase(tx: Transaction, homeId: string): Promise<void> {
    await this.store.forget(tx, homeId);
  }
}
