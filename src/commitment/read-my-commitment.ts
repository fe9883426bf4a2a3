/** A home reads its own commitment: its declaration, and by practice what it has begun, done and set aside. Nobody else does. */
import { Injectable } from '@nestjs/common';
import type { Language } from '../kernel/refusals.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { Catalogue } from './catalogue.js';
import { CommitmentStore } from './commitment.store.js';
import { standing } from './domain/declaration.js';
import { progressOf, type StepProgress } from './domain/progress.js';
import type { MyCommitment, MyStep } from './my-commitment.type.js';
import { commitmentStepOf } from './step.type.js';

@Injectable()
export class ReadMyCommitment {
  constructor(
    private readonly database: Database,
    private readonly store: CommitmentStore,
    private readonly catalogue: Catalogue,
  ) {}

  async execute({ homeId, partnerId }: HomeViewer, language: Language): Promise<MyCommitment> {
    const [declarations, employs, marks, reminders, steps] = await Promise.all([
      this.store.declarations(this.database, homeId),
      this.store.employs(this.database, homeId),
      this.store.marks(this.database, homeId),
      this.store.reminders(this.database, homeId),
      this.catalogue.steps(partnerId),
    ]);
    const { practices, notice } = this.catalogue.shipped;
    return {
      declared: standing(declarations),
      declarations,
      employsDomesticWorkers: employs,
      notice: notice[language],
      practices: progressOf(steps, marks, reminders, employs).map(({ practice, counts, steps: its }) => ({
        practice,
        title: practices.find((one) => one.practice === practice)?.title[language] ?? practice,
        ...counts,
        steps: its.map((one) => myStepOf(one, language)),
      })),
    };
  }
}

function myStepOf({ step, marked, revisedSince, reminder }: StepProgress, language: Language): MyStep {
  return {
    step: commitmentStepOf(step, language),
    retired: step.retired,
    mark: marked?.mark ?? null,
    markedOn: marked?.markedOn ?? null,
    markedVersion: marked?.version ?? null,
    revisedSince,
    reminder: reminder && { nextOn: reminder.nextOn, rhythm: reminder.rhythm },
  };
}
