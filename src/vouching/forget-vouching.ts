/** Vouches that were taken back, and deliveries that counted, are forgotten after a year; codes when they are over. */
import { Injectable } from '@nestjs/common';
import { days, later } from '../kernel/duration.js';
import { OwnerDatabase } from '../platform/instance-parts.js';
import type { Sweep } from '../platform/jobs/sweep.js';
import { VouchStore } from './vouch.store.js';

const KEPT = days(365);

@Injectable()
export class ForgetVouching implements Sweep {
  readonly name = 'forget-vouching';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: VouchStore,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.forget(this.owner.database, later(now, -KEPT).toISOString().slice(0, 10), now);
  }
}
