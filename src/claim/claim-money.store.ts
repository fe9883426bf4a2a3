/** Reads and writes what the ledger has to know of a claim of money. */
import { Injectable } from '@nestjs/common';
import type { PaymentMethod } from '../kernel/transfer.js';
import type { Queryable } from '../platform/queryable.js';

export interface ClaimMoney {
  /** Null: the partner's holding. */
  readonly fundId: string | null;
  readonly setAside: boolean;
  readonly method: PaymentMethod | null;
}

export interface NewClaimMoney {
  readonly claimId: string;
  readonly partnerId: string;
  readonly currency: string;
  readonly sourceId: string;
  readonly setAside: boolean;
  /** Null when a fund's rules did. */
  readonly allocatedBy: string | null;
  /** Of the request, with this claim: several small claims are one large one. */
  readonly total: number;
}

@Injectable()
export class ClaimMoneyStore {
  /** In which currency a claim of money is: that of its line, on whichever side it has one. */
  async currencyOf(db: Queryable, claimId: string): Promise<string> {
    const { rows } = await db.query<{ currency: string }>(
      'currency-of-claim',
      `SELECT coalesce(wanted.unit, offered.unit) AS currency FROM claim_line l
       LEFT JOIN request_line wanted ON wanted.id = l.request_line_id
       LEFT JOIN offer_line offered ON offered.id = l.offer_line_id WHERE l.claim_id = $1`,
      [claimId],
    );
    if (!rows[0]) throw new Error('a claim of money without a line');
    return rows[0].currency;
  }

  /** Null for a giving claim. */
  async find(db: Queryable, claimId: string): Promise<ClaimMoney | null> {
    const { rows } = await db.query<ClaimMoney>(
      'money-of-claim',
      `SELECT a.fund_id AS "fundId", m.set_aside AS "setAside", m.method FROM claim_money m
       JOIN ledger_account a ON a.id = m.source_id WHERE m.claim_id = $1`,
      [claimId],
    );
    return rows[0] ?? null;
  }

  /** Null when it is paid out of no fund. */
  async paidOutOf(db: Queryable, claimId: string): Promise<{ fundId: string; publishedCell: string } | null> {
    const { rows } = await db.query<{ fundId: string; publishedCell: string }>(
      'paid-out-of',
      `SELECT a.fund_id AS "fundId", r.published_cell AS "publishedCell" FROM claim_money m JOIN ledger_account a ON a.id = m.source_id
       JOIN claim c ON c.id = m.claim_id JOIN request r ON r.id = c.request_id WHERE m.claim_id = $1 AND a.fund_id IS NOT NULL`,
      [claimId],
    );
    return rows[0] ?? null;
  }

  /** Whether it takes a second coordinator is settled here, once. */
  async insert(tx: Queryable, its: NewClaimMoney): Promise<void> {
    await tx.query(
      'insert-money-of-claim',
      `INSERT INTO claim_money (claim_id, source_id, set_aside, allocated_by, needs_second)
       VALUES ($1, $2, $3, $4, coalesce($5::bigint > (SELECT second_above FROM partner_money WHERE partner_id = $6 AND currency = $7), false))`,
      [its.claimId, its.sourceId, its.setAside, its.allocatedBy, its.total, its.partnerId, its.currency],
    );
  }

  /** The database refuses whoever allocated it, where it takes a second. */
  async writePaidBy(
    tx: Queryable,
    claimId: string,
    coordinatorId: string,
    method: PaymentMethod | null,
  ): Promise<void> {
    await tx.query('write-paid-by', 'UPDATE claim_money SET paid_by = $2, method = $3 WHERE claim_id = $1', [
      claimId,
      coordinatorId,
      method,
    ]);
  }
}
