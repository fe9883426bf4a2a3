/** Opening a request's page by its id is metered, whether there is one or not: who has a list of ids cannot go through it. */
import { Injectable } from '@nestjs/common';
import { ReviewConduct } from '../home/review-conduct.js';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { DailyLooks } from '../metering/daily-looks.js';
import { PageMeters } from '../metering/page-meters.js';
import { ReadRequests } from './read-requests.js';
import type { HelpRequest } from './request.type.js';

@Injectable()
export class LookAtRequest {
  constructor(
    private readonly requests: ReadRequests,
    private readonly looks: DailyLooks,
    private readonly pages: PageMeters,
    private readonly conduct: ReviewConduct,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: Viewer, id: string, language: Language): Promise<HelpRequest | null | Refused> {
    if (!isPublicId(id)) return null;
    const now = this.clock.now();
    const usedUp = await this.count(viewer, id, now);
    if (usedUp) return usedUp;
    return (await this.requests.byIds(viewer, [id], now, language)).get(id) ?? null;
  }

  private async count(viewer: Viewer, id: string, now: Date): Promise<Refused | null> {
    if (viewer.kind !== 'HOME') return this.pages.page(viewer);
    const usedUp = await this.looks.requestPage(viewer.homeId, id, now);
    if (usedUp) await this.conduct.pagesUsedUp(viewer.homeId, now);
    return usedUp;
  }
}
