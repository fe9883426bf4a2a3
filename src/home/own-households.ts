/** About a household of one's own somebody else decides: whatever a coordinator grants a home, or moves for it, asks here before. To say no is free. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import { OwnHouseholdStore } from './own-household.store.js';

@Injectable()
export class OwnHouseholds {
  constructor(private readonly store: OwnHouseholdStore) {}

  /** For a coordinator of whose people the home is. Nothing for everybody else, and where there is no home (any more). */
  async refusal(db: Queryable, viewer: Viewer, homeId: string | null): Promise<Refused | undefined> {
    if (viewer.kind !== 'COORDINATOR' || homeId === null) return undefined;
    return (await this.store.isOf(db, viewer.coordinatorId, homeId)) ? refuse('NOT_ALLOWED') : undefined;
  }
}
