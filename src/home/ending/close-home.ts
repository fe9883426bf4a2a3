/** A keeper closes the home: what it took on is let go, what it offers is withdrawn, and nobody signs in for it any more. */
import { Injectable } from '@nestjs/common';
import { type Confirmation, ConfirmPerson } from '../../access/account/confirm-person.js';
import type { CallingClient } from '../../access/calling-client.js';
import { Clock } from '../../kernel/clock.js';
import { type Refused, refuse } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { Database } from '../../platform/database/database.js';
import type { Transaction } from '../../platform/database/transaction.js';
import { decideByKeeper } from '../domain/membership.js';
import { holdOffers, takeTurn } from '../hold-offers.js';
import { InvitationStore } from '../membership/invitation.store.js';
import { MemberStore } from '../membership/member.store.js';
import { OwnHomeStore } from './own-home.store.js';
import { PartsOfHome } from './parts-of-home.js';

@Injectable()
export class CloseHome {
  constructor(
    private readonly database: Database,
    private readonly members: MemberStore,
    private readonly invitations: InvitationStore,
    private readonly store: OwnHomeStore,
    private readonly parts: PartsOfHome,
    private readonly confirm: ConfirmPerson,
    private readonly clock: Clock,
  ) {}

  /** Nobody reopens it: an open session is not enough. */
  async execute(
    viewer: HomeViewer,
    confirmation: Confirmation,
    client: CallingClient,
  ): Promise<{ readonly closed: true } | Refused> {
    if (viewer.memberRole !== 'KEEPER') return refuse('NOT_ALLOWED');
    const unconfirmed = await this.confirm.execute(viewer, confirmation, client);
    if (unconfirmed) return unconfirmed;
    return this.database.transaction((tx) => this.within(tx, viewer, this.clock.now()));
  }

  /**
   * Requests before offers before the home, as by whoever claims: so what has to end ends before the home is held, and once more afterwards,
   * when nobody can add to it. Whether the member may is looked at first, so that nobody else makes anything wait.
   */
  async within(tx: Transaction, viewer: HomeViewer, now: Date): Promise<{ readonly closed: true } | Refused> {
    if (viewer.memberRole !== 'KEEPER') return refuse('NOT_ALLOWED');
    await takeTurn(tx, viewer);
    await this.end(tx, viewer.homeId, now, 'BEFORE');
    await holdOffers(tx, viewer);
    const home = await this.members.lock(tx, viewer);
    if (!home) return refuse('NOT_FOUND');
    const decision = decideByKeeper(home);
    if (!decision.accepted) return decision;
    await this.end(tx, viewer.homeId, now, 'UNDER');
    await this.invitations.deleteOfHome(tx, viewer.homeId);
    return (await this.store.close(tx, viewer.homeId, now)) ? { closed: true } : refuse('WRONG_STATE');
  }

  private async end(tx: Transaction, homeId: string, now: Date, theLock: 'BEFORE' | 'UNDER'): Promise<void> {
    for (const part of this.parts.all) {
      if (theLock === 'UNDER' || !part.closesUnderLock) await part.close?.(tx, homeId, now);
    }
  }
}
