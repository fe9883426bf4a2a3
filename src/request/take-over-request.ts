/** Whoever took a family in has left: a colleague speaks for it from now on, for one request at a time, and learns of that one what its predecessor could. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { decideTakeOver } from './domain/take-over.js';
import type { ChangedRequest } from './own-requests.js';
import { RequestStore } from './request.store.js';
import { TakeOverStore } from './take-over.store.js';

@Injectable()
export class TakeOverRequest {
  constructor(
    private readonly database: Database,
    private readonly requests: RequestStore,
    private readonly store: TakeOverStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** Two who reach for the same family: the second finds that somebody speaks for it. */
  async execute(viewer: CoordinatorViewer, { requestId }: { requestId: string }): Promise<ChangedRequest | Refused> {
    if (!isPublicId(requestId)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<ChangedRequest | Refused> => {
      const request = await this.requests.lockForPartner(tx, requestId, viewer);
      if (!request) return refuse('NOT_FOUND');
      const { intakeCoordinatorId: former, ending } = request;
      const isAlone = former !== null && (await this.store.isAlone(tx, former));
      const taken = decideTakeOver({ isIntake: former !== null, isAlone, hasEnded: ending !== null });
      if (!taken.accepted) return taken;
      await this.store.takeOver(tx, { requestId, by: viewer.coordinatorId }, taken);
      await this.notices.tell(tx, { requestId }, 'REQUEST_TAKEN_OVER', { kind: 'REQUEST', id: requestId }, now);
      return { requestId };
    });
  }
}
