/** Meters are kept for seven days: as long as it matters whether somebody used them up day after day. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../platform/instance-parts.js';
import type { Sweep } from '../platform/jobs/sweep.js';
import { MeterStore } from './meter.store.js';
import { meteredDay } from './metered-day.js';

const DAYS_KEPT = 7;

@Injectable()
export class ForgetMeters implements Sweep {
  readonly name = 'forget-meters';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: MeterStore,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.forget(this.owner.database, meteredDay(now, DAYS_KEPT));
  }
}
