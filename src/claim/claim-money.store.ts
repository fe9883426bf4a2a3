/** Reads and writes what the ledger has to know of a claim of money. */
import { Injectable } from '@nestjs/common';
import { secondAboveOf } from '../fund/second-above-in-sql.js';
import type { PaymentMethod } from '../kernel/transfer.js';
import { samePersonAs } from '../partner/same-person-in-sql.js';
import type { Queryable } from '../platform/queryable.js';

export interface ClaimMoney {
  /** Null: the partner's holding. */
  readonly fundId: string | null;
  readonly setAside: boolean;
  readonly method: PaymentMethod | null;
}

/** What a claim is paid out of, to whom, and whose hands it went through. */
export interface ClaimToPay {
  /** Null: the partner's holding. */
  readonly fundId: string | null;
  readonly requestId: string;
  readonly publishedCell: string;
  readonly takesTwo: boolean;
  /** A coordinator, by every id that they go by at the partner; nobody when a fund's rules did. */
  readonly allocatedBy: readonly string[];
}

export interface NewClaimMoney {
  readonly claimId: string;
  readonly sourceId: string;
  readonly setAside: boolean;
  /** Null when a fund's rules did. */
  readonly allocatedBy: string | null;
  readonly takesTwo: boolean;
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

  /** The same of a claim that begins, and the minor units above which its partner wants two coordinators; null for no amount. */
  async termsOf(db: Queryable, claimId: string): Promise<{ currency: string; secondAbove: number | null }> {
    const { rows } = await db.query<{ currency: string; secondAbove: string | null }>(
      'terms-of-claim',
      `SELECT its.currency, ${secondAboveOf('its')} AS "secondAbove" FROM (
         SELECT c.partner_id, wanted.unit AS currency FROM claim c JOIN claim_line l ON l.claim_id = c.id
         JOIN request_line wanted ON wanted.id = l.request_line_id WHERE c.id = $1) its`,
      [claimId],
    );
    if (!rows[0]) throw new Error('a claim of money without a line');
    const { currency, secondAbove } = rows[0];
    return { currency, secondAbove: secondAbove === null ? null : Number(secondAbove) };
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

  /** Null when it is none to be paid. */
  async toPay(db: Queryable, claimId: string): Promise<ClaimToPay | null> {
    const { rows } = await db.query<ClaimToPay>(
      'claim-to-pay',
      `SELECT a.fund_id AS "fundId", r.id AS "requestId", r.published_cell AS "publishedCell", m.needs_second AS "takesTwo", ${samePersonAs('m.allocated_by')} AS "allocatedBy"
       FROM claim_money m JOIN ledger_account a ON a.id = m.source_id
       JOIN claim c ON c.id = m.claim_id JOIN request r ON r.id = c.request_id WHERE m.claim_id = $1`,
      [claimId],
    );
    return rows[0] ?? null;
  }

  /** Whether it takes two coordinators is settled here, once. */
  async insert(tx: Queryable, its: NewClaimMoney): Promise<void> {
    await tx.query(
      'insert-money-of-claim',
      `INSERT INTO claim_money (claim_id, source_id, set_aside, allocated_by, needs_second)
       VALUES ($1, $2, $3, $4, $5)`,
      [its.claimId, its.sourceId, its.setAside, its.allocatedBy, its.takesTwo],
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
