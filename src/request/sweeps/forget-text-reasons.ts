/** Why words are held is kept for 30 days; they are held for longer. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../../calendar/half-day.js';
import { later } from '../../kernel/duration.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { REASONS_KEPT } from '../../screening/text-review.js';
import { TextReviewStore } from '../text-review.store.js';

@Injectable()
export class ForgetTextReasons implements Sweep {
  readonly name = 'forget-text-reasons';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: TextReviewStore,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.forgetReasons(this.owner.database, halfDayAt(later(now, -REASONS_KEPT), 'UTC'));
  }
}
