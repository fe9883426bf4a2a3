/** Reads and writes what a partner holds in a currency, one step at a time. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';
import type { Holding, MoneyStep } from './domain/money-claim.js';

@Injectable()
export class HoldingStore {
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

  /** Locked until the transaction ends; nothing, where there was none. */
  async lock(tx: Queryable, partnerId: string, currency: string): Promise<Holding> {
    await tx.query(
      'begin-holding',
      'INSERT INTO holding (partner_id, currency) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [partnerId, currency],
    );
    const { rows } = await tx.query<{ received: string; paid: string }>(
      'lock-holding',
      'SELECT received, paid FROM holding WHERE partner_id = $1 AND currency = $2 FOR UPDATE',
      [partnerId, currency],
    );
    return { received: Number(rows[0]?.received ?? 0), paid: Number(rows[0]?.paid ?? 0) };
  }

  /** After `lock`. */
  async add(
    tx: Queryable,
    partnerId: string,
    currency: string,
    { value: { holding } }: Accepted<MoneyStep>,
  ): Promise<void> {
    await tx.query(
      'add-to-holding',
      'UPDATE holding SET received = received + $3, paid = paid + $4 WHERE partner_id = $1 AND currency = $2',
      [partnerId, currency, holding.received, holding.paid],
    );
  }
}
