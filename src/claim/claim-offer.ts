/** A family claims an offer for its request; a coordinator proposes one for a request that its partner looks after. */
import { Injectable } from '@nestjs/common';
import { OwnHouseholds } from '../home/own-households.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer, FamilyViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { familyKeyOf } from '../requester/family-key.js';
import { FamilyRings } from '../requester/family-rings.js';
import type { ClaimRecord } from './claim-record.js';
import type { ClaimWish } from './decide-target.js';
import { type ClaimOfferInput, FindProposal } from './find-proposal.js';
import { PlaceClaim } from './place-claim.js';

@Injectable()
export class ClaimOffer {
  constructor(
    private readonly database: Database,
    private readonly find: FindProposal,
    private readonly households: OwnHouseholds,
    private readonly rings: FamilyRings,
    private readonly place: PlaceClaim,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: FamilyViewer | CoordinatorViewer, input: ClaimOfferInput): Promise<ClaimRecord | Refused> {
    const now = this.clock.now();
    const homeId = await this.find.execute(viewer, input, now);
    if (isRefused(homeId)) return homeId;
    const ring = viewer.kind === 'FAMILY' ? await this.rings.ofViewer(viewer, now) : null;
    const familyKey = ring && familyKeyOf(ring.ring, input.requestId);
    if (viewer.kind === 'FAMILY' && !familyKey) return refuse('NOT_FOUND');
    const wish: ClaimWish = { ...input, homeId, proposedBy: viewer.kind, familyKey };
    return this.database.transaction(async (tx) => {
      return (await this.households.refusal(tx, viewer, homeId)) ?? this.place.execute(tx, wish, now);
    });
  }
}
