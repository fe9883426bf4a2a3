/** Reads whether anybody speaks for a family that was taken in, and writes who does. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';
import { speaksForNobody } from './taken-in-by.js';

@Injectable()
export class TakeOverStore {
  async isAlone(tx: Queryable, coordinatorId: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'intake-is-alone',
      `SELECT FROM coordinator c WHERE c.id = $1 AND ${speaksForNobody('c')}`,
      [coordinatorId],
    );
    return rowCount > 0;
  }

  /** Under the lock of the request. The database asks once more that nobody spoke for it, and that whoever takes it does. */
  async takeOver(
    tx: Queryable,
    { requestId, by }: { readonly requestId: string; readonly by: string },
    _taken: Accepted<'TAKEN_OVER'>,
  ): Promise<void> {
    await tx.query('take-over-request', 'UPDATE request SET intake_coordinator_id = $2 WHERE id = $1', [requestId, by]);
  }
}
