/** A session is held by the partner whose training it is of; it always has a number of places. */
import { Injectable } from '@nestjs/common';
import { listedOfPartner } from '../gathering/listed-of-partner.js';
import { type GatheringInput, PlanGathering } from '../gathering/plan-gathering.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { TrainingStore } from './training.store.js';

@Injectable()
export class ScheduleSession {
  constructor(
    private readonly database: Database,
    private readonly trainings: TrainingStore,
    private readonly plan: PlanGathering,
  ) {}

  async execute(
    viewer: CoordinatorViewer,
    trainingId: string,
    input: GatheringInput,
  ): Promise<{ gatheringId: string } | Refused> {
    const named = { id: trainingId, field: 'trainingId' } as const;
    const found = await listedOfPartner(this.database, this.trainings, viewer, named);
    if (isRefused(found)) return found;
    return this.plan.execute({ kind: 'SESSION', trainingId, partnerId: found.partnerId }, input, found.languages);
  }
}
