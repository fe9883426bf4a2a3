/** A coordinator says yes to a plan: from then on its trips are proposed one after the other. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { afterAnswer } from '../platform/current-call.js';
import { Database } from '../platform/database/database.js';
import { DispatchStore } from './dispatch.store.js';
import { DispatchLinesStore } from './dispatch-lines.store.js';
import { decideApply } from './domain/plan-state.js';
import type { PlanRecord } from './plan-record.js';
import { ProposeTrips } from './propose-trips.js';

export interface ApplyWish {
  readonly planId: string;
  /** Lines that are not to be proposed; with them go the others of their trips. */
  readonly leaveOut: readonly string[];
}

@Injectable()
export class ApplyDispatch {
  constructor(
    private readonly database: Database,
    private readonly store: DispatchStore,
    private readonly lines: DispatchLinesStore,
    private readonly trips: ProposeTrips,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, { planId, leaveOut }: ApplyWish): Promise<PlanRecord | Refused> {
    if (!isPublicId(planId)) return refuse('NOT_FOUND');
    if (!leaveOut.every(isPublicId)) return refuse('INVALID_INPUT', ['leaveOut']);
    const now = this.clock.now();
    const applying = await this.database.transaction(async (tx) => {
      const plan = await this.store.lock(tx, planId, viewer.partnerId, now);
      if (!plan) return refuse('NOT_FOUND');
      const state = decideApply(plan, now);
      if (!state.accepted) return state;
      if (leaveOut.length > 0) {
        const known = await this.lines.leaveOut(tx, planId, leaveOut);
        if (!known) return refuse('INVALID_INPUT', ['leaveOut']);
      }
      await this.store.move(tx, planId, [plan.state], state, now);
      return (await this.store.find(tx, planId, viewer.partnerId, now)) ?? refuse('NOT_FOUND');
    });
    if (!isRefused(applying)) afterAnswer(() => void this.trips.execute(viewer, applying));
    return applying;
  }
}
