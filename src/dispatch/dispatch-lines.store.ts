/** Reads and writes what is in a plan, line by line, and what became of each. Whose plan it is has been asked before. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RefusalCode } from '../kernel/refusals.js';
import type { Queryable } from '../platform/queryable.js';
import type { LineOutcome, NewLine, PlanLine } from './plan-record.js';

const LINE = `l.id, l.position, l.request_id AS "requestId", l.occurrence_id AS "occurrenceId", l.offer_id AS "offerId",
  l.home_id AS "homeId", l.trip, l.planned_half AS "plannedHalf", l.line_ids AS "lineIds", l.quantities, l.reasons, l.outcome,
  l.skipped_because AS "skippedBecause", l.claim_id AS "claimId"`;

@Injectable()
export class DispatchLinesStore {
  /** In their order. What was erased meanwhile is left out. */
  async insert(tx: Queryable, planId: string, lines: readonly NewLine[]): Promise<void> {
    const rows = lines.map((line, position) => ({ ...line, id: randomUUID(), position }));
    await tx.query(
      'insert-plan-lines',
      `INSERT INTO dispatch_line (id, plan_id, position, request_id, occurrence_id, offer_id, home_id, trip, planned_half, line_ids,
         quantities, reasons, outcome)
       SELECT its.id, $1, its.position, its."requestId", its."occurrenceId", its."offerId", its."homeId", its.trip, its."plannedHalf",
         its."lineIds", its.quantities, its.reasons, its.outcome
       FROM jsonb_to_recordset($2::jsonb) AS its (id uuid, position integer, "requestId" uuid, "occurrenceId" uuid, "offerId" uuid,
         "homeId" uuid, trip integer, "plannedHalf" integer, "lineIds" uuid[], quantities integer[], reasons text[], outcome text)
       JOIN occurrence oc ON oc.id = its."occurrenceId"
       WHERE its."offerId" IS NULL OR EXISTS (SELECT FROM offer o WHERE o.id = its."offerId")`,
      [planId, JSON.stringify(rows)],
    );
  }

  /** From a position on, in order. */
  async page(db: Queryable, planId: string, served: boolean, after: number, limit: number): Promise<PlanLine[]> {
    const { rows } = await db.query<PlanLine>(
      'lines-of-plan',
      `SELECT ${LINE} FROM dispatch_line l
       WHERE l.plan_id = $1::uuid AND l.position > $2 AND (l.outcome <> 'UNSERVED') = $3 ORDER BY l.position LIMIT $4`,
      [planId, after, served, limit],
    );
    return rows;
  }

  async count(db: Queryable, planId: string): Promise<ReadonlyMap<LineOutcome, number>> {
    const { rows } = await db.query<{ outcome: LineOutcome; count: number }>(
      'count-plan-lines',
      'SELECT outcome, count(*)::integer AS count FROM dispatch_line WHERE plan_id = $1::uuid GROUP BY 1',
      [planId],
    );
    return new Map(rows.map(({ outcome, count }) => [outcome, count]));
  }

  /** What is still to be proposed, trip by trip; locked by whoever proposes it. */
  async planned(db: Queryable, planId: string): Promise<PlanLine[]> {
    const { rows } = await db.query<PlanLine>(
      'planned-lines',
      `SELECT ${LINE} FROM dispatch_line l WHERE l.plan_id = $1::uuid AND l.outcome = 'PLANNED' ORDER BY l.trip, l.position`,
      [planId],
    );
    return rows;
  }

  /** False when one of them is not waiting to be proposed any more. */
  async lockPlanned(tx: Queryable, ids: readonly string[]): Promise<boolean> {
    const { rowCount } = await tx.query(
      'lock-planned-lines',
      `SELECT FROM dispatch_line WHERE id = ANY ($1::uuid[]) AND outcome = 'PLANNED' FOR NO KEY UPDATE`,
      [ids],
    );
    return rowCount === ids.length;
  }

  async proposed(tx: Queryable, id: string, claimId: string): Promise<void> {
    await tx.query(
      'plan-line-proposed',
      `UPDATE dispatch_line SET outcome = 'PROPOSED', claim_id = $2 WHERE id = $1::uuid AND outcome = 'PLANNED'`,
      [id, claimId],
    );
  }

  async skipped(db: Queryable, ids: readonly string[], because: RefusalCode): Promise<void> {
    await db.query(
      'plan-lines-skipped',
      `UPDATE dispatch_line SET outcome = 'SKIPPED', skipped_because = $2 WHERE id = ANY ($1::uuid[]) AND outcome = 'PLANNED'`,
      [ids, because],
    );
  }

  async forget(tx: Queryable, planId: string): Promise<void> {
    await tx.query('forget-lines-of-plan', 'DELETE FROM dispatch_line WHERE plan_id = $1::uuid', [planId]);
  }

  /** With the others of their trips. False when one of them is not waiting to be proposed. */
  async leaveOut(tx: Queryable, planId: string, ids: readonly string[]): Promise<boolean> {
    const { rows } = await tx.query<{ named: number }>(
      'leave-lines-out',
      `WITH gone AS (DELETE FROM dispatch_line l WHERE l.plan_id = $1::uuid AND l.outcome = 'PLANNED' AND l.trip IN (
         SELECT its.trip FROM dispatch_line its WHERE its.plan_id = $1::uuid AND its.id = ANY ($2::uuid[])) RETURNING l.id)
       SELECT count(*)::integer AS named FROM gone WHERE id = ANY ($2::uuid[])`,
      [planId, ids],
    );
    return rows[0]?.named === new Set(ids).size;
  }
}
