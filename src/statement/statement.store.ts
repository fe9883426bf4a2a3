/** Reads the ledger for statements: accounts by day, through the index that holds all that is summed. It writes nothing. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import type { FundMovement, PurposeTotal } from './domain/fund-report.js';
import type { GivingOfMonth } from './domain/giving.js';
import type { JournalLine } from './domain/journal.js';
import type { Span } from './domain/year.js';

export interface FundOfReport {
  readonly title: string | null;
  readonly currency: string;
}

export interface FundSums {
  /** Minor units that are there now. */
  readonly balance: number;
  /** Minor units that came since the first day of the span, without what went. */
  readonly since: number;
  /** Homes that gave within the span, by what was not undone since; of those that were erased, each pledge. */
  readonly givers: number;
}

/** A reversal is told as what it undoes, below zero. */
const KIND = 'coalesce(undone.kind, t.kind)';

export const GIVING_OF_YEAR = `SELECT date_trunc('month', e.day)::date::text AS month, e.currency, coalesce(f.kind, 'OFFER') AS through, f.title AS "fundTitle",
    coalesce(sum(e.amount) FILTER (WHERE a.kind = 'PLEDGE' AND ${KIND} <> 'RECEIVED'), 0) AS pledged,
    -coalesce(sum(e.amount) FILTER (WHERE a.kind = 'GIVER' AND ${KIND} <> 'GIVEN_BACK'), 0) AS given,
    coalesce(sum(e.amount) FILTER (WHERE a.kind = 'GIVER' AND ${KIND} = 'GIVEN_BACK'), 0) AS "givenBack"
  FROM ledger_account a JOIN ledger_entry e ON e.account_id = a.id AND e.day >= $2::date AND e.day < $3::date
  JOIN ledger_transfer t ON t.id = e.transfer_id LEFT JOIN ledger_transfer undone ON undone.id = t.reverses_id
  LEFT JOIN pledge p ON p.id = a.pledge_id LEFT JOIN fund f ON f.id = p.fund_id
  WHERE a.home_id = $1 AND a.kind IN ('PLEDGE', 'GIVER')
  GROUP BY 1, 2, 3, 4, f.id ORDER BY 1, 2, 3, 4, f.id`;

export const MOVEMENTS_OF_FUND = `SELECT date_trunc('month', e.day)::date::text AS month, t.kind,
    coalesce(sum(e.amount) FILTER (WHERE e.amount > 0), 0) AS "in", -coalesce(sum(e.amount) FILTER (WHERE e.amount < 0), 0) AS out
  FROM ledger_account a JOIN ledger_entry e ON e.account_id = a.id AND e.day >= $2::date AND e.day < $3::date
  JOIN ledger_transfer t ON t.id = e.transfer_id
  WHERE a.fund_id = $1 GROUP BY 1, 2 ORDER BY 1, 2`;

@Injectable()
export class StatementStore {
  async givingOf(db: Queryable, homeId: string, { from, before }: Span): Promise<GivingOfMonth[]> {
    const { rows } = await db.query<GivingOfMonth>('giving-of-year', GIVING_OF_YEAR, [homeId, from, before]);
    return rows.map((row) => ({
      ...row,
      pledged: Number(row.pledged),
      given: Number(row.given),
      givenBack: Number(row.givenBack),
    }));
  }

  /** Null when it is none of the partner, or was never agreed to. */
  async fund(db: Queryable, partnerId: string, fundId: string): Promise<FundOfReport | null> {
    const { rows } = await db.query<FundOfReport>(
      'fund-of-report',
      `SELECT title, currency FROM fund WHERE id = $2 AND partner_id = $1 AND state IN ('OPEN', 'CLOSED')`,
      [partnerId, fundId],
    );
    return rows[0] ?? null;
  }

  async sumsOf(db: Queryable, fundId: string, { from, before }: Span): Promise<FundSums> {
    const { rows } = await db.query<FundSums>(
      'sums-of-fund',
      `SELECT coalesce(a.balance, 0) AS balance,
         coalesce((SELECT sum(e.amount) FROM ledger_entry e WHERE e.account_id = a.id AND e.day >= $2::date), 0) AS since,
         (SELECT count(DISTINCT coalesce(g.home_id, g.pledge_id))::int FROM pledge p
           JOIN ledger_account g ON g.pledge_id = p.id AND g.kind = 'GIVER'
           WHERE p.fund_id = f.id AND EXISTS (SELECT FROM ledger_entry e JOIN ledger_transfer t ON t.id = e.transfer_id
             WHERE e.account_id = g.id AND e.day >= $2::date AND e.day < $3::date AND e.amount < 0 AND t.reverses_id IS NULL
               AND NOT EXISTS (SELECT FROM ledger_transfer undoing WHERE undoing.reverses_id = t.id))) AS givers
       FROM fund f LEFT JOIN ledger_account a ON a.fund_id = f.id WHERE f.id = $1`,
      [fundId, from, before],
    );
    const { balance = 0, since = 0, givers = 0 } = rows[0] ?? {};
    return { balance: Number(balance), since: Number(since), givers };
  }

  async movementsOf(db: Queryable, fundId: string, { from, before }: Span): Promise<FundMovement[]> {
    const { rows } = await db.query<FundMovement>('movements-of-fund', MOVEMENTS_OF_FUND, [fundId, from, before]);
    return rows.map((row) => ({ ...row, in: Number(row.in), out: Number(row.out) }));
  }

  /** Of months that are over: what a month that runs was for is sealed. */
  async purposesOf(db: Queryable, fundId: string, { from, before }: Span): Promise<PurposeTotal[]> {
    const { rows } = await db.query<PurposeTotal>(
      'purposes-of-fund',
      `SELECT purpose, sum(amount) AS amount FROM fund_outcome WHERE fund_id = $1 AND month >= $2::date AND month < $3::date
       GROUP BY purpose ORDER BY purpose NULLS LAST`,
      [fundId, from, before],
    );
    return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
  }

  /** Within a day in the order of random ids: which came first is not kept. */
  async journal(db: Queryable, partnerId: string, { from, before }: Span, most: number): Promise<JournalLine[]> {
    const { rows } = await db.query<JournalLine>(
      'journal-of-partner',
      `SELECT t.day::text, t.id AS "transferId", t.kind AS "transferKind", a.kind AS "accountKind", f.id AS "fundId", f.title AS "fundTitle",
         e.currency, e.amount, t.reverses_id AS reverses, t.reason
       FROM ledger_transfer t JOIN ledger_entry e ON e.transfer_id = t.id JOIN ledger_account a ON a.id = e.account_id
       LEFT JOIN fund f ON f.id = a.fund_id
       WHERE t.partner_id = $1 AND t.day >= $2::date AND t.day < $3::date AND a.kind NOT IN ('PLEDGE', 'PROMISED')
       ORDER BY t.day, t.id, e.amount < 0, a.kind, a.id LIMIT $4`,
      [partnerId, from, before, most],
    );
    return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
  }
}
