/** What is the viewer's own to look after: a family's ring, or what a coordinator took in, the newest first. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer, FamilyViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { FamilyRings } from '../requester/family-rings.js';
import { ReadRequests } from './read-requests.js';
import { ReadRequestsStore } from './read-requests.store.js';
import type { HelpRequest } from './request.type.js';

const MOST_TAKEN_IN = 200;

@Injectable()
export class MyRequests {
  constructor(
    private readonly database: Database,
    private readonly store: ReadRequestsStore,
    private readonly requests: ReadRequests,
    private readonly rings: FamilyRings,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: FamilyViewer | CoordinatorViewer, language: Language): Promise<HelpRequest[]> {
    const now = this.clock.now();
    const ids =
      viewer.kind === 'FAMILY'
        ? await this.ofRing(viewer, now)
        : await this.store.tookIn(this.database, viewer.coordinatorId, MOST_TAKEN_IN);
    const found = await this.requests.byIds(viewer, ids, now, language);
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  private async ofRing(viewer: FamilyViewer, now: Date): Promise<string[]> {
    const opened = await this.rings.ofViewer(viewer, now);
    if (!opened) return [];
    const entries = opened.ring.requests
      .map((entry, at) => ({ ...entry, at }))
      .toSorted((a, b) => b.postedOn.localeCompare(a.postedOn) || b.at - a.at);
    const existing = await this.store.existing(
      this.database,
      entries.map(({ id }) => id),
    );
    // What was deleted after its time, or never came to be, is forgotten. Not today's: its post may be under way.
    const today = now.toISOString().slice(0, 10);
    const gone = entries.filter(({ id, postedOn }) => !existing.has(id) && postedOn < today).map(({ id }) => id);
    if (gone.length > 0) await this.rings.forget(opened, gone, now);
    return entries.map(({ id }) => id);
  }
}
