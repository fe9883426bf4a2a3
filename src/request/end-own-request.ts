/** A family takes its request back, or says that no more is wanted: the live claims on it end with it. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import { decideFinish, decideWithdraw } from './domain/end-request.js';
import { LiveClaims } from './live-claims.js';
import { type ChangedRequest, OwnRequests } from './own-requests.js';
import { RequestStore } from './request.store.js';

const DECIDE = { WITHDRAW: decideWithdraw, FINISH: decideFinish } as const;

@Injectable()
export class EndOwnRequest {
  constructor(
    private readonly own: OwnRequests,
    private readonly store: RequestStore,
    private readonly claims: LiveClaims,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: Viewer,
    { requestId }: { requestId: string },
    how: keyof typeof DECIDE,
  ): Promise<ChangedRequest | Refused> {
    const now = this.clock.now();
    return this.own.change(viewer, requestId, async (tx, request) => {
      const end = DECIDE[how](request, now);
      if (!end.accepted) return end;
      await this.claims.endAll(tx, requestId, end.value.claimsEndAs, now);
      await this.store.end(tx, requestId, end);
      return undefined;
    });
  }
}
