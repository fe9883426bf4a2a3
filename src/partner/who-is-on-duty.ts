/** Is anybody of this partner on duty now who may do this? Gates that need one stay shut while nobody is, and the family is told. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorRole } from '../kernel/coordinator-role.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { DutyStore } from './duty.store.js';

/** Who gives a coordinator's yes to a claim. */
const OPENS_GATES: CoordinatorRole = 'DISPATCHER';

@Injectable()
export class WhoIsOnDuty {
  constructor(
    private readonly database: Database,
    private readonly store: DutyStore,
  ) {}

  async isOnDuty(
    partnerId: string,
    now: Date,
    role: CoordinatorRole = OPENS_GATES,
    db: Queryable = this.database,
  ): Promise<boolean> {
    return (await this.store.onDuty(db, [partnerId], role, now)).length > 0;
  }

  /** By the partner's id. */
  async among(
    partnerIds: readonly string[],
    now: Date,
    role: CoordinatorRole = OPENS_GATES,
  ): Promise<ReadonlyMap<string, boolean>> {
    const on = new Set(await this.store.onDuty(this.database, partnerIds, role, now));
    return new Map(partnerIds.map((id) => [id, on.has(id)]));
  }
}
