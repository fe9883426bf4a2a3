/** The claims that a viewer is part of: everything else does not exist for it. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isPublicId } from '../kernel/ids.js';
import type { Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { ClaimStore } from './claim.store.js';
import { ClaimReadingStore } from './claim-reading.store.js';
import type { ClaimRecord } from './claim-record.js';
import { type ClaimStatus, effectiveStatus } from './domain/claim.js';
import { partiesOf } from './parties-of-viewer.js';

const MOST = 200;
const MOST_OF_REQUEST = 50;

/** What a status may still be written as when the clock has reached it and no sweep has. */
const ALSO_WRITTEN: Readonly<Partial<Record<ClaimStatus, readonly ClaimStatus[]>>> = {
  LAPSED: ['PROPOSED', 'ACCEPTED'],
  CONFIRMED: ['DELIVERED', 'DISPUTED'],
  RETURNED: ['DISPUTED'],
};

@Injectable()
export class ReadClaims {
  constructor(
    private readonly database: Database,
    private readonly claims: ClaimStore,
    private readonly reading: ClaimReadingStore,
    private readonly clock: Clock,
  ) {}

  async byIds(viewer: Viewer, ids: readonly string[]): Promise<ReadonlyMap<string, ClaimRecord>> {
    const asked = ids.filter(isPublicId);
    const found = asked.length > 0 ? await this.claims.findOf(this.database, viewer, asked) : [];
    return new Map(found.map((claim) => [claim.id, claim]));
  }

  /** At most 200: live ones first. For coordinators, those that their partner looks after. */
  async mine(viewer: Viewer, statuses: readonly ClaimStatus[] | null): Promise<ClaimRecord[]> {
    const now = this.clock.now();
    const found = await this.findMine(viewer, statuses);
    return statuses ? found.filter(({ state }) => statuses.includes(effectiveStatus(state, now))) : found;
  }

  /** At most 50 of each request, by its id. */
  async ofRequests(viewer: Viewer, requestIds: readonly string[]): Promise<ReadonlyMap<string, ClaimRecord[]>> {
    const found =
      viewer.kind === 'HOME'
        ? await this.reading.ofRequestsForHome(this.database, requestIds, viewer.homeId, MOST_OF_REQUEST)
        : await this.reading.ofRequests(this.database, requestIds, MOST_OF_REQUEST);
    const its = found.filter((claim) => partiesOf(viewer, claim).length > 0);
    return Map.groupBy(its, (claim) => claim.requestId ?? '');
  }

  private async findMine(viewer: Viewer, statuses: readonly ClaimStatus[] | null): Promise<ClaimRecord[]> {
    const written = statuses && [...new Set(statuses.flatMap((its) => [its, ...(ALSO_WRITTEN[its] ?? [])]))];
    switch (viewer.kind) {
      case 'HOME':
        return this.reading.ofHome(this.database, viewer.homeId, written, MOST);
      case 'FAMILY':
        return this.reading.ofFamily(this.database, [...viewer.requestIds], written, MOST);
      case 'COORDINATOR':
        return this.reading.ofPartner(this.database, viewer.partnerId, written, MOST);
      default:
        return [];
    }
  }
}
