/** What came into a fund, from how many, and what is there, out of the ledger. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

export interface FundFigures {
  readonly fundId: string;
  /** Minor units that came from givers, without what was given back. */
  readonly raised: number;
  /** Different homes; of those that were erased, each pledge. */
  readonly givers: number;
  readonly balance: number;
}

@Injectable()
export class FundFiguresStore {
  async of(db: Queryable, fundIds: readonly string[]): Promise<FundFigures[]> {
    const { rows } = await db.query<FundFigures & { readonly raised: string; readonly balance: string }>(
      'figures-of-funds',
      `SELECT f.id AS "fundId", coalesce(g.raised, 0) AS raised, coalesce(g.givers, 0) AS givers, coalesce(a.balance, 0) AS balance
       FROM fund f LEFT JOIN ledger_account a ON a.fund_id = f.id
       LEFT JOIN LATERAL (SELECT -sum(giver.balance) AS raised, count(DISTINCT coalesce(giver.home_id, giver.pledge_id))::int AS givers
         FROM pledge p JOIN ledger_account giver ON giver.pledge_id = p.id AND giver.kind = 'GIVER'
         WHERE p.fund_id = f.id AND giver.balance < 0) g ON true
       WHERE f.id = ANY ($1::uuid[])`,
      [fundIds],
    );
    return rows.map((row) => ({ ...row, raised: Number(row.raised), balance: Number(row.balance) }));
  }

  /** Minor units that a request had from a fund, without what came back. */
  async hadBefore(db: Queryable, fundId: string, requestId: string): Promise<number> {
    const { rows } = await db.query<{ had: string }>(
      'had-from-fund',
      `SELECT coalesce(-sum(e.amount), 0) AS had FROM claim c JOIN ledger_transfer t ON t.claim_id = c.id
       JOIN ledger_entry e ON e.transfer_id = t.id JOIN ledger_account a ON a.id = e.account_id
       WHERE c.request_id = $2 AND a.fund_id = $1`,
      [fundId, requestId],
    );
    return Number(rows[0]?.had ?? 0);
  }
}
