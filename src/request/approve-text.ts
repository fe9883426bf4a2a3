/** A coordinator has read the words of a request that waited: homes read them too. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { decideApproveText } from './domain/request-texts.js';
import type { ChangedRequest } from './own-requests.js';
import { ReviewedRequests } from './reviewed-requests.js';
import { TextReviewStore } from './text-review.store.js';

@Injectable()
export class ApproveText {
  constructor(
    private readonly reviewed: ReviewedRequests,
    private readonly store: TextReviewStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: CoordinatorViewer,
    { requestId, revision }: { requestId: string; revision: number },
  ): Promise<ChangedRequest | Refused> {
    const now = this.clock.now();
    return this.reviewed.change(viewer, requestId, now, async (tx, texts) => {
      const approved = decideApproveText(texts, revision);
      if (!approved.accepted) return approved;
      await this.store.write(tx, requestId, approved.value);
      await this.notices.tell(tx, { requestId }, 'TEXT_APPROVED', { kind: 'REQUEST', id: requestId }, now);
      return undefined;
    });
  }
}
