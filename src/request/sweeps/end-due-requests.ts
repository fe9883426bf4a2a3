/** Writes down the ends that came by themselves: everything has come, or the time is over and no claim lives. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { Notices } from '../../notice/notices.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { decideDueEnd } from '../domain/end-request.js';
import { DueRequestsStore } from '../due-requests.store.js';
import { RequestStore } from '../request.store.js';
import { eachOf } from './each-of.js';

@Injectable()
export class EndDueRequests implements Sweep {
  readonly name = 'end-due-requests';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly due: DueRequestsStore,
    private readonly requests: RequestStore,
    private readonly notices: Notices,
  ) {}

  run(now: Date): Promise<number> {
    const { database } = this.owner;
    return eachOf(
      (after, most) => this.due.toEnd(database, now, after, most),
      (id) => id,
      (id) => this.end(id, now),
    );
  }

  private async end(id: string, now: Date): Promise<boolean> {
    const ended = await this.owner.database.transaction(async (tx) => {
      const request = await this.requests.lock(tx, id);
      if (!request) return false;
      const end = decideDueEnd(request, now);
      if (!end.accepted) return false;
      await this.requests.end(tx, id, end);
      if (end.value.ending === 'FULFILLED') return true;
      const about = { kind: 'REQUEST', id } as const;
      await this.notices.tell(tx, { requestId: id }, 'REQUEST_EXPIRED', about, now);
      const { intakeCoordinatorId: coordinatorId } = request;
      if (coordinatorId) await this.notices.tell(tx, { coordinatorId }, 'REQUEST_EXPIRED', about, now);
      return true;
    });
    return !isRefused(ended) && ended;
  }
}
