/** Reads and writes whose hands the money of a pledge went through, and how much of it was taken back. */
import { Injectable } from '@nestjs/common';
import { samePersonAs } from '../partner/same-person-in-sql.js';
import type { Queryable } from '../platform/queryable.js';

/** Coordinators, each with every id that they go by at the partner. */
type People = readonly string[];

/** Minor units that were given back of the pledge, or undone, so far: what was put right stays counted. */
const TAKEN_BACK = `(SELECT coalesce(sum(abs(e.amount)), 0) FROM ledger_transfer t
  JOIN ledger_entry e ON e.transfer_id = t.id JOIN ledger_account a ON a.id = e.account_id AND a.kind = 'GIVER'
  WHERE t.pledge_id = $1 AND t.kind IN ('GIVEN_BACK', 'REVERSED'))`;

@Injectable()
export class PledgeHandStore {
  async insert(tx: Queryable, transferId: string, coordinatorId: string): Promise<void> {
    await tx.query('insert-pledge-hand', 'INSERT INTO pledge_hand (transfer_id, coordinator_id) VALUES ($1, $2)', [
      transferId,
      coordinatorId,
    ]);
  }

  async takenBack(tx: Queryable, pledgeId: string): Promise<number> {
    const { rows } = await tx.query<{ takenBack: string }>('taken-back', `SELECT ${TAKEN_BACK} AS "takenBack"`, [
      pledgeId,
    ]);
    return Number(rows[0]?.takenBack ?? 0);
  }

  /** Nobody, of what was entered before anybody was written down. */
  async enteredBy(tx: Queryable, transferId: string): Promise<People> {
    const { rows } = await tx.query<{ ids: string[] }>(
      'hand-of-transfer',
      `SELECT ${samePersonAs('h.coordinator_id')} AS ids FROM pledge_hand h WHERE h.transfer_id = $1`,
      [transferId],
    );
    return rows.flatMap(({ ids }) => ids);
  }

  /** Of what came and was not undone. */
  async receivedBy(tx: Queryable, pledgeId: string): Promise<People> {
    const { rows } = await tx.query<{ ids: string[] }>(
      'hands-of-pledge',
      `SELECT ${samePersonAs('had.coordinator_id')} AS ids FROM (
         SELECT DISTINCT h.coordinator_id FROM ledger_transfer t JOIN pledge_hand h ON h.transfer_id = t.id
         WHERE t.pledge_id = $1 AND t.kind = 'RECEIVED'
           AND NOT EXISTS (SELECT FROM ledger_transfer undoing WHERE undoing.reverses_id = t.id)) had`,
      [pledgeId],
    );
    return rows.flatMap(({ ids }) => ids);
  }
}
