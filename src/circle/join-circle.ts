/** A home joins a circle of its partner by an invitation, and leaves it for the partner's own, or is taken out of it; what it claimed stays its own. */
import { Injectable } from '@nestjs/common';
import { holdOffersInTurn } from '../home/hold-offers.js';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { digestToken, isTokenOf } from '../sealing/opaque-token.js';
import { ChangingCircleStore } from './changing-circle.store.js';
import { CircleStore } from './circle.store.js';
import { CircleInvitationStore } from './circle-invitation.store.js';
import { decideJoin } from './domain/circle.js';
import type { ChangedCircle } from './manage-circles.js';

@Injectable()
export class JoinCircle {
  constructor(
    private readonly database: Database,
    private readonly circles: CircleStore,
    private readonly changing: ChangingCircleStore,
    private readonly invitations: CircleInvitationStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async join(
    { homeId, partnerId }: HomeViewer,
    input: { readonly invitation: string },
  ): Promise<ChangedCircle | Refused> {
    const invitation = input.invitation.trim();
    if (!isTokenOf('CIRCLE', invitation)) return refuse('INVITATION_INVALID');
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<ChangedCircle | Refused> => {
      await holdOffersInTurn(tx, { homeId, partnerId });
      const home = await this.changing.lockHome(tx, homeId, now);
      if (!home) return refuse('NOT_FOUND');
      const found = await this.invitations.lock(tx, digestToken(invitation), now);
      const { circleId: homeCircleId, certificates } = home;
      const joined = decideJoin(found, { homePartnerId: partnerId, homeCircleId, certificates });
      if (!joined.accepted) return joined;
      if (found) await this.invitations.use(tx, found.invitationId);
      await this.move(tx, homeId, joined.value.id);
      return { circleId: joined.value.id };
    });
  }

  /** Refuses with WRONG_STATE whoever is in the partner's own circle already. */
  async leave({ homeId, partnerId }: HomeViewer): Promise<ChangedCircle | Refused> {
    return this.database.transaction(async (tx): Promise<ChangedCircle | Refused> => {
      await holdOffersInTurn(tx, { homeId, partnerId });
      const home = await this.changing.lockHome(tx, homeId, this.clock.now());
      const own = await this.circles.forNewHome(tx, partnerId);
      if (!home || !own) return refuse('NOT_FOUND');
      if (home.circleId === own.id) return refuse('WRONG_STATE');
      await this.move(tx, homeId, own.id);
      return { circleId: own.id };
    });
  }

  /** By a coordinator of its partner: like leaving, and the home is told. What it was in; any other home is not there. */
  async takeOut({ partnerId }: CoordinatorViewer, homeId: string): Promise<ChangedCircle | Refused> {
    if (!isPublicId(homeId)) return refuse('NOT_FOUND', ['homeId']);
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<ChangedCircle | Refused> => {
      await holdOffersInTurn(tx, { homeId, partnerId });
      const home = await this.changing.lockHomeOfPartner(tx, homeId, partnerId);
      if (!home) return refuse('NOT_FOUND', ['homeId']);
      const own = await this.circles.forNewHome(tx, partnerId);
      if (!own || home.circleId === own.id) return refuse('WRONG_STATE');
      await this.move(tx, homeId, own.id);
      await this.notices.tell(tx, { homeId }, 'CIRCLE_LEFT', { kind: 'HOME', id: homeId }, now);
      return { circleId: home.circleId };
    });
  }

  /** Into the circle that it leaves it invites nobody any more. */
  private async move(tx: Queryable, homeId: string, circleId: string): Promise<void> {
    await this.invitations.forgetOfHome(tx, homeId);
    await this.changing.moveHome(tx, homeId, circleId);
  }
}
