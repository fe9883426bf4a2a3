/** On marks of the clock, for others and all together: what was posted since the last mark, and what is wanted again. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { Notices } from '../../notice/notices.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { PublishingStore } from '../publishing.store.js';
import { WideningMarks } from '../widening-marks.js';

@Injectable()
export class PublishRequests implements Sweep {
  readonly name = 'publish-requests';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PublishingStore,
    private readonly notices: Notices,
    private readonly marks: WideningMarks,
  ) {}

  async run(now: Date): Promise<number> {
    const published = await this.owner.database.transaction(async (tx) => {
      const appeared = await this.store.publishAll(tx, now, this.marks.milliseconds);
      for (const { id, partnerId, toReview, textsToReview } of appeared) {
        const [coordinators, about] = [{ coordinatorsOf: partnerId }, { kind: 'REQUEST', id } as const];
        if (toReview) await this.notices.tell(tx, coordinators, 'REQUEST_TO_REVIEW', about, now);
        if (textsToReview) await this.notices.tell(tx, coordinators, 'TEXT_TO_REVIEW', about, now);
      }
      return appeared.length;
    });
    return isRefused(published) ? 0 : published;
  }
}
