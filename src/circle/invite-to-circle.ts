/** Into a circle invite its partner's coordinators, and its homes in service where it lets them: by a token that is shown once and good for 14 days. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import { refusalOfStanding } from '../kernel/in-service.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { digestToken, makeToken } from '../sealing/opaque-token.js';
import { ChangingCircleStore } from './changing-circle.store.js';
import { CircleInvitationStore } from './circle-invitation.store.js';
import { decideInvite, MOST_INVITATIONS_OF_HOME } from './domain/circle.js';

export interface InvitedToCircle {
  /** Shown once: only its digest is kept. */
  readonly invitation: string;
  readonly uses: number;
  readonly endsAt: Date;
}

@Injectable()
export class InviteToCircle {
  constructor(
    private readonly database: Database,
    private readonly circles: ChangingCircleStore,
    private readonly store: CircleInvitationStore,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: HomeViewer | CoordinatorViewer,
    { circleId, uses }: { readonly circleId: string; readonly uses: number },
  ): Promise<InvitedToCircle | Refused> {
    if (!isPublicId(circleId)) return refuse('NOT_FOUND');
    const standing = viewer.kind === 'HOME' ? refusalOfStanding({ ...viewer, agreed: true }) : null;
    if (standing) return standing;
    const now = this.clock.now();
    const decided = decideInvite(uses, viewer.kind, now);
    if (!decided.accepted) return decided;
    const invitation = makeToken('CIRCLE');
    return this.database.transaction(async (tx): Promise<InvitedToCircle | Refused> => {
      const homeId = viewer.kind === 'HOME' ? viewer.homeId : null;
      // The home first, as for whoever leaves or joins: in the circle it is at this instant, whatever its session says.
      const home = homeId === null ? null : await this.circles.lockHome(tx, homeId, now);
      if (homeId !== null && home?.circleId !== circleId) return refuse('NOT_FOUND');
      const circle = await this.circles.lock(tx, circleId, viewer.partnerId);
      if (!circle) return refuse('NOT_FOUND');
      if (homeId !== null) {
        if (!circle.membersInvite) return refuse('NOT_ALLOWED');
        if ((await this.store.countOfHome(tx, homeId, now)) >= MOST_INVITATIONS_OF_HOME) {
          return refuse('TOO_MANY_ATTEMPTS');
        }
      }
      const coordinatorId = viewer.kind === 'COORDINATOR' ? viewer.coordinatorId : null;
      const made = { id: randomUUID(), circleId, digest: digestToken(invitation), homeId, coordinatorId };
      await this.store.insert(tx, made, decided);
      return { invitation, ...decided.value };
    });
  }
}
