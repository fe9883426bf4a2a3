/** Every minute: what is due widens from its circle to the linked ones, or on to every home. Late it is known too little, never too much. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { WideningStore } from '../widening.store.js';
import { WideningMarks } from '../widening-marks.js';

/** Of ten thousand each: what is more waits for the next minute. */
const MOST_STEPS = 20;

@Injectable()
export class WidenRequests implements Sweep {
  readonly name = 'widen-requests';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: WideningStore,
    private readonly marks: WideningMarks,
  ) {}

  /** What has been due for long takes both steps at once: a sweep that comes late puts all of it right. */
  async run(now: Date): Promise<number> {
    let total = 0;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const widened = await this.store.widenDue(this.owner.database, now, this.marks.milliseconds);
      total += widened;
      if (widened === 0) break;
    }
    return total;
  }
}
