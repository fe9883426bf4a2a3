/** Concerns are reported by homes and families, read and settled by coordinators. */
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, FamilyViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { HelpRequest } from '../request/request.type.js';
import { Claim } from './claim.type.js';
import { ReadReports } from './read-reports.js';
import {
  type ConcernReported,
  Report,
  ReportConcernInput,
  ReportConcernResult,
  ReportConnection,
  type ReportSettled,
  ReportsArgs,
  SettleReportInput,
  SettleReportResult,
} from './report.type.js';
import { ReportConcern } from './report-concern.js';
import { SettleReport } from './settle-report.js';
import { SubjectsOfReports } from './subjects-of-reports.js';

@Resolver(() => Report)
export class ReportResolver {
  constructor(
    private readonly reporting: ReportConcern,
    private readonly reading: ReadReports,
    private readonly settling: SettleReport,
    private readonly subjects: SubjectsOfReports,
  ) {}

  @Mutation(() => ReportConcernResult, {
    description:
      'Reports a concern about a claim that you are part of, or a request that you see; for homes and families. The coordinators of the partner that looks after it are told, the other side is not. A report of a claim opens its messages to them.',
  })
  @Allow('FAMILY', 'HOME')
  async reportConcern(
    @Args('input') input: ReportConcernInput,
    @CurrentContext() { viewer }: CallContext,
  ): Promise<ConcernReported | Refused> {
    // The guard lets no other viewers through.
    const reportId = await this.reporting.execute(viewer as FamilyViewer | HomeViewer, input);
    return isRefused(reportId) ? reportId : { reportId };
  }

  @Query(() => ReportConnection, {
    description: 'The concerns about what your partner looks after, the latest first; for coordinators.',
  })
  @Allow('COORDINATOR')
  reports(
    @Args() { open, first, after }: ReportsArgs,
    @CurrentContext() { viewer }: CallContext,
  ): Promise<Connection<Report> | Refused> {
    // The guard lets no other viewers through.
    return this.reading.page(viewer as CoordinatorViewer, open, first, after ?? null);
  }

  @Mutation(() => SettleReportResult, {
    description:
      'Settles a concern, once; for coordinators of the partner that looks after what it is about. Not one about a home of your own.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER')
  async settleReport(
    @Args('input') { reportId, upheld }: SettleReportInput,
    @CurrentContext() { viewer }: CallContext,
  ): Promise<ReportSettled | Refused> {
    // The guard lets no other viewers through.
    const report = await this.settling.execute(viewer as CoordinatorViewer, reportId, upheld);
    return isRefused(report) ? report : { report };
  }

  @ResolveField(() => Claim, { nullable: true, description: 'The claim that it is about, with its messages.' })
  claim(@Parent() report: Report, @CurrentContext() context: CallContext): Promise<Claim | null> {
    return this.subjects.claim(report, context);
  }

  @ResolveField(() => HelpRequest, { nullable: true, description: 'The request that it is about.' })
  request(@Parent() report: Report, @CurrentContext() context: CallContext): Promise<HelpRequest | null> {
    return this.subjects.request(report, context);
  }
}
