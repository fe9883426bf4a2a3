/** For whoever else counts what is asked for: whose turn it is tonight, where crowds live, and what everybody may know already. */
import { Injectable } from '@nestjs/common';
import type { NeedCount } from '../place/publishable-needs.js';
import type { Queryable } from '../platform/queryable.js';
import { SnapshotStore } from './snapshot.store.js';

@Injectable()
export class NeedsSnapshot {
  constructor(private readonly store: SnapshotStore) {}

  /** True for the one caller that counts on this day (in UTC) what is missing. */
  beginUnmet(tx: Queryable, now: Date): Promise<boolean> {
    return this.store.begin(tx, 'UNMET', now.toISOString().slice(0, 10), 1);
  }

  /** Cells in which at least k families live. */
  crowdedCells(db: Queryable): Promise<ReadonlySet<string>> {
    return this.store.publishableCells(db);
  }

  /** As they were published last. */
  publishedNeeds(db: Queryable): Promise<readonly NeedCount[]> {
    return this.store.allNeeds(db);
  }
}
