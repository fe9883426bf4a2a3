/** A family wants nothing more to do with a home: it is kept away from all of the family's requests, those to come included. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { FamilyRings } from '../requester/family-rings.js';
import { KeepAway } from './keep-away.js';
import { RequestStore } from './request.store.js';

@Injectable()
export class BlockHome {
  constructor(
    private readonly database: Database,
    private readonly store: RequestStore,
    private readonly keepAway: KeepAway,
    private readonly rings: FamilyRings,
    private readonly clock: Clock,
  ) {}

  /** By a claim of the home: families learn no home's id. A coordinator blocks it for the one request that it took in. */
  async execute(viewer: Viewer, { claimId }: { claimId: string }): Promise<{ requests: number } | Refused> {
    const by = {
      requestIds: viewer.kind === 'FAMILY' ? [...viewer.requestIds] : [],
      coordinatorId: viewer.kind === 'COORDINATOR' ? viewer.coordinatorId : null,
    };
    const meeting = isPublicId(claimId) ? await this.store.meetingOf(this.database, claimId, by) : null;
    if (!meeting) return refuse('NOT_FOUND');
    const { requestId, homeId } = meeting;
    const now = this.clock.now();
    // The request that the claim is on decides whether the viewer may, and is the one that cannot wait.
    const first = await this.keepAway.fromRequest(viewer, requestId, homeId, now);
    if (isRefused(first)) return first;
    if (viewer.kind !== 'FAMILY') return { requests: 1 };
    const opened = await this.rings.ofViewer(viewer, now);
    if (!opened) return refuse('NOT_FOUND');
    const blocked = await this.rings.block(opened, homeId, now);
    if (isRefused(blocked)) return blocked;
    let requests = 1;
    for (const { id } of blocked.ring.requests) {
      if (id === requestId) continue;
      if (!isRefused(await this.keepAway.fromRequest(viewer, id, homeId, now))) requests += 1;
    }
    return { requests };
  }
}
