/** A coordinator settles a concern once: there was something to it, or not. */
import { Injectable } from '@nestjs/common';
import { OwnHouseholds } from '../home/own-households.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { ReadReports, type ShownReport } from './read-reports.js';
import { type ReportRead, ReportStore } from './report.store.js';

@Injectable()
export class SettleReport {
  constructor(
    private readonly database: Database,
    private readonly store: ReportStore,
    private readonly households: OwnHouseholds,
    private readonly reports: ReadReports,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, reportId: string, upheld: boolean): Promise<ShownReport | Refused> {
    if (!isPublicId(reportId)) return refuse('NOT_FOUND');
    const settledOn = this.clock.now().toISOString().slice(0, 10);
    const settled = await this.database.transaction(async (tx): Promise<ReportRead | Refused> => {
      const report = await this.store.findOfPartner(tx, viewer.partnerId, reportId);
      if (!report) return refuse('NOT_FOUND');
      const own = await this.households.refusal(tx, viewer, await this.store.homeOf(tx, reportId));
      if (own) return own;
      const first = await this.store.settle(tx, reportId, upheld, settledOn);
      return first ? { ...report, settledOn, upheld } : refuse('WRONG_STATE');
    });
    if (isRefused(settled)) return settled;
    const shown = await this.reports.withTexts([settled]);
    return isRefused(shown) ? shown : (shown[0] ?? refuse('NOT_FOUND'));
  }
}
