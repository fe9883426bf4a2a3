/** How many fit, until when one signs up and where it is may change; who has a place keeps it, and is told when the place is another one. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideChange, type GatheringKind } from './domain/gathering.js';
import { decideCapacity, decideExactPlace, type ExactPlaceInput } from './domain/plan-gathering.js';
import { GatheringStore } from './gathering.store.js';
import { type GatheringInHand, GatheringsInHand } from './gatherings-in-hand.js';
import type { SealedPlace } from './sealed-place.store.js';
import { SealedPlaces } from './sealed-places.js';
import { TellSignedUp } from './tell-signed-up.js';

/** What is left out stays. */
export interface ChangeInput {
  readonly capacity?: number | null;
  readonly signUpClosesAt?: Date | null;
  readonly exactPlace?: ExactPlaceInput | null;
}

type Changed = { readonly gatheringId: string } | Refused;

@Injectable()
export class ChangeGathering {
  constructor(
    private readonly gatherings: GatheringsInHand,
    private readonly store: GatheringStore,
    private readonly places: SealedPlaces,
    private readonly tell: TellSignedUp,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, kind: GatheringKind, id: string, input: ChangeInput): Promise<Changed> {
    const capacity = decideCapacity(input.capacity ?? null);
    if (!capacity.accepted) return capacity;
    const { exactPlace } = input;
    const change = (sealed: SealedPlace | null) =>
      this.gatherings.take(viewer, kind, id, (tx, its) => this.write(tx, its, input, sealed));
    if (!exactPlace) return change(null);
    // Sealed before the gathering is locked: the key is made in another database.
    const found = await this.gatherings.look(viewer, kind, id);
    if (isRefused(found)) return found;
    const place = decideExactPlace(found.mode, exactPlace);
    if (!place.accepted) return place;
    const sealed = await this.places.seal(found, place.value, found.endsAt, this.clock.now());
    const changed = await change(sealed);
    if (isRefused(changed)) await this.places.discard(sealed);
    return changed;
  }

  private async write(
    tx: Transaction,
    its: GatheringInHand,
    input: ChangeInput,
    sealed: SealedPlace | null,
  ): Promise<Changed> {
    const now = this.clock.now();
    const decision = decideChange(its, input, now);
    if (!decision.accepted) return decision;
    await this.store.change(tx, its.id, decision);
    if (sealed) {
      await this.places.keep(tx, sealed);
      await this.tell.thoseWithPlace(tx, 'GATHERING_CHANGED', its, now);
    }
    await this.tell.movedUp(tx, its, now);
    return { gatheringId: its.id };
  }
}
