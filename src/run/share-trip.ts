/** Of each claim of a run it is kept that somebody else is on the trip, and nothing of whom. */
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { RunStore } from './run.store.js';

@Injectable()
export class ShareTrip {
  constructor(
    private readonly database: Database,
    private readonly store: RunStore,
  ) {}

  /** In the transaction that places them. One alone is no company. */
  async execute(tx: Queryable, claimIds: readonly string[]): Promise<void> {
    if (claimIds.length > 1) await this.store.othersOnTrip(tx, claimIds);
  }

  async areShared(claimIds: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    const shared = await this.store.shared(this.database, claimIds);
    return new Map(claimIds.map((id) => [id, shared.has(id)]));
  }
}
