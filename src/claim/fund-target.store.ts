/** Reads what money of a fund would be allocated to: a request for money of the partner, its one line, and what is left of it. */
import { Injectable } from '@nestjs/common';
import type { HelpKind } from '../kernel/help.js';
import type { Queryable } from '../platform/queryable.js';
import type { WantedFrom } from './domain/claim-lines.js';

export interface FundTarget {
  readonly requestId: string;
  readonly kind: HelpKind;
  readonly partnerId: string;
  readonly occurrenceId: string | null;
  readonly publishedCell: string;
  readonly timeZone: string;
  readonly intakeCoordinatorId: string | null;
  /** Neither ended nor held as a whole, and its time is not over. */
  readonly isOpen: boolean;
  readonly isPublished: boolean;
  readonly isOver: boolean;
  /** What lapsed claims hold counts as remaining. */
  readonly lines: readonly WantedFrom[];
  readonly hasLapsed: boolean;
}

const LAPSED = `c.status IN ('PROPOSED', 'ACCEPTED') AND c.lease_ends_at <= $2`;

@Injectable()
export class FundTargetStore {
  async find(db: Queryable, requestId: string, now: Date): Promise<FundTarget | null> {
    const { rows } = await db.query<FundTarget>(
      'find-fund-target',
      `SELECT r.id AS "requestId", r.kind, r.partner_id AS "partnerId", o.id AS "occurrenceId", r.published_cell AS "publishedCell",
         r.time_zone AS "timeZone", r.intake_coordinator_id AS "intakeCoordinatorId",
         r.ended_at IS NULL AND NOT r.held_for_review AND r.expires_at > $2 AS "isOpen", r.published AS "isPublished",
         coalesce(o.over, false) AS "isOver",
         coalesce((SELECT json_agg(json_build_object('id', l.id, 'unit', l.unit, 'quantity', ol.quantity,
             'remaining', ol.quantity - ol.held - ol.fulfilled + coalesce(lapsed.held, 0), 'divisible', l.divisible) ORDER BY l.position)
           FROM occurrence_line ol JOIN request_line l ON l.id = ol.line_id
           LEFT JOIN (SELECT cl.request_line_id, sum(cl.quantity) AS held
             FROM claim c JOIN claim_line cl ON cl.claim_id = c.id WHERE c.occurrence_id = o.id AND ${LAPSED} GROUP BY 1) lapsed
             ON lapsed.request_line_id = l.id
           WHERE ol.occurrence_id = o.id), '[]') AS lines,
         EXISTS (SELECT FROM claim c WHERE c.occurrence_id = o.id AND ${LAPSED}) AS "hasLapsed"
       FROM request r LEFT JOIN occurrence o ON o.request_id = r.id AND r.series_rule IS NULL WHERE r.id = $1`,
      [requestId, now],
    );
    return rows[0] ?? null;
  }

  /** Locked until the transaction ends; false when somebody else has it in hand. */
  async lockFree(tx: Queryable, requestId: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'lock-request-for-fund',
      'SELECT FROM request WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED',
      [requestId],
    );
    return rowCount === 1;
  }

  /** Requests for money that a coordinator of the partner took in and of which something is wanted: urgent ones first, then in no order. */
  async wantingMoney(db: Queryable, partnerId: string, currency: string, now: Date, most: number): Promise<string[]> {
    const { rows } = await db.query<{ id: string }>(
      'requests-wanting-money',
      `SELECT r.id FROM request r JOIN money_request m ON m.request_id = r.id
       WHERE r.partner_id = $1 AND m.currency = $2 AND r.listed AND r.published AND r.ended_at IS NULL AND r.expires_at > $3
         AND r.intake_coordinator_id IS NOT NULL ORDER BY r.urgency, r.bucket, gen_random_uuid() LIMIT $4`,
      [partnerId, currency, now, most],
    );
    return rows.map(({ id }) => id);
  }
}
