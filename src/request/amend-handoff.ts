/** A family replaces the sealed part of its request; a home that was accepted reads the new one from now on. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import { familyKeyOf } from '../requester/family-key.js';
import { FamilyRings } from '../requester/family-rings.js';
import { type AmendInput, decideAmend } from './domain/amend.js';
import { unclaimedHandoffEnds } from './domain/retention.js';
import { LiveClaims } from './live-claims.js';
import { type ChangedRequest, OwnRequests } from './own-requests.js';
import type { RequestRecord } from './request.store.js';
import { RequestHandoffs } from './request-handoffs.js';

@Injectable()
export class AmendHandoff {
  constructor(
    private readonly own: OwnRequests,
    private readonly handoffs: RequestHandoffs,
    private readonly claims: LiveClaims,
    private readonly rings: FamilyRings,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: Viewer, requestId: string, input: AmendInput): Promise<ChangedRequest | Refused> {
    const now = this.clock.now();
    const ring = viewer.kind === 'FAMILY' ? await this.rings.ofViewer(viewer, now) : null;
    const ownKey = ring && familyKeyOf(ring.ring, requestId);
    return this.own.change(viewer, requestId, async (tx, request) => {
      const amended = decideAmend(input, request, now);
      if (!amended.accepted) return amended;
      // The session ended between the door and here.
      if (isUnderRing(request) && !ownKey) return refuse('NOT_FOUND');
      const of = { requestId, partnerId: request.partnerId };
      const familyKey = isUnderRing(request) ? ownKey : null;
      const destroyAfter = unclaimedHandoffEnds(now, request.expiresAt, request.isSeries);
      await this.handoffs.replace(tx, of, amended.value, { familyKey, destroyAfter }, now);
      await this.claims.reseal(tx, requestId, amended.value, now);
      return undefined;
    });
  }
}

/** Sealed so that nobody but the family opens it, until somebody was accepted: see posting. */
function isUnderRing({ acceptance, intakeCoordinatorId }: RequestRecord): boolean {
  return acceptance === 'ME' && intakeCoordinatorId === null;
}
