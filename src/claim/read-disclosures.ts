/** The family reads who opened its details, and so does the coordinator who took the request in; for anybody else there is nothing. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer, FamilyViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { ReadRequests } from '../request/read-requests.js';
import { type DisclosureRead, DisclosureStore } from './disclosure.store.js';

export type { DisclosureRead };

@Injectable()
export class ReadDisclosures {
  constructor(
    private readonly database: Database,
    private readonly store: DisclosureStore,
    private readonly requests: ReadRequests,
    private readonly clock: Clock,
  ) {}

  /** At most 200, the latest first. */
  async execute(viewer: FamilyViewer | CoordinatorViewer, requestId: string): Promise<DisclosureRead[]> {
    return (await this.mayRead(viewer, requestId)) ? this.store.ofRequest(this.database, requestId) : [];
  }

  private async mayRead(viewer: FamilyViewer | CoordinatorViewer, requestId: string): Promise<boolean> {
    if (viewer.kind === 'FAMILY') return viewer.requestIds.has(requestId);
    if (!isPublicId(requestId)) return false;
    const request = (await this.requests.byIds(viewer, [requestId], this.clock.now())).get(requestId);
    return request?.tookIn ?? false;
  }
}
