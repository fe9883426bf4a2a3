/** A coordinator takes a gathering of its own partner in hand; any other is, for it, not there. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import type { GatheringKind } from './domain/gathering.js';
import { type GatheringInHand, GatheringStore } from './gathering.store.js';

export type { GatheringInHand } from './gathering.store.js';

@Injectable()
export class GatheringsInHand {
  constructor(
    private readonly database: Database,
    private readonly store: GatheringStore,
  ) {}

  /** As it stands, held by nobody. */
  async look(viewer: CoordinatorViewer, kind: GatheringKind, id: string): Promise<GatheringInHand | Refused> {
    if (!isPublicId(id)) return refuse('NOT_FOUND');
    return (await this.store.find(this.database, id, kind, viewer.partnerId)) ?? refuse('NOT_FOUND');
  }

  /** Runs the step in a transaction that holds the gathering. */
  async take<T>(
    viewer: CoordinatorViewer,
    kind: GatheringKind,
    id: string,
    step: (tx: Transaction, its: GatheringInHand) => Promise<T | Refused>,
  ): Promise<T | Refused> {
    if (!isPublicId(id)) return refuse('NOT_FOUND');
    return this.database.transaction(async (tx) => {
      const its = await this.store.lock(tx, id, kind, viewer.partnerId);
      return its ? step(tx, its) : refuse('NOT_FOUND');
    });
  }
}
