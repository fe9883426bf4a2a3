/** What is missing where, as partners may know it: arguments choose rows of the nightly snapshot, and never count anew. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import { Database } from '../platform/database/database.js';
import { decideAreasWithin } from '../request/read-needs.js';
import { UnmetNeedsStore, type UnmetRead } from './unmet-needs.store.js';

@Injectable()
export class ReadUnmetNeeds {
  constructor(
    private readonly database: Database,
    private readonly store: UnmetNeedsStore,
  ) {}

  async execute(kind: HelpKind | null, within: string | null): Promise<readonly UnmetRead[] | Refused> {
    if (within === null) return this.store.find(this.database, null, kind);
    const areas = decideAreasWithin(within);
    return areas.accepted ? this.store.find(this.database, areas.value, kind) : areas;
  }
}
