/** What is called off stays called off: all who signed up are told, those who wait as well, and the address is closed for everybody. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { decideCancelling, type GatheringKind } from './domain/gathering.js';
import { GatheringStore } from './gathering.store.js';
import { GatheringsInHand } from './gatherings-in-hand.js';
import { SealedPlaces } from './sealed-places.js';
import { TellSignedUp } from './tell-signed-up.js';

@Injectable()
export class CancelGathering {
  constructor(
    private readonly gatherings: GatheringsInHand,
    private readonly store: GatheringStore,
    private readonly places: SealedPlaces,
    private readonly tell: TellSignedUp,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: CoordinatorViewer,
    kind: GatheringKind,
    id: string,
  ): Promise<{ gatheringId: string } | Refused> {
    const now = this.clock.now();
    return this.gatherings.take(viewer, kind, id, async (tx, its) => {
      const decision = decideCancelling(its, now);
      if (!decision.accepted) return decision;
      await this.store.cancel(tx, id, decision);
      await this.places.forget(tx, id);
      await this.tell.all(tx, 'GATHERING_CANCELLED', its, now);
      return { gatheringId: id };
    });
  }
}
