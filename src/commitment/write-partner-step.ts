/** Coordinators write steps of their partner's own; another of them reviews each version before homes see it. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import {
  decideAnotherStep,
  decideRetirement,
  decideReview,
  decideRevision,
  type PartnerStepState,
} from './domain/partner-step.js';
import type { Audience, Practice } from './domain/step.js';
import { decideWrittenTexts, type WrittenTexts } from './domain/written-step.js';
import { PartnerStepStore } from './partner-step.store.js';

export interface NewStep extends WrittenTexts {
  readonly practice: Practice;
  readonly audience: Audience;
}

type Done = { readonly stepId: string } | Refused;

@Injectable()
export class WritePartnerStep {
  constructor(
    private readonly database: Database,
    private readonly store: PartnerStepStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async add(
    { partnerId, coordinatorId }: CoordinatorViewer,
    { practice, audience, ...written }: NewStep,
  ): Promise<Done> {
    const texts = decideWrittenTexts(written);
    if (!texts.accepted) return texts;
    const now = this.clock.now();
    const stepId = randomUUID();
    return this.database.transaction(async (tx) => {
      const step = decideAnotherStep(await this.store.countStanding(tx, partnerId));
      if (!step.accepted) return step;
      await this.store.insert(tx, partnerId, { id: stepId, practice, audience, addedOn: dayOf(now) });
      await this.store.insertVersion(tx, step, { stepId, texts, by: coordinatorId, on: dayOf(now) });
      return this.askForReview(tx, partnerId, stepId, now);
    });
  }

  async revise(viewer: CoordinatorViewer, stepId: string, read: number, written: WrittenTexts): Promise<Done> {
    return this.change(viewer, stepId, async (tx, step, now) => {
      const texts = decideWrittenTexts(written);
      if (!texts.accepted) return texts;
      const revision = decideRevision(step, read);
      if (!revision.accepted) return revision;
      await this.store.insertVersion(tx, revision, { stepId, texts, by: viewer.coordinatorId, on: dayOf(now) });
      return this.askForReview(tx, viewer.partnerId, stepId, now);
    });
  }

  async review(viewer: CoordinatorViewer, stepId: string, read: number): Promise<Done> {
    return this.change(viewer, stepId, async (tx, step, now) => {
      const review = decideReview(step, read, viewer.coordinatorId);
      if (!review.accepted) return review;
      await this.store.keepReview(tx, review, { by: viewer.coordinatorId, on: dayOf(now) });
      return { stepId };
    });
  }

  async retire(viewer: CoordinatorViewer, stepId: string): Promise<Done> {
    return this.change(viewer, stepId, async (tx, step, now) => {
      const retirement = decideRetirement(step);
      if (!retirement.accepted) return retirement;
      await this.store.retire(tx, retirement, dayOf(now));
      return { stepId };
    });
  }

  private async askForReview(tx: Transaction, partnerId: string, stepId: string, now: Date): Promise<Done> {
    await this.notices.tell(tx, { coordinatorsOf: partnerId }, 'STEP_TO_REVIEW', { kind: 'STEP', id: stepId }, now);
    return { stepId };
  }

  private async change(
    { partnerId }: CoordinatorViewer,
    stepId: string,
    change: (tx: Transaction, step: PartnerStepState, now: Date) => Promise<Done>,
  ): Promise<Done> {
    if (!isPublicId(stepId)) return refuse('NOT_FOUND', ['stepId']);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const step = await this.store.lock(tx, partnerId, stepId);
      return step ? change(tx, step, now) : refuse('NOT_FOUND', ['stepId']);
    });
  }
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
