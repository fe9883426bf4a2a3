/** Every minute: what is due widens from its circle to the linked ones, or on to every home. Late it is known too little, never too much. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { WideningStore } from '../widening.store.js';
import { WideningMarks } from '../widening-marks.js';

@Injectable()
export class WidenRequests implements Sweep {
  readonly name = 'widen-requests';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: WideningStore,
    private readonly marks: WideningMarks,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.widenDue(this.owner.database, now, this.marks.milliseconds);
  }
}
