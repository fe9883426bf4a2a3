/** A family acts on the requests of its ring, a coordinator on those that it took in: for everybody else they do not exist. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { type RequestRecord, RequestStore } from './request.store.js';

/** What was changed: to be read again as the viewer sees it. */
export interface ChangedRequest {
  readonly requestId: string;
}

@Injectable()
export class OwnRequests {
  constructor(
    private readonly database: Database,
    private readonly store: RequestStore,
  ) {}

  /** Runs `work` on the locked request. A refusal changes nothing. */
  async change(
    viewer: Viewer,
    requestId: string,
    work: (tx: Transaction, request: RequestRecord) => Promise<Refused | undefined>,
  ): Promise<ChangedRequest | Refused> {
    if (!isPublicId(requestId)) return refuse('NOT_FOUND');
    if (viewer.kind === 'FAMILY' && !viewer.requestIds.has(requestId)) return refuse('NOT_FOUND');
    return this.database.transaction(async (tx): Promise<ChangedRequest | Refused> => {
      const request =
        viewer.kind === 'COORDINATOR'
          ? await this.store.lockTookIn(tx, requestId, viewer.coordinatorId)
          : await this.store.lock(tx, requestId);
      if (!request || !isOwn(viewer, request)) return refuse('NOT_FOUND');
      return (await work(tx, request)) ?? { requestId };
    });
  }
}

function isOwn(viewer: Viewer, { id, intakeCoordinatorId }: RequestRecord): boolean {
  if (viewer.kind === 'FAMILY') return viewer.requestIds.has(id);
  return viewer.kind === 'COORDINATOR' && intakeCoordinatorId === viewer.coordinatorId;
}
