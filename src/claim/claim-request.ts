/** A home claims a request, or part of it: out of an offer of its own, or without one. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import { refusalOfStanding } from '../kernel/in-service.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { ClaimRecord } from './claim-record.js';
import type { ClaimWish } from './decide-target.js';
import { LookBeforeClaim } from './look-before-claim.js';
import { PlaceClaim } from './place-claim.js';

export type ClaimRequestInput = Pick<ClaimWish, 'requestId' | 'occurrenceId' | 'offerId' | 'lines' | 'plannedFor'>;

@Injectable()
export class ClaimRequest {
  constructor(
    private readonly database: Database,
    private readonly look: LookBeforeClaim,
    private readonly place: PlaceClaim,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer, input: ClaimRequestInput): Promise<ClaimRecord | Refused> {
    const standing = refusalOfStanding(viewer);
    if (standing) return standing;
    if (![input.requestId, input.occurrenceId, input.offerId].every((id) => id === null || isPublicId(id))) {
      return refuse('NOT_FOUND');
    }
    const now = this.clock.now();
    const wish: ClaimWish = { ...input, homeId: viewer.homeId, proposedBy: 'HOME', familyKey: null };
    const tooLate = await this.look.execute(wish, now);
    return tooLate ?? this.database.transaction((tx) => this.place.execute(tx, wish, now));
  }
}
