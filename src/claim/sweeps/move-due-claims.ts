/** Claims that are due are moved on one by one, a transaction each: whoever holds one at the moment is left to the next sweep. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { Database } from '../../platform/database/database.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Queryable } from '../../platform/queryable.js';
import { ClaimStore } from '../claim.store.js';
import { MoveOverdue } from '../move-overdue.js';

const BATCH = 200;
/** Below every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** The ids of a batch that is due, after the last one of the batch before. */
export type DueClaims = (db: Queryable, after: string, most: number) => Promise<string[]>;

@Injectable()
export class MoveDueClaims {
  constructor(
    private readonly owner: OwnerDatabase,
    private readonly database: Database,
    private readonly claims: ClaimStore,
    private readonly overdue: MoveOverdue,
  ) {}

  /** How many were moved. */
  async execute(due: DueClaims, now: Date): Promise<number> {
    let moved = 0;
    let after = FIRST;
    for (;;) {
      const ids = await due(this.owner.database, after, BATCH);
      for (const id of ids) if (await this.move(id, now)) moved += 1;
      const last = ids.at(-1);
      if (last === undefined || ids.length < BATCH) return moved;
      after = last;
    }
  }

  /** As the serving role: a sweep may do no more to a claim than a call may. */
  private async move(id: string, now: Date): Promise<boolean> {
    const moved = await this.database.transaction(async (tx) => {
      const claim = await this.claims.lockFree(tx, id);
      return claim !== null && (await this.overdue.execute(tx, claim, now));
    });
    return !isRefused(moved) && moved;
  }
}
