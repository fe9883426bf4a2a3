/** What follows from a step, in its transaction: the handoff is closed, and whoever it concerns is told. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ReviewConduct } from '../home/review-conduct.js';
import type { Accepted } from '../kernel/decision.js';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ClaimStore } from './claim.store.js';
import type { ClaimRecord } from './claim-record.js';
import type { Party } from './domain/claim.js';
import type { ClaimStep } from './domain/claim-step.js';
import { lastingMarks, leavesMark, marksSince } from './domain/end-claim.js';
import { HandoffCopies } from './handoff-copies.js';
import { noticesOfStep } from './notices-of-step.js';
import { type NewReport, ReportStore } from './report.store.js';

@Injectable()
export class FollowStep {
  constructor(
    private readonly claims: ClaimStore,
    private readonly copies: HandoffCopies,
    private readonly notices: Notices,
    private readonly conduct: ReviewConduct,
    private readonly reports: ReportStore,
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
    for (const { to, code } of noticesOfStep(claim, step, by)) {
      await this.notices.tell(tx, to, code, { kind: 'CLAIM', id: claim.id }, now);
    }
    if (step.claim.endReason === 'NO_SHOW') await this.reports.insert(tx, noShowOf(claim, now), null);
    if (leavesMark(step.claim) && claim.homeId !== null) await this.reviewMarks(tx, claim.homeId, now);
  }

  private async reviewMarks(tx: Transaction, homeId: string, now: Date): Promise<void> {
    const released = await this.claims.releasedSince(tx, homeId, marksSince(now));
    await this.conduct.released(tx, homeId, lastingMarks(released, now), now);
  }
}

/** For the coordinators' queue: it stays there until one of them has looked. */
function noShowOf({ id, partnerId, homeId }: ClaimRecord, now: Date): NewReport {
  const reportedOn = now.toISOString().slice(0, 10);
  return {
    id: randomUUID(),
    partnerId,
    claimId: id,
    requestId: null,
    homeId,
    reportedBy: 'FAMILY',
    reason: 'NO_SHOW',
    reportedOn,
  };
}
