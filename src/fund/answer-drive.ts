/** A partner agrees to hold a drive that a home proposed, or does not; about a drive of their own household somebody else agrees. */
import { Injectable } from '@nestjs/common';
import { OwnHouseholds } from '../home/own-households.js';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { decideAnswerDrive } from './domain/fund.js';
import { FundStore } from './fund.store.js';

@Injectable()
export class AnswerDrive {
  constructor(
    private readonly database: Database,
    private readonly store: FundStore,
    private readonly households: OwnHouseholds,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, fundId: string, yes: boolean): Promise<{ fundId: string } | Refused> {
    if (!isPublicId(fundId)) return refuse('NOT_FOUND', ['fundId']);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const fund = await this.store.lock(tx, viewer.partnerId, fundId);
      if (!fund) return refuse('NOT_FOUND', ['fundId']);
      const answer = decideAnswerDrive(fund, yes);
      if (!answer.accepted) return answer;
      const { startedByHome: homeId } = fund;
      const own = yes ? await this.households.refusal(tx, viewer, homeId) : undefined;
      if (own) return own;
      await this.store.writeState(tx, fundId, answer, now.toISOString().slice(0, 10));
      if (homeId === null) return { fundId };
      const code = yes ? 'DRIVE_OPENED' : 'DRIVE_DECLINED';
      await this.notices.tell(tx, { homeId }, code, { kind: 'FUND', id: fundId }, now);
      return { fundId };
    });
  }
}
