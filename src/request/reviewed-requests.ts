/** Coordinators review the words of what their partner looks after: for everybody else these requests do not exist. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideStillLive } from './domain/request.js';
import type { RequestTexts } from './domain/request-texts.js';
import type { ChangedRequest } from './own-requests.js';
import { type RequestRecord, RequestStore } from './request.store.js';
import { TextReviewStore } from './text-review.store.js';

@Injectable()
export class ReviewedRequests {
  constructor(
    private readonly database: Database,
    private readonly store: RequestStore,
    private readonly texts: TextReviewStore,
  ) {}

  /** Runs `work` on the texts of the locked request while it lives. A refusal changes nothing. */
  async change(
    viewer: CoordinatorViewer,
    requestId: string,
    now: Date,
    work: (tx: Transaction, texts: RequestTexts, request: RequestRecord) => Promise<Refused | undefined>,
  ): Promise<ChangedRequest | Refused> {
    if (!isPublicId(requestId)) return refuse('NOT_FOUND');
    return this.database.transaction(async (tx): Promise<ChangedRequest | Refused> => {
      const request = await this.store.lockForPartner(tx, requestId, viewer);
      if (!request) return refuse('NOT_FOUND');
      const live = decideStillLive(request, now);
      if (!live.accepted) return live;
      return (await work(tx, await this.texts.read(tx, requestId), request)) ?? { requestId };
    });
  }
}
