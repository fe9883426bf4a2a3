/** Notices are kept for 30 days, read or not. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import { days, later } from '../kernel/duration.js';
import { OwnerDatabase } from '../platform/instance-parts.js';
import type { Sweep } from '../platform/jobs/sweep.js';
import { NoticeStore } from './notice.store.js';

const KEPT_DAYS = 30;

@Injectable()
export class ForgetNotices implements Sweep {
  readonly name = 'forget-notices';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: NoticeStore,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.deleteOlder(this.owner.database, halfDayAt(later(now, -days(KEPT_DAYS)), 'UTC'));
  }
}
