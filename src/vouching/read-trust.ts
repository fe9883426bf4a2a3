/** What homes have earned, for whoever may see these homes. */
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { isEligible } from './domain/trust.js';
import { TrustStore } from './trust.store.js';
import type { HomeTrust } from './vouching.type.js';

@Injectable()
export class ReadTrust {
  constructor(
    private readonly database: Database,
    private readonly store: TrustStore,
  ) {}

  async of(homeIds: readonly string[]): Promise<ReadonlyMap<string, HomeTrust>> {
    const earned = await this.store.earned(this.database, homeIds);
    return new Map([...earned].map(([id, its]) => [id, { ...its, eligible: isEligible(its) }]));
  }
}
