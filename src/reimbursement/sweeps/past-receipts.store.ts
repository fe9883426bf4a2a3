/** Finds and takes away receipts that nobody needs any more, and what was asked and came to nothing long ago. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';

export interface PastReceipt {
  readonly reimbursementId: string;
  readonly dataKeyId: string;
}

@Injectable()
export class PastReceiptsStore {
  /** Asked for before the date (YYYY-MM-DD), or of a claim that was forgotten. */
  async past(owner: Queryable, askedBefore: string, most: number): Promise<PastReceipt[]> {
    const { rows } = await owner.query<PastReceipt>(
      'past-receipts',
      `SELECT s.reimbursement_id AS "reimbursementId", s.data_key_id AS "dataKeyId" FROM sealed.receipt s
       LEFT JOIN reimbursement b ON b.id = s.reimbursement_id
       WHERE b.claim_id IS NULL OR b.asked_on < $1::date LIMIT $2`,
      [askedBefore, most],
    );
    return rows;
  }

  async deleteReceipts(owner: Queryable, ids: readonly string[]): Promise<number> {
    const { rowCount } = await owner.query(
      'delete-receipts',
      'DELETE FROM sealed.receipt WHERE reimbursement_id = ANY ($1::uuid[])',
      [ids],
    );
    return rowCount;
  }

  /** What cannot be looked at any more is not paid any more. */
  async lapse(owner: Queryable, askedBefore: string, today: string): Promise<number> {
    const { rowCount } = await owner.query(
      'lapse-reimbursements',
      `UPDATE reimbursement SET state = 'LAPSED', settled_on = $2::date
       WHERE state IN ('ASKED', 'ACCEPTED') AND (claim_id IS NULL OR asked_on < $1::date)`,
      [askedBefore, today],
    );
    return rowCount;
  }

  /** Of what was paid the books remain; the rest is over. */
  async deleteUnpaid(owner: Queryable, settledBefore: string): Promise<number> {
    const { rowCount } = await owner.query(
      'delete-unpaid-reimbursements',
      `DELETE FROM reimbursement b WHERE b.state IN ('DECLINED', 'WITHDRAWN', 'LAPSED') AND b.settled_on < $1::date
         AND NOT EXISTS (SELECT FROM sealed.receipt s WHERE s.reimbursement_id = b.id)`,
      [settledBefore],
    );
    return rowCount;
  }
}
