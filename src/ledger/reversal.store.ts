/** Finds transfers of a partner that somebody wants undone, and enters what undoes them. */
import { Injectable } from '@nestjs/common';
import type { ReversalReason, TransferKind } from '../kernel/transfer.js';
import type { Queryable } from '../platform/queryable.js';

export interface TransferFound {
  readonly id: string;
  readonly kind: TransferKind;
  /** Null for one that is of no pledge. */
  readonly pledgeId: string | null;
  /** Minor units that came from a giver or went back; 0 where neither did. */
  readonly amount: number;
}

export interface Reversal {
  readonly id: string;
  readonly reversesId: string;
  readonly reason: ReversalReason;
  /** YYYY-MM-DD, in UTC. */
  readonly day: string;
}

@Injectable()
export class ReversalStore {
  async find(db: Queryable, partnerId: string, transferId: string): Promise<TransferFound | null> {
    const { rows } = await db.query<TransferFound & { readonly amount: string }>(
      'transfer-to-undo',
      `SELECT t.id, t.kind, t.pledge_id AS "pledgeId", (SELECT coalesce(abs(sum(e.amount)), 0) FROM ledger_entry e
           JOIN ledger_account a ON a.id = e.account_id AND a.kind = 'GIVER' WHERE e.transfer_id = t.id) AS amount
       FROM ledger_transfer t WHERE t.partner_id = $1 AND t.id = $2`,
      [partnerId, transferId],
    );
    return rows[0] ? { ...rows[0], amount: Number(rows[0].amount) } : null;
  }

  async isUndone(db: Queryable, transferId: string): Promise<boolean> {
    const { rowCount } = await db.query('is-undone', 'SELECT FROM ledger_transfer WHERE reverses_id = $1', [
      transferId,
    ]);
    return rowCount > 0;
  }

  /** Each of its entries the other way, today. The database takes it whole, once, and never below zero. */
  async enter(tx: Queryable, { id, reversesId, reason, day }: Reversal): Promise<void> {
    await tx.query(
      'enter-reversal',
      `WITH entered AS (
         INSERT INTO ledger_transfer (id, kind, partner_id, currency, day, by_whom, reverses_id, claim_id, pledge_id, reason)
         SELECT $1, 'REVERSED', partner_id, currency, $3::date, 'COORDINATOR', id, claim_id, pledge_id, $4 FROM ledger_transfer WHERE id = $2)
       INSERT INTO ledger_entry (transfer_id, account_id, amount, day, currency)
       SELECT $1, account_id, -amount, $3::date, currency FROM ledger_entry WHERE transfer_id = $2`,
      [id, reversesId, day, reason],
    );
  }
}
