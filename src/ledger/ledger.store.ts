/** Opens accounts and enters transfers. Nothing is ever changed here; balances follow by a trigger, which also has the last word on them. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AccountKind, Entry, PaymentMethod, TransferBy, TransferKind } from '../kernel/transfer.js';
import type { Queryable } from '../platform/queryable.js';

/** Whose account: of a fund, a pledge, a home (for its offers), a request, or of the partner itself when none is named. */
export interface AccountOf {
  readonly kind: AccountKind;
  readonly partnerId: string;
  /** ISO 4217 */
  readonly currency: string;
  readonly fundId?: string;
  readonly pledgeId?: string;
  readonly homeId?: string;
  readonly requestId?: string;
}

/** A transfer that is balanced; its entries name accounts by id. */
export interface TransferToEnter {
  readonly id: string;
  readonly kind: TransferKind;
  readonly partnerId: string;
  readonly currency: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly byWhom: TransferBy;
  readonly reversesId: string | null;
  readonly claimId: string | null;
  readonly pledgeId: string | null;
  readonly referenceDigest: Buffer | null;
  readonly method: PaymentMethod | null;
  readonly entries: readonly Entry<string>[];
}

/** What tells each kind of account from others, as its unique index does. */
const FINDING = {
  fund: ['account-of-fund', 'fund_id = $1'],
  pledge: ['account-of-pledge', 'pledge_id = $1 AND kind = $2'],
  home: [
    'account-of-home',
    'home_id = $1 AND kind = $2 AND partner_id = $3 AND currency = $4 AND home_id IS NOT NULL AND pledge_id IS NULL',
  ],
  request: ['account-of-request', 'request_id = $1'],
  partner: [
    'account-of-partner',
    `kind = $1 AND partner_id = $2 AND currency = $3 AND kind IN ('PROMISED', 'HOLDING', 'PAID', 'REIMBURSED', 'FEES')`,
  ],
} as const;

@Injectable()
export class LedgerStore {
  /** Its id; it is opened when there is none. */
  async accountId(tx: Queryable, of: AccountOf): Promise<string> {
    const known = await this.find(tx, of);
    if (known !== null) return known;
    await tx.query(
      'open-account',
      `INSERT INTO ledger_account (id, kind, partner_id, currency, fund_id, pledge_id, home_id, request_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [
        randomUUID(),
        of.kind,
        of.partnerId,
        of.currency,
        of.fundId ?? null,
        of.pledgeId ?? null,
        of.homeId ?? null,
        of.requestId ?? null,
      ],
    );
    const opened = await this.find(tx, of);
    if (opened === null) throw new Error('an account that was opened is not there');
    return opened;
  }

  /** All of them in one statement: the database takes each whole, or none. */
  async enter(tx: Queryable, transfers: readonly TransferToEnter[]): Promise<void> {
    const entries = transfers.flatMap((its) => its.entries.map((entry) => ({ ...entry, transfer: its })));
    await tx.query(
      'enter-transfers',
      `WITH entered AS (
         INSERT INTO ledger_transfer (id, kind, partner_id, currency, day, by_whom, reverses_id, claim_id, pledge_id, reference_digest, method)
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::date[], $6::text[], $7::uuid[], $8::uuid[], $9::uuid[],
           $10::bytea[], $11::text[]))
       INSERT INTO ledger_entry (transfer_id, account_id, amount, day, currency)
       SELECT * FROM unnest($12::uuid[], $13::uuid[], $14::bigint[], $15::date[], $16::text[])`,
      [
        transfers.map((its) => its.id),
        transfers.map((its) => its.kind),
        transfers.map((its) => its.partnerId),
        transfers.map((its) => its.currency),
        transfers.map((its) => its.day),
        transfers.map((its) => its.byWhom),
        transfers.map((its) => its.reversesId),
        transfers.map((its) => its.claimId),
        transfers.map((its) => its.pledgeId),
        transfers.map((its) => its.referenceDigest),
        transfers.map((its) => its.method),
        entries.map(({ transfer }) => transfer.id),
        entries.map(({ account }) => account),
        entries.map(({ amount }) => amount),
        entries.map(({ transfer }) => transfer.day),
        entries.map(({ transfer }) => transfer.currency),
      ],
    );
  }

  /** Minor units, with the account locked until the transaction ends; it is opened when there is none. */
  async lockBalance(tx: Queryable, of: AccountOf): Promise<number> {
    const locked = await this.lock(tx, of);
    if (locked !== null) return locked;
    await this.accountId(tx, of);
    return (await this.lock(tx, of)) ?? 0;
  }

  private async lock(tx: Queryable, of: AccountOf): Promise<number | null> {
    const [name, where, values] = finding(of);
    const { rows } = await tx.query<{ balance: string }>(
      `lock-${name}`,
      `SELECT balance FROM ledger_account WHERE ${where} FOR NO KEY UPDATE`,
      values,
    );
    return rows[0] ? Number(rows[0].balance) : null;
  }

  private async find(db: Queryable, of: AccountOf): Promise<string | null> {
    const [name, where, values] = finding(of);
    const { rows } = await db.query<{ id: string }>(name, `SELECT id FROM ledger_account WHERE ${where}`, values);
    return rows[0]?.id ?? null;
  }
}

function finding(of: AccountOf): readonly [name: string, where: string, values: readonly string[]] {
  if (of.fundId !== undefined) return [...FINDING.fund, [of.fundId]];
  if (of.pledgeId !== undefined) return [...FINDING.pledge, [of.pledgeId, of.kind]];
  if (of.homeId !== undefined) return [...FINDING.home, [of.homeId, of.kind, of.partnerId, of.currency]];
  if (of.requestId !== undefined) return [...FINDING.request, [of.requestId]];
  return [...FINDING.partner, [of.kind, of.partnerId, of.currency]];
}
