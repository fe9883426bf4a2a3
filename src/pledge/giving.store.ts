/** What a home promised and gave, transfer by transfer, through pledges and through offers. */
import { Injectable } from '@nestjs/common';
import type { TransferKind } from '../kernel/transfer.js';
import type { Queryable } from '../platform/queryable.js';

export interface GivingTransfer {
  /** YYYY-MM-DD, in UTC. */
  readonly day: string;
  readonly kind: TransferKind;
  readonly currency: string;
  /** Minor units: promised more; below zero, promised less. */
  readonly promised: number;
  /** Minor units: given; below zero, given back. */
  readonly given: number;
  /** Of the fund; null for what the partner took from an offer, and for a kind of need. */
  readonly fund: string | null;
}

@Injectable()
export class GivingStore {
  async ofHome(db: Queryable, homeId: string): Promise<GivingTransfer[]> {
    const { rows } = await db.query<GivingTransfer & { readonly promised: string; readonly given: string }>(
      'giving-of-home',
      `SELECT t.day::text, t.kind, t.currency, f.title AS fund, coalesce(sum(e.amount) FILTER (WHERE a.kind = 'PLEDGE'), 0) AS promised,
         -coalesce(sum(e.amount) FILTER (WHERE a.kind = 'GIVER'), 0) AS given
       FROM ledger_account a JOIN ledger_entry e ON e.account_id = a.id JOIN ledger_transfer t ON t.id = e.transfer_id
       LEFT JOIN pledge p ON p.id = a.pledge_id LEFT JOIN fund f ON f.id = p.fund_id
       WHERE a.home_id = $1 GROUP BY t.id, t.day, t.kind, t.currency, f.title ORDER BY t.day, t.id`,
      [homeId],
    );
    return rows.map((row) => ({ ...row, promised: Number(row.promised), given: Number(row.given) }));
  }
}
