/** A coordinator who dispatches or reviews says until when it looks after what waits; it may act without saying so. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { CoordinatorStore } from './coordinator.store.js';
import { decideDuty } from './domain/duty.js';

@Injectable()
export class TakeDuty {
  constructor(
    private readonly database: Database,
    private readonly store: CoordinatorStore,
    private readonly clock: Clock,
  ) {}

  async goOn({ coordinatorId }: CoordinatorViewer, until: Date): Promise<{ onDutyUntil: Date | null } | Refused> {
    const decided = decideDuty(until, this.clock.now());
    if (!decided.accepted) return decided;
    const on = await this.store.setDuty(this.database, coordinatorId, decided.value);
    return on ? { onDutyUntil: decided.value } : refuse('NOT_ALLOWED');
  }

  async goOff({ coordinatorId }: CoordinatorViewer): Promise<{ onDutyUntil: Date | null }> {
    await this.store.setDuty(this.database, coordinatorId, null);
    return { onDutyUntil: null };
  }
}
