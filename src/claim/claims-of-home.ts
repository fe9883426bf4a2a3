/** The claims of a home as a part of it: handed out without a word of families, and let go when the home closes. */
import { Injectable } from '@nestjs/common';
import { halfOf, localDateOf } from '../calendar/half-day.js';
import type { PartOfHome } from '../home/ending/part-of-home.js';
import type { Decision } from '../kernel/decision.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ClaimStore } from './claim.store.js';
import type { ClaimRecord } from './claim-record.js';
import { ClaimsOfHomeStore } from './claims-of-home.store.js';
import { decideDecline, decideRetract } from './domain/answer-claim.js';
import type { ClaimStep } from './domain/claim-step.js';
import { decideRelease } from './domain/end-claim.js';
import { FollowStep } from './follow-step.js';
import { MoveOverdue } from './move-overdue.js';

@Injectable()
export class ClaimsOfHome implements PartOfHome {
  readonly section = 'claims';
  readonly holds = ['claim.home_id'];

  constructor(
    private readonly store: ClaimsOfHomeStore,
    private readonly claims: ClaimStore,
    private readonly overdue: MoveOverdue,
    private readonly follow: FollowStep,
  ) {}

  /** The alias is the family's only name here; nothing leads from it to the request. */
  async exported(tx: Transaction, { homeId }: HomeViewer): Promise<unknown> {
    return (await this.store.all(tx, homeId)).map(({ plannedHalf, ...claim }) => ({
      ...claim,
      plannedFor: { date: localDateOf(plannedHalf), half: halfOf(plannedHalf) },
    }));
  }

  /** As the home would itself: families are told, quantities go back. What was delivered closes in its own way. */
  async close(tx: Transaction, homeId: string, now: Date): Promise<void> {
    for (const id of await this.store.toCome(tx, homeId)) {
      await this.store.lock(tx, id);
      const [claim] = await this.claims.find(tx, [id]);
      if (!claim || (await this.overdue.execute(tx, claim, now))) continue;
      const step = decideLetGo(claim, now);
      // Somebody was faster, and it is not to come any more.
      if (!step.accepted) continue;
      await this.claims.write(tx, id, step);
      await this.follow.execute(tx, claim, step, ['HOME'], now);
    }
  }
}

function decideLetGo({ state }: ClaimRecord, now: Date): Decision<ClaimStep> {
  if (state.status === 'ACCEPTED') return decideRelease(state, 'CANNOT_COME', now);
  return state.proposedBy === 'HOME' ? decideRetract(state, ['HOME'], now) : decideDecline(state, ['HOME'], now);
}
