/** Coordinators make, change and close the circles of their partner: for everybody else's they do not exist. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Decision, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { Screening } from '../screening/screening.js';
import type { Finding } from '../screening/text-reason.js';
import { ChangingCircleStore } from './changing-circle.store.js';
import { decideClose, MOST_CIRCLES } from './domain/circle.js';
import { type CircleDetails, type CircleInput, decideCircle } from './domain/circle-details.js';

export interface ChangedCircle {
  readonly circleId: string;
}

/** Families read the name of a circle: it leads to no phone, address of e-mail or page. Streets and squares are what circles are called. */
const LEADS_AWAY: ReadonlySet<Finding> = new Set(['PHONE', 'EMAIL', 'HANDLE', 'WEB_ADDRESS'] as const);

@Injectable()
export class ManageCircles {
  constructor(
    private readonly screening: Screening,
    private readonly database: Database,
    private readonly store: ChangingCircleStore,
  ) {}

  async create({ partnerId }: CoordinatorViewer, input: CircleInput): Promise<ChangedCircle | Refused> {
    const decided = this.decide(input, false);
    if (!decided.accepted) return decided;
    const id = randomUUID();
    return this.database.transaction(async (tx) => {
      if ((await this.store.count(tx, partnerId)) >= MOST_CIRCLES) return refuse('TOO_MANY_ATTEMPTS');
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
      const decided = this.decide({ name, languages, areas, requiredTraining, membersInvite, ...change }, isOwn);
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

  private decide(input: CircleInput, isOwn: boolean): Decision<CircleDetails> {
    const decided = decideCircle(input, isOwn);
    if (!decided.accepted) return decided;
    const found = this.screening.screen(decided.value.name).some((finding) => LEADS_AWAY.has(finding));
    return found ? refuse('NAME_TELLS_TOO_MUCH', ['name']) : decided;
  }
}
