/** Reads and writes whose hands the money of a pledge went through, and how much of it went back. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

export interface HandsOfPledge {
  /** Coordinators. */
  readonly receivedBy: readonly string[];
  /** Minor units that were given back so far. */
  readonly givenBack: number;
}

@Injectable()
export class PledgeHandStore {
  async insert(tx: Queryable, transferId: string, coordinatorId: string): Promise<void> {
    await tx.query('insert-pledge-hand', 'INSERT INTO pledge_hand (transfer_id, coordinator_id) VALUES ($1, $2)', [
      transferId,
      coordinatorId,
    ]);
  }

  /** Nobody, of what was entered before anybody was written down. */
  async ofTransfer(tx: Queryable, transferId: string): Promise<readonly string[]> {
    const { rows } = await tx.query<{ id: string }>(
      'hand-of-transfer',
      'SELECT coordinator_id AS id FROM pledge_hand WHERE transfer_id = $1',
      [transferId],
    );
    return rows.map(({ id }) => id);
  }

  /** A reversal counts against what it undoes. */
  async ofPledge(tx: Queryable, pledgeId: string): Promise<HandsOfPledge> {
    const { rows } = await tx.query<{ receivedBy: string[]; givenBack: string }>(
      'hands-of-pledge',
      `SELECT ARRAY(SELECT DISTINCT h.coordinator_id FROM ledger_transfer t JOIN pledge_hand h ON h.transfer_id = t.id
           WHERE t.pledge_id = $1 AND t.kind = 'RECEIVED'
             AND NOT EXISTS (SELECT FROM ledger_transfer undoing WHERE undoing.reverses_id = t.id)) AS "receivedBy",
         (SELECT coalesce(sum(e.amount), 0) FROM ledger_transfer t LEFT JOIN ledger_transfer undone ON undone.id = t.reverses_id
           JOIN ledger_entry e ON e.transfer_id = t.id JOIN ledger_account a ON a.id = e.account_id AND a.kind = 'GIVER'
           WHERE t.pledge_id = $1 AND coalesce(undone.kind, t.kind) = 'GIVEN_BACK') AS "givenBack"`,
      [pledgeId],
    );
    const { receivedBy = [], givenBack = 0 } = rows[0] ?? {};
    return { receivedBy, givenBack: Number(givenBack) };
  }
}
