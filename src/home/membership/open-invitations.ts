/** Whoever invited sees which invitations are still open, and takes back what should not be used. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type Refused, refuse } from '../../kernel/decision.js';
import { isPublicId } from '../../kernel/ids.js';
import type { CoordinatorViewer, HomeViewer } from '../../kernel/viewer.js';
import { Database } from '../../platform/database/database.js';
import { decideRevoke } from '../domain/membership.js';
import { InvitationStore, type Inviter, type OpenInvitation } from './invitation.store.js';

@Injectable()
export class OpenInvitations {
  constructor(
    private readonly database: Database,
    private readonly store: InvitationStore,
    private readonly clock: Clock,
  ) {}

  async of(viewer: HomeViewer | CoordinatorViewer): Promise<OpenInvitation[]> {
    return this.store.of(this.database, inviterOf(viewer), this.clock.now());
  }

  async revoke(viewer: HomeViewer | CoordinatorViewer, invitationId: string): Promise<OpenInvitation[] | Refused> {
    if (!isPublicId(invitationId)) return refuse('NOT_FOUND', ['invitationId']);
    const inviter = inviterOf(viewer);
    return this.database.transaction(async (tx) => {
      const kind = await this.store.revoke(tx, inviter, invitationId);
      if (!kind) return refuse('NOT_FOUND', ['invitationId']);
      if (viewer.kind === 'HOME') {
        const decision = decideRevoke({ id: viewer.memberId, role: viewer.memberRole }, kind);
        if (!decision.accepted) return decision;
      }
      return this.store.of(tx, inviter, this.clock.now());
    });
  }
}

function inviterOf(viewer: HomeViewer | CoordinatorViewer): Inviter {
  return viewer.kind === 'HOME'
    ? { homeId: viewer.homeId, coordinatorId: null }
    : { homeId: null, coordinatorId: viewer.coordinatorId };
}
