/** A home that becomes known by an address from which a family hid loses what it had going for that family: safety comes before secrecy. */
import { Injectable } from '@nestjs/common';
import { HiddenClaims } from '../access/account/hidden-claims.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ClaimStore } from './claim.store.js';
import { ClaimsOfHomeStore } from './claims-of-home.store.js';
import { decideCancel } from './domain/end-claim.js';
import { FollowStep } from './follow-step.js';
import { MoveOverdue } from './move-overdue.js';

@Injectable()
export class EndHiddenClaims extends HiddenClaims {
  constructor(
    private readonly store: ClaimsOfHomeStore,
    private readonly claims: ClaimStore,
    private readonly overdue: MoveOverdue,
    private readonly follow: FollowStep,
  ) {
    super();
  }

  /** Requests before the home, as by whoever claims; and once more when it is held, since somebody may have claimed in between. */
  override async end(tx: Transaction, homeId: string, becomes: readonly Buffer[], now: Date): Promise<void> {
    await this.endAll(tx, homeId, becomes, now);
    await this.claims.lockHome(tx, homeId);
    await this.endAll(tx, homeId, becomes, now);
  }

  private async endAll(tx: Transaction, homeId: string, becomes: readonly Buffer[], now: Date): Promise<void> {
    for (const id of await this.store.hidden(tx, homeId, becomes)) {
      await this.store.lock(tx, id);
      const [claim] = await this.claims.find(tx, [id]);
      if (!claim || (await this.overdue.execute(tx, claim, now))) continue;
      const step = decideCancel(claim.state, 'BLOCKED', now);
      if (!step.accepted) continue;
      await this.claims.write(tx, id, step);
      // Neither side ended it: both are told.
      await this.follow.execute(tx, claim, step, [], now);
    }
  }
}
