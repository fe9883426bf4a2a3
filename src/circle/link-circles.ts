/** Coordinators link a circle of their partner with another, also of another partner: the two sides, under one lock, say yes or no. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { CircleLinkStore } from './circle-link.store.js';
import { decideAcceptLink, decideDeclineLink, decideEndLink, decidePropose } from './domain/circle-link.js';
import type { ChangedCircle } from './manage-circles.js';

export type LinkMove = 'PROPOSE' | 'ACCEPT' | 'DECLINE' | 'END';

@Injectable()
export class LinkCircles {
  constructor(
    private readonly database: Database,
    private readonly store: CircleLinkStore,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: CoordinatorViewer,
    { circleId, otherCircleId }: { readonly circleId: string; readonly otherCircleId: string },
    move: LinkMove,
  ): Promise<ChangedCircle | Refused> {
    if (!isPublicId(circleId) || !isPublicId(otherCircleId)) return refuse('NOT_FOUND');
    const pair = { circleId, otherId: otherCircleId };
    const today = this.clock.now().toISOString().slice(0, 10);
    return this.database.transaction(async (tx): Promise<ChangedCircle | Refused> => {
      const side = await this.store.lockBoth(tx, pair, viewer.partnerId);
      if (!side) return refuse('NOT_FOUND');
      const link = await this.store.find(tx, pair);
      if (move === 'PROPOSE' || move === 'ACCEPT') {
        const decided = move === 'PROPOSE' ? decidePropose(link, side) : decideAcceptLink(link, side);
        if (!decided.accepted) return decided;
        await this.store.write(tx, pair, decided, today);
      } else {
        const decided = move === 'DECLINE' ? decideDeclineLink(link) : decideEndLink(link);
        if (!decided.accepted) return decided;
        await this.store.delete(tx, pair, decided);
      }
      return { circleId };
    });
  }
}
