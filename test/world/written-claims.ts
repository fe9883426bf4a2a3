/** A claim written straight into the tables by the serving role, as a program without any rules would. */
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../../src/platform/queryable.js';

export interface WrittenClaim {
  readonly requestId: string;
  readonly offerId: string;
  /** Of the request, and so much of it. */
  readonly quantity: number;
  /** Of the offer; 0 for the first when nothing is said. */
  readonly offerQuantity: number;
  /** Which of the offer's periods, counted from 0. */
  readonly period?: number;
  readonly status?: string;
}

/** Both rows in one statement: either they are there, or the database refused them. */
const WRITE = `WITH its AS (
    SELECT r.id AS request_id, r.kind, r.partner_id, o.id AS occurrence_id, l.line_id, f.id AS offer_id, f.home_id, p.id AS period_id,
      c.line_id AS offer_line_id
    FROM request r JOIN occurrence o ON o.request_id = r.id JOIN occurrence_line l ON l.occurrence_id = o.id
      JOIN offer f ON f.id = $3
      JOIN LATERAL (SELECT id FROM offer_period WHERE offer_id = f.id ORDER BY starts_at OFFSET $7 LIMIT 1) p ON true
      JOIN offer_capacity c ON c.period_id = p.id
    WHERE r.id = $2 LIMIT 1
  ), made AS (
    INSERT INTO claim (id, shape, kind, request_id, occurrence_id, offer_id, home_id, partner_id, status, proposed_by,
      consents_needed, consents_given, planned_half, planned_time_zone, planned_ends_at, begun_half)
    SELECT $1, 'MEETING', kind, request_id, occurrence_id, offer_id, home_id, partner_id, $6::claim_status, 'HOME',
      '{FAMILY}', '{FAMILY}', 41000, 'UTC', '2026-06-11T12:00:00Z', 41000 FROM its RETURNING id
  )
  INSERT INTO claim_line (id, claim_id, occurrence_id, request_line_id, quantity, period_id, offer_line_id, offer_quantity)
  SELECT $1, made.id, its.occurrence_id, its.line_id, $4, its.period_id, its.offer_line_id, $5 FROM made, its`;

/** The claim's id. Throws what the database threw. */
export async function writeClaim(db: Queryable, its: WrittenClaim): Promise<string> {
  const id = randomUUID();
  const { requestId, offerId, quantity, offerQuantity, period = 0, status = 'PROPOSED' } = its;
  const values = [id, requestId, offerId, quantity, offerQuantity, status, period];
  const { rowCount } = await db.query('write a claim', WRITE, values);
  if (rowCount !== 1) throw new Error('there is nothing to claim');
  return id;
}
