/** Why a note is held is kept for 30 days; it is held for longer. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../../calendar/half-day.js';
import { later } from '../../kernel/duration.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { REASONS_KEPT } from '../../screening/text-review.js';
import { OfferNoteStore } from '../offer-note.store.js';

@Injectable()
export class ForgetNoteReasons implements Sweep {
  readonly name = 'forget-note-reasons';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: OfferNoteStore,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.forgetReasons(this.owner.database, halfDayAt(later(now, -REASONS_KEPT), 'UTC'));
  }
}
