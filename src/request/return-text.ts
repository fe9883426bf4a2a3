/** A coordinator asks a family for other words: it is told why, and what to change is up to the family. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import type { ReturnReason } from '../screening/text-reason.js';
import { decideReturnText, type TextOfRequest } from './domain/request-texts.js';
import type { ChangedRequest } from './own-requests.js';
import { ReviewedRequests } from './reviewed-requests.js';
import { TextReviewStore } from './text-review.store.js';

export interface ReturnTextCommand {
  readonly requestId: string;
  readonly revision: number;
  readonly reasons: readonly ReturnReason[];
  /** None: all that waits. */
  readonly named: readonly TextOfRequest[];
}

@Injectable()
export class ReturnText {
  constructor(
    private readonly reviewed: ReviewedRequests,
    private readonly store: TextReviewStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, command: ReturnTextCommand): Promise<ChangedRequest | Refused> {
    const now = this.clock.now();
    const { requestId } = command;
    return this.reviewed.change(viewer, requestId, now, async (tx, texts, { intakeCoordinatorId }) => {
      const returned = decideReturnText(texts, command, halfDayAt(now, 'UTC'));
      if (!returned.accepted) return returned;
      await this.store.write(tx, requestId, returned.value);
      const about = { kind: 'REQUEST', id: requestId } as const;
      await this.notices.tell(tx, { requestId }, 'TEXT_RETURNED', about, now);
      // Who took it in says other words for the family.
      if (intakeCoordinatorId !== null && intakeCoordinatorId !== viewer.coordinatorId) {
        await this.notices.tell(tx, { coordinatorId: intakeCoordinatorId }, 'TEXT_RETURNED', about, now);
      }
      return undefined;
    });
  }
}
