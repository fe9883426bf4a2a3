/** What homes proposed or were asked for ends when they are not vouched for any more; for what was accepted, coordinators are told. */
import { Injectable } from '@nestjs/common';
import type { Decision } from '../kernel/decision.js';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ProposalsOfHomes } from '../vouching/proposals-of-homes.js';
import { ClaimStore } from './claim.store.js';
import type { ClaimRecord } from './claim-record.js';
import { ClaimsOfHomeStore } from './claims-of-home.store.js';
import { decideDecline, decideRetract } from './domain/answer-claim.js';
import type { ClaimStep } from './domain/claim-step.js';
import { FollowStep } from './follow-step.js';

@Injectable()
export class EndProposalsOfHomes extends ProposalsOfHomes {
  constructor(
    private readonly store: ClaimsOfHomeStore,
    private readonly claims: ClaimStore,
    private readonly follow: FollowStep,
    private readonly notices: Notices,
  ) {
    super();
  }

  /** What somebody else has in hand is left: no yes to it is taken any more, and it lapses. */
  async end(tx: Transaction, homeIds: readonly string[], now: Date): Promise<void> {
    for (const id of await this.store.toComeOf(tx, homeIds)) {
      const claim = await this.claims.lockFree(tx, id);
      if (claim) await this.endOne(tx, claim, now);
    }
  }

  private async endOne(tx: Transaction, claim: ClaimRecord, now: Date): Promise<void> {
    const { id, partnerId, state } = claim;
    if (state.status !== 'PROPOSED') {
      const to = { coordinatorsOf: partnerId };
      await this.notices.tell(tx, to, 'CLAIM_HOME_REEXAMINED', { kind: 'CLAIM', id }, now);
      return;
    }
    const step = decideEnd(claim, now);
    if (!step.accepted) return;
    await this.claims.write(tx, id, step);
    await this.follow.execute(tx, claim, step, ['HOME'], now);
  }
}

function decideEnd({ state }: ClaimRecord, now: Date): Decision<ClaimStep> {
  return state.proposedBy === 'HOME' ? decideRetract(state, ['HOME'], now) : decideDecline(state, ['HOME'], now);
}
