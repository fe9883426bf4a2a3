/** Reads and writes what the money of funds did: boxes while a month runs, numbers once it is over. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import type { Outcome } from './domain/outcomes.js';

export interface FundMonth {
  readonly fundId: string;
  /** YYYY-MM-01 */
  readonly month: string;
  readonly box: Buffer;
}

export interface FundOutcomeFound extends Outcome {
  readonly fundId: string;
  readonly month: string;
}

@Injectable()
export class FundOutcomeStore {
  /** The box of the month, locked until the transaction ends; null when there is none yet: nobody else makes it meanwhile. */
  async lock(tx: Queryable, fundId: string, month: string): Promise<Buffer | null> {
    await tx.query('lock-month-of-fund', `SELECT pg_advisory_xact_lock(hashtextextended('outcomes of ' || $1, 0))`, [
      fundId,
    ]);
    const { rows } = await tx.query<{ box: Buffer }>(
      'month-of-fund',
      'SELECT box FROM fund_month WHERE fund_id = $1 AND month = $2',
      [fundId, month],
    );
    return rows[0]?.box ?? null;
  }

  /** Whether something was paid for the request out of the fund since the month began, whatever became of it. Nobody pays meanwhile. */
  async wasPaid(tx: Queryable, fundId: string, requestId: string, month: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'was-paid-in-month',
      `SELECT FROM claim c JOIN claim_money m ON m.claim_id = c.id JOIN ledger_account a ON a.id = m.source_id
       JOIN ledger_transfer t ON t.claim_id = c.id
       WHERE c.request_id = $2 AND a.fund_id = $1 AND t.kind = 'PAID' AND t.day >= $3::date LIMIT 1`,
      [fundId, requestId, month],
    );
    return rowCount === 1;
  }

  async write(tx: Queryable, { fundId, month, box }: FundMonth): Promise<void> {
    await tx.query(
      'write-month-of-fund',
      `INSERT INTO fund_month (fund_id, month, box) VALUES ($1, $2, $3)
       ON CONFLICT (fund_id, month) DO UPDATE SET box = EXCLUDED.box`,
      [fundId, month, box],
    );
  }

  /** Months before this one, gone from here with it. */
  async takeOver(owner: Queryable, before: string): Promise<FundMonth[]> {
    const { rows } = await owner.query<FundMonth>(
      'take-months-of-funds',
      'DELETE FROM fund_month WHERE month < $1 RETURNING fund_id AS "fundId", month::text, box',
      [before],
    );
    return rows;
  }

  async publish(owner: Queryable, fundId: string, month: string, outcomes: readonly Outcome[]): Promise<void> {
    await owner.query(
      'publish-outcomes',
      `INSERT INTO fund_outcome (id, fund_id, month, purpose, cell, families, amount)
       SELECT gen_random_uuid(), $1, $2, * FROM unnest($3::text[], $4::text[], $5::integer[], $6::bigint[]) ON CONFLICT DO NOTHING`,
      [
        fundId,
        month,
        outcomes.map((its) => its.purpose),
        outcomes.map((its) => its.cell),
        outcomes.map((its) => its.families),
        outcomes.map((its) => its.amount),
      ],
    );
  }

  /** Newest month first. */
  async of(db: Queryable, fundIds: readonly string[]): Promise<FundOutcomeFound[]> {
    const { rows } = await db.query<FundOutcomeFound & { readonly amount: string }>(
      'outcomes-of-funds',
      `SELECT fund_id AS "fundId", month::text, purpose, cell, families, amount FROM fund_outcome
       WHERE fund_id = ANY ($1::uuid[]) ORDER BY month DESC, families DESC, purpose, cell`,
      [fundIds],
    );
    return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
  }
}
