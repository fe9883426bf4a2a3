/** An opening of a handoff is counted three ways, in its own transaction: by its claim, by the day of its home, and in the request's log. */
import { Injectable } from '@nestjs/common';
import { ReviewConduct } from '../home/review-conduct.js';
import type { Decision, Refused } from '../kernel/decision.js';
import { DailyLooks } from '../metering/daily-looks.js';
import type { Transaction } from '../platform/database/transaction.js';
import { Settings } from '../platform/instance-parts.js';
import type { ClaimRecord } from './claim-record.js';
import { decideOpenHandoff } from './domain/claim-openings.js';
import { RecordDisclosure } from './record-disclosure.js';

@Injectable()
export class Openings {
  constructor(
    private readonly disclosures: RecordDisclosure,
    private readonly looks: DailyLooks,
    private readonly conduct: ReviewConduct,
    private readonly settings: Settings,
  ) {}

  /** Whether the home may open it now. Opening the same one again does not count as another one of the day. */
  async decide(
    tx: Transaction,
    claim: ClaimRecord,
    homeId: string,
    now: Date,
  ): Promise<Decision<{ readonly availableUntil: Date }>> {
    const openings = {
      before: await this.disclosures.openingsOf(tx, claim.id),
      most: this.settings.config.openingsPerClaim,
    };
    const decision = decideOpenHandoff(claim.state, openings, now);
    if (!decision.accepted) return decision;
    return (await this.looks.opening(tx, homeId, claim.id, now)) ?? decision;
  }

  record(tx: Transaction, claim: ClaimRecord, requestId: string, homeId: string, now: Date): Promise<void> {
    return this.disclosures.execute(tx, claim, requestId, homeId, now);
  }

  /** After it was refused, and with it everything that its transaction had counted. */
  async review({ code }: Refused, homeId: string, now: Date): Promise<void> {
    if (code === 'METER_USED_UP') await this.conduct.openingsUsedUp(homeId, now);
  }
}
