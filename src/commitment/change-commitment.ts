/** What a home changes of its own commitment, one change after the other; nobody is told of any of them. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { Catalogue } from './catalogue.js';
import { CommitmentStore } from './commitment.store.js';
import { decideDeclaration, decideWithdrawal } from './domain/declaration.js';
import { decideMark, type StepMark } from './domain/mark.js';
import { decideReminder, type Rhythm } from './domain/reminder.js';

type Done = true | Refused;

@Injectable()
export class ChangeCommitment {
  constructor(
    private readonly database: Database,
    private readonly store: CommitmentStore,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  declare({ homeId }: HomeViewer): Promise<Done> {
    return this.alone(homeId, async (tx, today) => {
      const declared = decideDeclaration(await this.store.declarations(tx, homeId), today);
      if (!declared.accepted) return declared;
      await this.store.keepDeclaration(tx, homeId, declared);
      return true;
    });
  }

  withdraw({ homeId }: HomeViewer): Promise<Done> {
    return this.alone(homeId, async (tx, today) => {
      const withdrawn = decideWithdrawal(await this.store.declarations(tx, homeId), today);
      if (!withdrawn.accepted) return withdrawn;
      await this.store.keepDeclaration(tx, homeId, withdrawn);
      return true;
    });
  }

  setEmploys({ homeId }: HomeViewer, employs: boolean): Promise<Done> {
    return this.alone(homeId, async (tx) => {
      await this.store.setEmploys(tx, homeId, employs);
      return true;
    });
  }

  /** `mark` is null to take the mark off: then nothing is kept of it. */
  mark(
    { homeId, partnerId }: HomeViewer,
    asked: { readonly stepId: string; readonly mark: StepMark | null; readonly version: number | null },
  ): Promise<Done> {
    return this.alone(homeId, async (tx, today) => {
      const step = await this.catalogue.find(tx, partnerId, asked.stepId);
      if (!step) return refuse('NOT_FOUND', ['stepId']);
      if (asked.mark === null) return (await this.store.dropMark(tx, homeId, step.id)) || refuse('WRONG_STATE');
      const marked = decideMark(step, asked.mark, asked.version, today);
      if (!marked.accepted) return marked;
      await this.store.keepMark(tx, homeId, marked);
      return true;
    });
  }

  /** In place of an earlier reminder of the same step. */
  remind(
    { homeId, partnerId }: HomeViewer,
    asked: { readonly stepId: string; readonly on: string; readonly rhythm: Rhythm | null },
  ): Promise<Done> {
    return this.alone(homeId, async (tx, today) => {
      const step = await this.catalogue.find(tx, partnerId, asked.stepId);
      if (!step) return refuse('NOT_FOUND', ['stepId']);
      const others = (await this.store.reminders(tx, homeId)).filter(({ stepId }) => stepId !== step.id).length;
      const reminder = decideReminder(step, asked, others, today);
      if (!reminder.accepted) return reminder;
      await this.store.keepReminder(tx, homeId, reminder);
      return true;
    });
  }

  stopReminding({ homeId, partnerId }: HomeViewer, stepId: string): Promise<Done> {
    return this.alone(homeId, async (tx) => {
      const step = await this.catalogue.find(tx, partnerId, stepId);
      if (!step) return refuse('NOT_FOUND', ['stepId']);
      return (await this.store.dropReminder(tx, homeId, step.id)) || refuse('WRONG_STATE');
    });
  }

  private async alone(homeId: string, change: (tx: Transaction, today: string) => Promise<Done>): Promise<Done> {
    const today = this.clock.now().toISOString().slice(0, 10);
    return this.database.transaction(async (tx) => {
      await this.store.lock(tx, homeId);
      return change(tx, today);
    });
  }
}
