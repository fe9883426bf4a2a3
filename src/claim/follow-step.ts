/** What follows from a step, in its transaction: the handoff is closed, money moves, and whoever it concerns is told. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import type { ClaimRecord } from './claim-record.js';
import type { Party } from './domain/claim.js';
import type { ClaimStep } from './domain/claim-step.js';
import { HandoffCopies } from './handoff-copies.js';
import { MarksOfStep } from './marks-of-step.js';
import { MoneyOfClaim } from './money-of-claim.js';
import { noticesOfStep } from './notices-of-step.js';

@Injectable()
export class FollowStep {
  constructor(
    private readonly copies: HandoffCopies,
    private readonly money: MoneyOfClaim,
    private readonly notices: Notices,
    private readonly marks: MarksOfStep,
  ) {}

  /** `by`: for whom the step was taken; empty for the clock. Quantities and the listing follow by triggers. */
  async execute(
    tx: Transaction,
    claim: ClaimRecord,
    { value: step }: Accepted<ClaimStep>,
    by: readonly Party[],
    now: Date,
  ): Promise<void> {
    if (step.aftermath.closesHandoff) await this.copies.close(tx, claim.id);
    await this.money.follow(tx, claim, claim.state, step.claim, by, now);
    for (const { to, code } of noticesOfStep(claim, step, by)) {
      await this.notices.tell(tx, to, code, { kind: 'CLAIM', id: claim.id }, now);
    }
    await this.marks.leave(tx, claim, step, now);
  }
}
