/** Reads and writes sealed receipts, with the claim that they are of in hand. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';

export interface SealedReceipt {
  readonly reimbursementId: string;
  readonly claimId: string;
  readonly dataKeyId: string;
  readonly box: Buffer;
}

@Injectable()
export class SealedReceiptStore {
  async insert(tx: Transaction, { reimbursementId, claimId, dataKeyId, box }: SealedReceipt): Promise<void> {
    await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query(
        'insert-receipt',
        'INSERT INTO sealed.receipt (reimbursement_id, claim_id, data_key_id, box) VALUES ($1, $2, $3, $4)',
        [reimbursementId, claimId, dataKeyId, box],
      ),
    );
  }

  async find(tx: Transaction, claimId: string, reimbursementId: string): Promise<SealedReceipt | null> {
    const { rows } = await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query<SealedReceipt>(
        'find-receipt',
        `SELECT reimbursement_id AS "reimbursementId", claim_id AS "claimId", data_key_id AS "dataKeyId", box
         FROM sealed.receipt WHERE reimbursement_id = $1`,
        [reimbursementId],
      ),
    );
    return rows[0] ?? null;
  }

  async delete(tx: Transaction, claimId: string, reimbursementId: string): Promise<void> {
    await tx.asOpener({ claim: claimId }, (sealed) =>
      sealed.query('delete-receipt', 'DELETE FROM sealed.receipt WHERE reimbursement_id = $1', [reimbursementId]),
    );
  }
}
