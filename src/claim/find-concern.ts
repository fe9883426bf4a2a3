/** What a concern is about has to be there for whoever reports it: a claim of its own, or a request that it sees. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { FamilyViewer, HomeViewer } from '../kernel/viewer.js';
import { ReadRequests } from '../request/read-requests.js';
import type { Concern } from './domain/concern.js';
import { ReadClaims } from './read-claims.js';
import type { NewReport } from './report.store.js';

export type SubjectOfConcern = Pick<NewReport, 'partnerId' | 'claimId' | 'requestId' | 'homeId'>;

@Injectable()
export class FindConcern {
  constructor(
    private readonly claims: ReadClaims,
    private readonly requests: ReadRequests,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: FamilyViewer | HomeViewer, about: Concern['about']): Promise<SubjectOfConcern | Refused> {
    if ('claimId' in about) {
      const claim = (await this.claims.byIds(viewer, [about.claimId])).get(about.claimId);
      if (!claim) return refuse('NOT_FOUND');
      return { partnerId: claim.partnerId, claimId: claim.id, requestId: null, homeId: claim.homeId };
    }
    const { requestId } = about;
    if (!isPublicId(requestId)) return refuse('NOT_FOUND');
    const request = (await this.requests.byIds(viewer, [requestId], this.clock.now())).get(requestId);
    if (!request) return refuse('NOT_FOUND');
    const homeId = viewer.kind === 'HOME' ? viewer.homeId : null;
    return { partnerId: request.partnerId, claimId: null, requestId, homeId };
  }
}
