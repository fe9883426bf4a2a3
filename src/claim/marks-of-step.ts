/** What a step says of a home's conduct: nobody came, or it saw a family's place and let go. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ReviewConduct } from '../home/review-conduct.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ClaimStore } from './claim.store.js';
import type { ClaimRecord } from './claim-record.js';
import type { ClaimStep } from './domain/claim-step.js';
import { lastingMarks, leavesMark, marksSince } from './domain/end-claim.js';
import { type NewReport, ReportStore } from './report.store.js';

@Injectable()
export class MarksOfStep {
  constructor(
    private readonly claims: ClaimStore,
    private readonly conduct: ReviewConduct,
    private readonly reports: ReportStore,
  ) {}

  async leave(tx: Transaction, claim: ClaimRecord, step: ClaimStep, now: Date): Promise<void> {
    if (step.claim.endReason === 'NO_SHOW') await this.reports.insert(tx, noShowOf(claim, now), null);
    if (!leavesMark(step.claim) || claim.homeId === null) return;
    const released = await this.claims.releasedSince(tx, claim.homeId, marksSince(now));
    await this.conduct.released(tx, claim.homeId, lastingMarks(released, now), now);
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
