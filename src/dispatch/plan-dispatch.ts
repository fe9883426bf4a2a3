/** A coordinator asks for a plan for a circle of its partner: it begins, or the one that is under way is answered. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { afterAnswer } from '../platform/current-call.js';
import { Database } from '../platform/database/database.js';
import { DispatchStore } from './dispatch.store.js';
import { decideHorizon, decideKinds } from './domain/plan-wish.js';
import { PlanFactsStore } from './plan-facts.store.js';
import type { PlanRecord } from './plan-record.js';
import { PlanRunner } from './plan-runner.js';
import { MOST_IN_PLAN, scopeOf } from './plan-scope.js';

export interface PlanWish {
  readonly circleId: string;
  readonly kinds: readonly HelpKind[];
  readonly horizon: string;
}

const MOST_TRIES = 3;

@Injectable()
export class PlanDispatch {
  constructor(
    private readonly database: Database,
    private readonly store: DispatchStore,
    private readonly facts: PlanFactsStore,
    private readonly runner: PlanRunner,
    private readonly clock: Clock,
  ) {}

  async execute({ partnerId }: CoordinatorViewer, wish: PlanWish): Promise<PlanRecord | Refused> {
    const { circleId } = wish;
    if (!isPublicId(circleId)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    if (!(await this.store.circleOf(this.database, circleId, partnerId))) return refuse('NOT_FOUND');
    const kinds = decideKinds(wish.kinds);
    if (!kinds.accepted) return kinds;
    const horizon = decideHorizon(wish.horizon, now);
    if (!horizon.accepted) return horizon;
    const plan = { id: randomUUID(), circleId, partnerId, kinds: kinds.value, horizon: horizon.value };
    const { tasks, offers } = await this.facts.count(this.database, scopeOf(plan, now), MOST_IN_PLAN);
    if (tasks > MOST_IN_PLAN || offers > MOST_IN_PLAN) return refuse('PLAN_TOO_LARGE');
    return this.begin(plan, now);
  }

  private async begin(
    plan: Pick<PlanRecord, 'id' | 'circleId' | 'partnerId' | 'kinds' | 'horizon'>,
    now: Date,
  ): Promise<PlanRecord | Refused> {
    // The one that is under way may be done in the moment between not being ours and being read.
    for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
      const begun = await this.database.transaction(async (tx) => {
        await this.store.breakOff(tx, plan.circleId, now);
        const isNew = await this.store.insert(tx, plan, now);
        return { isNew, found: await this.store.underWay(tx, plan.circleId) };
      });
      if (isRefused(begun)) return begun;
      const { isNew, found } = begun;
      if (found && isNew) afterAnswer(() => this.runner.start(found));
      if (found) return found;
    }
    return refuse('BUSY', undefined, 1);
  }
}
