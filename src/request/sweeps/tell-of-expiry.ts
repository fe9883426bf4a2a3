/** Two days before a request without a date ends, its family is told, once for each term. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { later } from '../../kernel/duration.js';
import { Notices } from '../../notice/notices.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { NOTICE_BEFORE } from '../domain/expiry.js';
import { DueRequestsStore } from '../due-requests.store.js';

@Injectable()
export class TellOfExpiry implements Sweep {
  readonly name = 'tell-of-expiry';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly due: DueRequestsStore,
    private readonly notices: Notices,
  ) {}

  async run(now: Date): Promise<number> {
    const told = await this.owner.database.transaction(async (tx) => {
      const marked = await this.due.markExpiryTold(tx, now, later(now, NOTICE_BEFORE));
      for (const { id, coordinatorId } of marked) {
        const about = { kind: 'REQUEST', id } as const;
        await this.notices.tell(tx, { requestId: id }, 'REQUEST_EXPIRES_SOON', about, now);
        if (coordinatorId) await this.notices.tell(tx, { coordinatorId }, 'REQUEST_EXPIRES_SOON', about, now);
      }
      return marked.length;
    });
    return isRefused(told) ? 0 : told;
  }
}
