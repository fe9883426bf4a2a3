/** Coordinators are told once more of a request's words that nobody has read for days. */
import { Injectable } from '@nestjs/common';
import { RemindOfWaiting } from '../../notice/remind-of-waiting.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { TextReviewStore } from '../text-review.store.js';

@Injectable()
export class RemindOfTexts implements Sweep {
  readonly name = 'remind-of-texts';

  constructor(
    private readonly store: TextReviewStore,
    private readonly reminders: RemindOfWaiting,
  ) {}

  run(now: Date): Promise<number> {
    return this.reminders.execute('REQUEST', (owner, since) => this.store.remind(owner, since), now);
  }
}
