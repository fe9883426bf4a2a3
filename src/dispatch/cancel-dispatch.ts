/** A plan that nobody wants any more: what works on it is ended at once, here or in whatever process it runs. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { DispatchStore } from './dispatch.store.js';
import { DispatchLinesStore } from './dispatch-lines.store.js';
import { decideCancel } from './domain/plan-state.js';
import type { PlanRecord } from './plan-record.js';
import { PlanRunner } from './plan-runner.js';

@Injectable()
export class CancelDispatch {
  constructor(
    private readonly database: Database,
    private readonly store: DispatchStore,
    private readonly lines: DispatchLinesStore,
    private readonly runner: PlanRunner,
    private readonly clock: Clock,
  ) {}

  async execute({ partnerId }: CoordinatorViewer, planId: string): Promise<PlanRecord | Refused> {
    if (!isPublicId(planId)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    const cancelled = await this.database.transaction(async (tx) => {
      const plan = await this.store.lock(tx, planId, partnerId, now);
      if (!plan) return refuse('NOT_FOUND');
      const state = decideCancel(plan, now);
      if (!state.accepted) return state;
      await this.store.move(tx, planId, [plan.state], state, now);
      await this.lines.forget(tx, planId);
      return (await this.store.find(tx, planId, partnerId, now)) ?? refuse('NOT_FOUND');
    });
    if (!isRefused(cancelled)) this.runner.end(planId);
    return cancelled;
  }
}
