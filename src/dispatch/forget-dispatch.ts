/** Plans that are over are taken away, with all they named. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../platform/instance-parts.js';
import type { Sweep } from '../platform/jobs/sweep.js';
import { PastPlansStore } from './past-plans.store.js';

@Injectable()
export class ForgetDispatch implements Sweep {
  readonly name = 'forget-dispatch';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PastPlansStore,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.forget(this.owner.database, now);
  }
}
