/** A home or a family reports a concern: it goes to the coordinators of the partner that looks after what it is about. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { FamilyViewer, HomeViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { type ConcernInput, decideConcern } from './domain/concern.js';
import { FindConcern } from './find-concern.js';
import { SealedReports } from './sealed-reports.js';

@Injectable()
export class ReportConcern {
  constructor(
    private readonly database: Database,
    private readonly find: FindConcern,
    private readonly reports: SealedReports,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** The id of the report. */
  async execute(viewer: FamilyViewer | HomeViewer, input: ConcernInput): Promise<string | Refused> {
    const now = this.clock.now();
    const concern = decideConcern(input);
    if (!concern.accepted) return concern;
    const subject = await this.find.execute(viewer, concern.value.about);
    if (isRefused(subject)) return subject;
    const { reason, text } = concern.value;
    const id = randomUUID();
    const report = { ...subject, id, reportedBy: viewer.kind, reason, reportedOn: now.toISOString().slice(0, 10) };
    return this.database.transaction(async (tx) => {
      const refused = await this.reports.write(tx, report, text, now);
      if (refused) return refused;
      const to = { coordinatorsOf: subject.partnerId };
      await this.notices.tell(tx, to, 'CONCERN_REPORTED', { kind: 'REPORT', id }, now);
      return id;
    });
  }
}
