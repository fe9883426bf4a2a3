/** Goes through the ledger and says where it does not hold, by ids that name nobody. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../platform/instance-parts.js';
import type { Queryable } from '../platform/queryable.js';
import { FAULTS, type FoundFault, type LedgerCounts, VerifyLedgerStore } from './verify-ledger.store.js';

export interface LedgerVerified extends LedgerCounts {
  /** At most a hundred of them. */
  readonly faults: readonly (FoundFault & { readonly says: string })[];
}

const MOST = 100;

@Injectable()
export class VerifyLedger {
  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: VerifyLedgerStore,
  ) {}

  /** `database`: as its owner sees it. */
  async execute(database: Queryable = this.owner.database): Promise<LedgerVerified> {
    const faults = await this.store.faults(database, MOST);
    const counts = await this.store.counts(database);
    return { ...counts, faults: faults.map((its) => ({ ...its, says: FAULTS[its.fault] })) };
  }
}
