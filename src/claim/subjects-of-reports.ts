/** What reports are about, read once for all reports of a page. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type CallContext, loaderOf } from '../platform/graphql/call-context.js';
import { ReadRequests } from '../request/read-requests.js';
import type { HelpRequest } from '../request/request.type.js';
import type { Claim } from './claim.type.js';
import { ReadClaims } from './read-claims.js';
import type { Report } from './report.type.js';
import { ShownClaims } from './shown-claims.js';

@Injectable()
export class SubjectsOfReports {
  constructor(
    private readonly claims: ReadClaims,
    private readonly requests: ReadRequests,
    private readonly show: ShownClaims,
    private readonly clock: Clock,
  ) {}

  async claim({ claimId }: Report, context: CallContext): Promise<Claim | null> {
    if (claimId === null) return null;
    const load = (ids: readonly string[]) => this.claims.byIds(context.viewer, ids);
    const record = await loaderOf(context, 'claims-of-reports', load).load(claimId);
    return record && this.show.shown(record, context);
  }

  async request({ requestId }: Report, context: CallContext): Promise<HelpRequest | null> {
    if (requestId === null) return null;
    const { viewer, language } = context;
    const load = (ids: readonly string[]) => this.requests.byIds(viewer, ids, this.clock.now(), language);
    return loaderOf(context, 'requests-of-reports', load).load(requestId);
  }
}
