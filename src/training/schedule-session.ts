/** A session is held by the partner whose training it is of; it always has a number of places. */
import { Injectable } from '@nestjs/common';
import { type GatheringInput, PlanGathering } from '../gathering/plan-gathering.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
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
    { partnerId }: CoordinatorViewer,
    trainingId: string,
    input: GatheringInput,
  ): Promise<{ gatheringId: string } | Refused> {
    const found = isPublicId(trainingId)
      ? await this.trainings.findOfPartner(this.database, partnerId, trainingId)
      : null;
    if (!found) return refuse('NOT_FOUND', ['trainingId']);
    if (found.isRetired) return refuse('WRONG_STATE', ['trainingId']);
    return this.plan.execute({ kind: 'SESSION', trainingId, partnerId }, input, found.languages);
  }
}
