/** Where a partner reviews every request, homes see one only after one of its coordinators has looked. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { decideApprove } from './domain/request.js';
import type { ChangedRequest } from './own-requests.js';
import { RequestStore } from './request.store.js';
import { WideningMarks } from './widening-marks.js';

@Injectable()
export class ApproveRequest {
  constructor(
    private readonly database: Database,
    private readonly store: RequestStore,
    private readonly notices: Notices,
    private readonly marks: WideningMarks,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, { requestId }: { requestId: string }): Promise<ChangedRequest | Refused> {
    if (!isPublicId(requestId)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<ChangedRequest | Refused> => {
      const request = await this.store.lockForPartner(tx, requestId, viewer);
      if (!request?.isPublished) return refuse('NOT_FOUND');
      const approved = decideApprove(request, now);
      if (!approved.accepted) return approved;
      await this.store.approve(tx, requestId, approved, { now, markMs: this.marks.milliseconds });
      await this.notices.tell(tx, { requestId }, 'REQUEST_OPENED', { kind: 'REQUEST', id: requestId }, now);
      return { requestId };
    });
  }
}
