/** Finds what the clock has come to in claims: which have to be moved on, and what of ended ones has to be forgotten. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';

/** What is sealed of one ended claim: the key goes first, then the row. */
export interface SealedLeftover {
  readonly claimId: string;
  readonly dataKeyId: string;
}

@Injectable()
export class OverdueClaimsStore {
  /** Proposals and accepted claims whose lease is over. `after`: the last id of the batch before. */
  async lapsed(db: Queryable, now: Date, after: string, most: number): Promise<string[]> {
    return this.ids(db, 'claims-to-lapse', `status IN ('PROPOSED', 'ACCEPTED') AND lease_ends_at <= $1`, [
      now,
      after,
      most,
    ]);
  }

  async deliveredBefore(db: Queryable, moment: Date, after: string, most: number): Promise<string[]> {
    return this.ids(db, 'claims-to-close', `status = 'DELIVERED' AND delivered_at <= $1`, [moment, after, most]);
  }

  async disputedBefore(db: Queryable, moment: Date, after: string, most: number): Promise<string[]> {
    return this.ids(db, 'disputes-to-settle', `status = 'DISPUTED' AND disputed_at <= $1`, [moment, after, most]);
  }

  /** Copies of handoffs whose claim has ended: their keys were destroyed with it, unless something was down. */
  async handoffsOfEnded(db: Queryable, most: number): Promise<SealedLeftover[]> {
    const { rows } = await db.query<SealedLeftover>(
      'handoffs-of-ended-claims',
      `SELECT h.claim_id AS "claimId", h.data_key_id AS "dataKeyId"
       FROM sealed.claim_handoff h JOIN claim c ON c.id = h.claim_id WHERE c.ended_at IS NOT NULL LIMIT $1`,
      [most],
    );
    return rows;
  }

  /** Messages of claims that ended before the first moment; while somebody's report of it is open, before the second. */
  async messagesOfEnded(db: Queryable, before: Date, reportedBefore: Date, most: number): Promise<SealedLeftover[]> {
    const { rows } = await db.query<SealedLeftover>(
      'messages-of-ended-claims',
      `SELECT k.claim_id AS "claimId", k.data_key_id AS "dataKeyId"
       FROM sealed.message_key k JOIN claim c ON c.id = k.claim_id
       WHERE c.ended_at <= $1 AND (c.ended_at <= $2
         OR NOT EXISTS (SELECT FROM report r WHERE r.claim_id = c.id AND r.settled_on IS NULL)) LIMIT $3`,
      [before, reportedBefore, most],
    );
    return rows;
  }

  async deleteHandoffs(db: Queryable, claimIds: readonly string[]): Promise<number> {
    const { rowCount } = await db.query(
      'delete-handoffs-of-ended-claims',
      'DELETE FROM sealed.claim_handoff WHERE claim_id = ANY ($1::uuid[])',
      [claimIds],
    );
    return rowCount;
  }

  /** How many claims were freed of them. */
  async deleteMessages(db: Queryable, claimIds: readonly string[]): Promise<number> {
    const { rowCount } = await db.query(
      'delete-messages-of-ended-claims',
      `WITH messages AS (DELETE FROM sealed.message WHERE claim_id = ANY ($1::uuid[]))
       DELETE FROM sealed.message_key WHERE claim_id = ANY ($1::uuid[])`,
      [claimIds],
    );
    return rowCount;
  }

  private async ids(db: Queryable, name: string, due: string, values: readonly unknown[]): Promise<string[]> {
    const { rows } = await db.query<{ id: string }>(
      name,
      `SELECT id FROM claim WHERE ${due} AND id > $2::uuid ORDER BY id LIMIT $3`,
      values,
    );
    return rows.map(({ id }) => id);
  }
}
