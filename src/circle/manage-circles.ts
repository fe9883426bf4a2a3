/** Coordinators make, change and close the circles of their partner: for everybody else's they do not exist. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { ChangingCircleStore } from './changing-circle.store.js';
import { decideClose } from './domain/circle.js';
import { type CircleInput, decideCircle } from './domain/circle-details.js';

export interface ChangedCircle {
  readonly circleId: string;
}

@Injectable()
export class ManageCircles {
  constructor(
    private readonly database: Database,
    private readonly store: ChangingCircleStore,
  ) {}

  async create({ partnerId }: CoordinatorViewer, input: CircleInput): Promise<ChangedCircle | Refused> {
    const decided = decideCircle(input, false);
    if (!decided.accepted) return decided;
    const id = randomUUID();
    return this.database.transaction(async (tx) => {
      await this.store.insert(tx, { id, partnerId }, decided);
      return { circleId: id };
    });
  }

  /** What is left out stays. Homes that are in it stay too, whatever it demands from now on of those that join. */
  async change(
    viewer: CoordinatorViewer,
    circleId: string,
    change: Partial<CircleInput>,
  ): Promise<ChangedCircle | Refused> {
    if (!isPublicId(circleId)) return refuse('NOT_FOUND');
    return this.database.transaction(async (tx): Promise<ChangedCircle | Refused> => {
      const circle = await this.store.lock(tx, circleId, viewer.partnerId);
      if (!circle) return refuse('NOT_FOUND');
      const { name, languages, areas, requiredTraining, membersInvite, isOwn } = circle;
      const decided = decideCircle({ name, languages, areas, requiredTraining, membersInvite, ...change }, isOwn);
      if (!decided.accepted) return decided;
      await this.store.change(tx, circleId, decided);
      return { circleId };
    });
  }

  async close(viewer: CoordinatorViewer, circleId: string): Promise<ChangedCircle | Refused> {
    if (!isPublicId(circleId)) return refuse('NOT_FOUND');
    return this.database.transaction(async (tx): Promise<ChangedCircle | Refused> => {
      const circle = await this.store.lock(tx, circleId, viewer.partnerId);
      if (!circle) return refuse('NOT_FOUND');
      const decided = decideClose({ ...(await this.store.closingFacts(tx, circleId)), isOwn: circle.isOwn });
      if (!decided.accepted) return decided;
      await this.store.close(tx, circleId, decided);
      return { circleId };
    });
  }
}
