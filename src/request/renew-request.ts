/** A request without a date lasts another 14 days when the family says so, twice at most; its handoff lasts with it. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import { decideRenew } from './domain/expiry.js';
import { unclaimedHandoffEnds } from './domain/retention.js';
import { type ChangedRequest, OwnRequests } from './own-requests.js';
import { RequestStore } from './request.store.js';
import { RequestHandoffs } from './request-handoffs.js';

@Injectable()
export class RenewRequest {
  constructor(
    private readonly own: OwnRequests,
    private readonly store: RequestStore,
    private readonly handoffs: RequestHandoffs,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: Viewer, { requestId }: { requestId: string }): Promise<ChangedRequest | Refused> {
    const now = this.clock.now();
    return this.own.change(viewer, requestId, async (tx, request) => {
      const renewal = decideRenew(request, now);
      if (!renewal.accepted) return renewal;
      await this.store.renew(tx, requestId, renewal);
      const ends = unclaimedHandoffEnds(now, renewal.value.expiresAt, request.isSeries);
      await this.handoffs.prolong(tx, requestId, ends, now);
      return undefined;
    });
  }
}
