/** Lets requests widen, all that are due in one statement, so that no order and no transaction tells which were posted together. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { HelpKind, Urgency } from '../kernel/help.js';
import type { RequestReach } from '../kernel/widening.js';
import type { Queryable } from '../platform/queryable.js';
import type { Widening } from './domain/widening.js';
import { nextStepInSql } from './widening-in-sql.js';

export interface WideningFacts {
  readonly kind: HelpKind;
  readonly urgency: Urgency;
  readonly circleId: string | null;
  readonly reach: RequestReach;
}

/** More are left to the next minute. */
const MOST = 10_000;

/**
 * What is due by an index, in the order of it; written in none. What somebody holds waits for the next minute. As an array the ids are thought to
 * be few, so that each is looked up by its key: their number is not known when the plan is made, and a plan for many would read all requests.
 */
export const WIDEN_DUE = `UPDATE request r SET reach = CASE r.reach WHEN 'CIRCLE' THEN 'LINKED' ELSE 'NETWORK' END,
    widens_at = CASE WHEN r.reach = 'CIRCLE' AND r.widens_to = 'NETWORK'
      THEN ${nextStepInSql('r.urgency', `'LINKED'`, 'r.widens_at', '$2::bigint')} END
  FROM unnest(ARRAY(
    SELECT due.id FROM (SELECT id FROM request WHERE widens_at <= $1::timestamptz AND ended_at IS NULL
      ORDER BY widens_at LIMIT ${MOST} FOR NO KEY UPDATE SKIP LOCKED) due ORDER BY gen_random_uuid())) AS due (id)
  WHERE r.id = due.id`;

@Injectable()
export class WideningStore {
  /** `markMs`: between two marks of the clock. Returns how many widened. */
  async widenDue(owner: Queryable, now: Date, markMs: number): Promise<number> {
    return (await owner.query('widen-requests', WIDEN_DUE, [now, markMs])).rowCount;
  }

  /** Of a request under its lock. */
  async facts(tx: Queryable, id: string): Promise<WideningFacts | null> {
    const { rows } = await tx.query<WideningFacts>(
      'widening-of-request',
      'SELECT kind, urgency, circle_id AS "circleId", reach FROM request WHERE id = $1',
      [id],
    );
    return rows[0] ?? null;
  }

  async change(tx: Queryable, id: string, { value: { reach, widensTo, widensAt } }: Accepted<Widening>): Promise<void> {
    const { rowCount } = await tx.query(
      'change-widening',
      'UPDATE request SET reach = $2, widens_to = $3, widens_at = $4 WHERE id = $1 AND ended_at IS NULL',
      [id, reach, widensTo, widensAt],
    );
    if (rowCount !== 1) throw new Error('a request was written without its lock');
  }
}
