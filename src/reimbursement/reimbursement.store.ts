/** Reads and writes what homes asked back. A request is locked before its claim, and the claim before what was asked for it, as everywhere. */
import { Injectable } from '@nestjs/common';
import { secondAboveOf } from '../fund/second-above-in-sql.js';
import type { Accepted } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import type { Money } from '../kernel/money.js';
import { samePersonAs } from '../partner/same-person-in-sql.js';
import type { Queryable } from '../platform/queryable.js';
import type { Asked, DeliveredClaim, ReimbursementState } from './domain/reimbursement.js';

export interface ClaimToReimburse extends DeliveredClaim {
  readonly id: string;
  readonly partnerId: string;
}

export interface ReimbursementRead {
  readonly id: string;
  readonly partnerId: string;
  readonly claimId: string | null;
  readonly homeId: string | null;
  readonly currency: string;
  /** Minor units. */
  readonly amount: number;
  readonly state: ReimbursementState;
  /** YYYY-MM-DD, in UTC. */
  readonly askedOn: string;
  readonly settledOn: string | null;
  readonly fundId: string | null;
  readonly acceptedBy: string | null;
}

/** Under its lock, with what the fund has to know of the request; null of what was forgotten. */
export interface ReimbursementInHand extends ReimbursementRead, Asked {
  readonly requestId: string | null;
  readonly kind: HelpKind | null;
  readonly publishedCell: string | null;
  /** Minor units above which it takes a second coordinator; null when none does. */
  readonly secondAbove: number | null;
}

export interface NewReimbursement {
  readonly id: string;
  readonly partnerId: string;
  readonly claimId: string;
  readonly homeId: string;
  readonly money: Money;
  readonly receiptDigest: Buffer;
  readonly askedOn: string;
}

const COLUMNS = `b.id, b.partner_id AS "partnerId", b.claim_id AS "claimId", b.home_id AS "homeId", b.currency, b.amount, b.state,
  b.asked_on::text AS "askedOn", b.settled_on::text AS "settledOn", b.fund_id AS "fundId", b.accepted_by AS "acceptedBy"`;
const COUNTS = `('ASKED', 'ACCEPTED', 'PAID')`;
const WAITS = `('ASKED', 'ACCEPTED')`;

type Read = Omit<ReimbursementRead, 'amount'> & { readonly amount: string };
const shown = (row: Read): ReimbursementRead => ({ ...row, amount: Number(row.amount) });

@Injectable()
export class ReimbursementStore {
  /** Null when it is no claim of the home. */
  async lockClaim(tx: Queryable, homeId: string, claimId: string): Promise<ClaimToReimburse | null> {
    const { rowCount } = await this.lockBoth(tx, claimId);
    if (rowCount === 0) return null;
    const { rows } = await tx.query<ClaimRead>(
      'claim-to-reimburse',
      `SELECT c.id, c.kind, c.status, c.partner_id AS "partnerId", g.payer, g.budget_ceiling AS ceiling, g.budget_currency AS "ceilingIn",
         o.cost_cap AS cap, o.currency AS "capIn",
         (SELECT coalesce(sum(b.amount), 0) FROM claim other JOIN reimbursement b ON b.claim_id = other.id
           WHERE other.request_id = c.request_id AND other.id <> c.id AND b.state IN ${COUNTS}) AS others
       FROM claim c LEFT JOIN grocery_request g ON g.request_id = c.request_id LEFT JOIN offer o ON o.id = c.offer_id
       WHERE c.id = $1 AND c.home_id = $2`,
      [claimId, homeId],
    );
    const [row] = rows;
    if (!row) return null;
    const { id, kind, status, partnerId, payer } = row;
    return {
      ...{ id, kind, status, partnerId, payer, askedForOthers: Number(row.others) },
      ceiling: row.ceiling !== null && row.ceilingIn !== null ? { minor: row.ceiling, currency: row.ceilingIn } : null,
      costCap: row.cap !== null && row.capIn !== null ? { minor: row.cap, currency: row.capIn } : null,
    };
  }

  /** The database refuses a second for the claim, and a receipt that it has seen. */
  async insert(tx: Queryable, { value: its }: Accepted<NewReimbursement>): Promise<void> {
    await tx.query(
      'insert-reimbursement',
      `INSERT INTO reimbursement (id, partner_id, claim_id, home_id, currency, amount, receipt_digest, state, asked_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'ASKED', $8)`,
      [
        ...[its.id, its.partnerId, its.claimId, its.homeId, its.money.currency, its.money.minor],
        ...[its.receiptDigest, its.askedOn],
      ],
    );
  }

  lockOfHome(tx: Queryable, homeId: string, id: string): Promise<ReimbursementInHand | null> {
    return this.lock(tx, 'home_id', homeId, id);
  }

  lockOfPartner(tx: Queryable, partnerId: string, id: string): Promise<ReimbursementInHand | null> {
    return this.lock(tx, 'partner_id', partnerId, id);
  }

  /** A first coordinator agreed; the money stays until a second does. */
  async writeAccepted(tx: Queryable, id: string, by: string, fundId: string): Promise<void> {
    await tx.query(
      'accept-reimbursement',
      `UPDATE reimbursement SET state = 'ACCEPTED', needs_second = true, accepted_by = $2, fund_id = $3 WHERE id = $1 AND state = 'ASKED'`,
      [id, by, fundId],
    );
  }

  /** One row, or somebody was faster: then nothing is paid. */
  async writePaid(
    tx: Queryable,
    id: string,
    its: { readonly acceptedBy: string; readonly paidBy: string; readonly fundId: string; readonly on: string },
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      'pay-reimbursement',
      `UPDATE reimbursement SET state = 'PAID', accepted_by = $2, paid_by = $3, fund_id = $4, settled_on = $5
       WHERE id = $1 AND state IN ${WAITS}`,
      [id, its.acceptedBy, its.paidBy, its.fundId, its.on],
    );
    return rowCount === 1;
  }

  async writeEnd(tx: Queryable, id: string, { value: state }: Accepted<ReimbursementState>, on: string): Promise<void> {
    await tx.query(
      'end-reimbursement',
      `UPDATE reimbursement SET state = $2, settled_on = $3 WHERE id = $1 AND state IN ${WAITS}`,
      [id, state, on],
    );
  }

  /** The latest first. */
  async ofHome(db: Queryable, homeId: string, most: number): Promise<ReimbursementRead[]> {
    const { rows } = await db.query<Read>(
      'reimbursements-of-home',
      `SELECT ${COLUMNS} FROM reimbursement b WHERE b.home_id = $1 ORDER BY b.asked_on DESC, b.id DESC LIMIT $2`,
      [homeId, most],
    );
    return rows.map(shown);
  }

  /** Those that wait, the oldest first. */
  async waitingAt(db: Queryable, partnerId: string, most: number): Promise<ReimbursementRead[]> {
    const { rows } = await db.query<Read>(
      'reimbursements-waiting',
      `SELECT ${COLUMNS} FROM reimbursement b WHERE b.partner_id = $1 AND b.state IN ${WAITS} AND b.claim_id IS NOT NULL
       ORDER BY b.asked_on, b.id LIMIT $2`,
      [partnerId, most],
    );
    return rows.map(shown);
  }

  async find(db: Queryable, id: string): Promise<ReimbursementRead | null> {
    const { rows } = await db.query<Read>(
      'find-reimbursement',
      `SELECT ${COLUMNS} FROM reimbursement b WHERE b.id = $1`,
      [id],
    );
    return rows[0] ? shown(rows[0]) : null;
  }

  async waitingOfHome(tx: Queryable, homeId: string): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      'reimbursements-waiting-of-home',
      `SELECT b.id FROM reimbursement b LEFT JOIN claim c ON c.id = b.claim_id
       WHERE b.home_id = $1 AND b.state IN ${WAITS} ORDER BY c.request_id, c.id, b.id`,
      [homeId],
    );
    return rows.map(({ id }) => id);
  }

  private async lock(
    tx: Queryable,
    of: 'home_id' | 'partner_id',
    owner: string,
    id: string,
  ): Promise<ReimbursementInHand | null> {
    const known = await tx.query<{ claimId: string | null }>(
      `claim-of-reimbursement-of-${of}`,
      `SELECT claim_id AS "claimId" FROM reimbursement WHERE id = $1 AND ${of} = $2`,
      [id, owner],
    );
    if (!known.rows[0]) return null;
    if (known.rows[0].claimId !== null) await this.lockBoth(tx, known.rows[0].claimId);
    await tx.query('lock-reimbursement', 'SELECT FROM reimbursement WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const { rows } = await tx.query<InHandRead>(
      'reimbursement-in-hand',
      `SELECT ${COLUMNS}, c.status AS "claimStatus", r.id AS "requestId", r.kind, r.published_cell AS "publishedCell",
         ${secondAboveOf('b')} AS "secondAbove", ${samePersonAs('b.accepted_by')} AS "firstHands",
         (SELECT coalesce(sum(its.amount), 0) FROM claim other JOIN reimbursement its ON its.claim_id = other.id
           WHERE other.request_id = c.request_id AND its.state IN ${COUNTS}) AS "ofRequest"
       FROM reimbursement b LEFT JOIN claim c ON c.id = b.claim_id LEFT JOIN request r ON r.id = c.request_id WHERE b.id = $1`,
      [id],
    );
    const [row] = rows;
    if (!row) return null;
    const { secondAbove, ofRequest, ...its } = row;
    return {
      ...{ ...its, amount: Number(row.amount), ofRequest: Number(ofRequest) },
      secondAbove: secondAbove === null ? null : Number(secondAbove),
    };
  }

  private async lockBoth(tx: Queryable, claimId: string) {
    await tx.query(
      'lock-request-to-reimburse',
      'SELECT FROM request WHERE id = (SELECT request_id FROM claim WHERE id = $1) FOR NO KEY UPDATE',
      [claimId],
    );
    return tx.query('lock-claim-to-reimburse', 'SELECT FROM claim WHERE id = $1 FOR NO KEY UPDATE', [claimId]);
  }
}

/** Amounts as the driver gives them: a bigint comes as text. */
interface ClaimRead extends Pick<ClaimToReimburse, 'id' | 'kind' | 'status' | 'partnerId' | 'payer'> {
  readonly ceiling: number | null;
  readonly ceilingIn: string | null;
  readonly cap: number | null;
  readonly capIn: string | null;
  readonly others: string;
}
interface InHandRead extends Omit<ReimbursementInHand, 'amount' | 'secondAbove' | 'ofRequest'>, Pick<Read, 'amount'> {
  readonly secondAbove: string | null;
  readonly ofRequest: string;
}
