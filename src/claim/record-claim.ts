/** A claim is written with what begins with it: quantities held, the handoff copied where the family has said yes, and those it waits for told. */
import { Injectable } from '@nestjs/common';
import { accept, type Refused } from '../kernel/decision.js';
import { Notices } from '../notice/notices.js';
import { WhoIsOnDuty } from '../partner/who-is-on-duty.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ClaimStore } from './claim.store.js';
import type { ClaimRecord, NewClaim } from './claim-record.js';
import type { ClaimWish } from './decide-target.js';
import { waitingFor } from './domain/consents.js';
import { HandoffCopies } from './handoff-copies.js';
import { noticesOfProposal } from './notices-of-step.js';

@Injectable()
export class RecordClaim {
  constructor(
    private readonly claims: ClaimStore,
    private readonly copies: HandoffCopies,
    private readonly notices: Notices,
    private readonly duty: WhoIsOnDuty,
  ) {}

  async execute(
    tx: Transaction,
    claim: NewClaim,
    { requestId, familyKey }: ClaimWish,
    now: Date,
  ): Promise<ClaimRecord | Refused> {
    await this.claims.insert(tx, accept(claim), now);
    const { id, partnerId, state } = claim;
    // The family's own yes is given here and now, while its ring is open; a yes beforehand counts when nobody else has to say one.
    if (familyKey || state.status === 'ACCEPTED') {
      const { plannedEndsAt } = state;
      const refused = await this.copies.make(tx, { id, requestId, partnerId, plannedEndsAt }, familyKey, now);
      if (refused) return refused;
    }
    for (const { to, code } of noticesOfProposal(claim)) {
      await this.notices.tell(tx, to, code, { kind: 'CLAIM', id }, now);
    }
    await this.tellIfNobodyIsOnDuty(tx, claim, now);
    return claim;
  }

  /** The family knows then why it hears nothing, and may ask a home that needs no coordinator. */
  private async tellIfNobodyIsOnDuty(tx: Transaction, { id, requestId, partnerId, state }: NewClaim, now: Date) {
    if (requestId === null || !waitingFor(state).includes('COORDINATOR')) return;
    if (await this.duty.isOnDuty(partnerId, now, 'DISPATCHER', tx)) return;
    await this.notices.tell(tx, { requestId }, 'NOBODY_ON_DUTY', { kind: 'CLAIM', id }, now);
  }
}
