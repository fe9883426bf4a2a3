/** A family hides a request from more households by their e-mail or phone; they do not learn of it. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import { decideStillLive } from './domain/request.js';
import { HiddenHomes, type NamedHome } from './hidden-homes.js';
import { NewRequestStore } from './new-request.store.js';
import { type ChangedRequest, OwnRequests } from './own-requests.js';

@Injectable()
export class HideFromHomes {
  constructor(
    private readonly own: OwnRequests,
    private readonly hidden: HiddenHomes,
    private readonly store: NewRequestStore,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: Viewer, requestId: string, homes: readonly NamedHome[]): Promise<ChangedRequest | Refused> {
    const now = this.clock.now();
    const digests = this.hidden.decide(homes, ['homes']);
    if (!digests.accepted) return digests;
    return this.own.change(viewer, requestId, async (tx, request) => {
      const live = decideStillLive(request, now);
      if (!live.accepted) return live;
      await this.store.hide(tx, requestId, digests.value);
      return undefined;
    });
  }
}
