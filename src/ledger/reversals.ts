/** Corrections are transfers too: what was entered stays, and what undoes it is entered beside it. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { ReversalReason } from '../kernel/transfer.js';
import type { Queryable } from '../platform/queryable.js';
import { ReversalStore, type TransferFound } from './reversal.store.js';

export type { TransferFound } from './reversal.store.js';

@Injectable()
export class Reversals {
  constructor(private readonly store: ReversalStore) {}

  /** Null for one of another partner. */
  find(db: Queryable, partnerId: string, transferId: string): Promise<TransferFound | null> {
    return this.store.find(db, partnerId, transferId);
  }

  isUndone(db: Queryable, transferId: string): Promise<boolean> {
    return this.store.isUndone(db, transferId);
  }

  /** Its id. */
  async enter(
    tx: Queryable,
    { value: { transferId, reason } }: Accepted<{ readonly transferId: string; readonly reason: ReversalReason }>,
    now: Date,
  ): Promise<string> {
    const id = randomUUID();
    await this.store.enter(tx, { id, reversesId: transferId, reason, day: now.toISOString().slice(0, 10) });
    return id;
  }
}
