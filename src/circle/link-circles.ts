/** Coordinators link a circle of their partner with another, also of another partner: the two sides, under one lock, say yes or no. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { CircleLinkStore, type LockedSide } from './circle-link.store.js';
import {
  decideAcceptLink,
  decideDeclineLink,
  decideEndLink,
  decidePropose,
  LINKING_ROLES,
  type LinkStep,
} from './domain/circle-link.js';
import { LinkLimit } from './link-limit.js';
import type { ChangedCircle } from './manage-circles.js';

export type LinkMove = 'PROPOSE' | 'ACCEPT' | 'DECLINE' | 'END';

interface LinkedCircles {
  readonly circleId: string;
  readonly otherCircleId: string;
}

@Injectable()
export class LinkCircles {
  constructor(
    private readonly database: Database,
    private readonly store: CircleLinkStore,
    private readonly notices: Notices,
    private readonly limit: LinkLimit,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, between: LinkedCircles, move: LinkMove): Promise<ChangedCircle | Refused> {
    if (move !== 'PROPOSE') return this.take(viewer, between, move);
    return this.limit.count(viewer.partnerId, () => this.take(viewer, between, move));
  }

  private async take(
    viewer: CoordinatorViewer,
    { circleId, otherCircleId }: LinkedCircles,
    move: LinkMove,
  ): Promise<ChangedCircle | Refused> {
    if (!isPublicId(circleId) || !isPublicId(otherCircleId)) return refuse('NOT_FOUND');
    const pair = { circleId, otherId: otherCircleId };
    const now = this.clock.now();
    const today = now.toISOString().slice(0, 10);
    return this.database.transaction(async (tx): Promise<ChangedCircle | Refused> => {
      const side = await this.store.lockBoth(tx, pair, viewer.partnerId);
      if (!side) return refuse('NOT_FOUND');
      const link = await this.store.find(tx, pair);
      if (move === 'PROPOSE' || move === 'ACCEPT') {
        const decided = move === 'PROPOSE' ? decidePropose(link, side) : decideAcceptLink(link, side);
        if (!decided.accepted) return decided;
        await this.store.write(tx, pair, decided, today);
        await this.tellOther(tx, side, decided.value, now);
      } else {
        const decided = move === 'DECLINE' ? decideDeclineLink(link) : decideEndLink(link);
        if (!decided.accepted) return decided;
        await this.store.delete(tx, pair, decided);
      }
      return { circleId };
    });
  }

  /** Those of the other partner who may answer; of one's own, nobody is waited for. */
  private async tellOther(tx: Queryable, side: LockedSide, step: LinkStep, now: Date): Promise<void> {
    if (side.speaksForBoth) return;
    const to = { coordinatorsOf: side.otherPartnerId, roles: LINKING_ROLES };
    const code = step === 'AGREED' ? 'CIRCLE_LINK_AGREED' : 'CIRCLE_LINK_PROPOSED';
    await this.notices.tell(tx, to, code, { kind: 'CIRCLE', id: side.otherId }, now);
  }
}
