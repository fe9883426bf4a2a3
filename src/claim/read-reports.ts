/** Coordinators read the concerns of what their partner looks after, with what was said. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { type ReportPosition, type ReportRead, ReportStore } from './report.store.js';
import { SealedReports } from './sealed-reports.js';

export interface ShownReport extends ReportRead {
  readonly text: string | null;
}

@Injectable()
export class ReadReports {
  constructor(
    private readonly database: Database,
    private readonly store: ReportStore,
    private readonly sealed: SealedReports,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** `open`: those that nobody has settled yet, else the settled ones; the latest first. */
  async page(
    { partnerId }: CoordinatorViewer,
    open: boolean,
    first: number,
    after: string | null,
  ): Promise<Connection<ShownReport> | Refused> {
    const list = `reports ${partnerId} ${open}`;
    const opened = after === null ? null : this.cursors.open(list, after);
    if (opened && !opened.accepted) return opened;
    const position = opened && positionOf(opened.value);
    const rows = await this.store.page(this.database, partnerId, open, position, first + 1);
    const shown = await this.withTexts(rows);
    if (isRefused(shown)) return shown;
    return pageOf(
      shown,
      first,
      (report) => report,
      ({ reportedOn, id }) => this.cursors.seal(list, [reportedOn, id]),
    );
  }

  async withTexts(reports: readonly ReportRead[]): Promise<ShownReport[] | Refused> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const shown: ShownReport[] = [];
      for (const report of reports) shown.push({ ...report, text: await this.sealed.textOf(tx, report, now) });
      return shown;
    });
  }
}

function positionOf([reportedOn, id]: readonly (string | number | null)[]): ReportPosition {
  return { reportedOn: String(reportedOn), id: String(id) };
}
