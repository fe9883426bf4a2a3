/** Keeps one home away from one request, and ends what it has going on it. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import { LiveClaims } from './live-claims.js';
import { NewRequestStore } from './new-request.store.js';
import { type ChangedRequest, OwnRequests } from './own-requests.js';

@Injectable()
export class KeepAway {
  constructor(
    private readonly own: OwnRequests,
    private readonly store: NewRequestStore,
    private readonly claims: LiveClaims,
  ) {}

  fromRequest(viewer: Viewer, requestId: string, homeId: string, now: Date): Promise<ChangedRequest | Refused> {
    return this.own.change(viewer, requestId, async (tx) => {
      await this.store.block(tx, requestId, [homeId]);
      await this.claims.endOfHome(tx, requestId, homeId, now);
      return undefined;
    });
  }
}
