/** Reads and writes plans and what is in them. Every read names the partner whose they are. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { RefusalCode } from '../kernel/refusals.js';
import type { Queryable } from '../platform/queryable.js';
import type { Objective } from './domain/objectives.js';
import { believedUntil, type PlanFailure, type PlanState, planEndsAt } from './domain/plan-state.js';
import type { LineOutcome, NewLine, PlanLine, PlanRecord } from './plan-record.js';

const PLAN = `p.id, p.circle_id AS "circleId", p.partner_id AS "partnerId", p.kinds, to_char(p.horizon, 'YYYY-MM-DD') AS horizon,
  p.state, p.failure, p.steps_done AS "stepsDone", p.steps, p.worked_on_until AS "workedOnUntil", p.gap_objective AS "gapObjective",
  p.gap_share AS "gapShare", p.all_pairs AS "allPairs", p.ends_at AS "endsAt"`;
const LINE = `l.id, l.position, l.request_id AS "requestId", l.occurrence_id AS "occurrenceId", l.offer_id AS "offerId",
  l.home_id AS "homeId", l.trip, l.planned_half AS "plannedHalf", l.line_ids AS "lineIds", l.quantities, l.reasons, l.outcome,
  l.skipped_because AS "skippedBecause", l.claim_id AS "claimId"`;

@Injectable()
export class DispatchStore {
  /** Null when the partner has no such circle. */
  async circleOf(db: Queryable, circleId: string, partnerId: string): Promise<boolean> {
    const { rowCount } = await db.query(
      'circle-to-plan-for',
      'SELECT FROM circle WHERE id = $1::uuid AND partner_id = $2::uuid',
      [circleId, partnerId],
    );
    return rowCount === 1;
  }

  /** What nobody works on any more makes way. */
  async breakOff(db: Queryable, circleId: string, now: Date): Promise<void> {
    const failure: PlanFailure = 'PLAN_BROKEN_OFF';
    await db.query(
      'break-off-plans',
      `UPDATE dispatch_plan SET state = 'FAILED', failure = $3, ends_at = $4
       WHERE circle_id = $1::uuid AND state IN ('WAITING', 'PLANNING') AND worked_on_until <= $2`,
      [circleId, now, failure, planEndsAt('FAILED', now)],
    );
  }

  /** False when another one is under way for the circle. */
  async insert(
    db: Queryable,
    plan: Pick<PlanRecord, 'id' | 'circleId' | 'partnerId' | 'kinds' | 'horizon'>,
    now: Date,
  ): Promise<boolean> {
    const { rowCount } = await db.query(
      'insert-plan',
      `INSERT INTO dispatch_plan (id, circle_id, partner_id, kinds, horizon, state, worked_on_until, ends_at)
       VALUES ($1, $2, $3, $4, $5, 'WAITING', $6, $7)
       ON CONFLICT (circle_id) WHERE state IN ('WAITING', 'PLANNING') DO NOTHING`,
      [
        ...[plan.id, plan.circleId, plan.partnerId, plan.kinds, plan.horizon],
        ...[believedUntil(now), planEndsAt('WAITING', now)],
      ],
    );
    return rowCount === 1;
  }

  async underWay(db: Queryable, circleId: string): Promise<PlanRecord | null> {
    const { rows } = await db.query<PlanRecord>(
      'plan-under-way',
      `SELECT ${PLAN} FROM dispatch_plan p WHERE p.circle_id = $1::uuid AND p.state IN ('WAITING', 'PLANNING')`,
      [circleId],
    );
    return rows[0] ?? null;
  }

  async find(db: Queryable, id: string, partnerId: string, now: Date): Promise<PlanRecord | null> {
    const { rows } = await db.query<PlanRecord>(
      'find-plan',
      `SELECT ${PLAN} FROM dispatch_plan p WHERE p.id = $1::uuid AND p.partner_id = $2::uuid AND p.ends_at > $3`,
      [id, partnerId, now],
    );
    return rows[0] ?? null;
  }

  /** Locked until the transaction ends. */
  async lock(tx: Queryable, id: string, partnerId: string, now: Date): Promise<PlanRecord | null> {
    const { rows } = await tx.query<PlanRecord>(
      'lock-plan',
      `SELECT ${PLAN} FROM dispatch_plan p WHERE p.id = $1::uuid AND p.partner_id = $2::uuid AND p.ends_at > $3 FOR NO KEY UPDATE`,
      [id, partnerId, now],
    );
    return rows[0] ?? null;
  }

  /** False when it is not in one of these states any more. */
  async move(
    db: Queryable,
    id: string,
    from: readonly PlanState[],
    { value: to }: Accepted<PlanState>,
    now: Date,
    failure: PlanFailure | null = null,
  ): Promise<boolean> {
    const { rowCount } = await db.query(
      'move-plan',
      `UPDATE dispatch_plan SET state = $3, failure = $4, worked_on_until = $5, ends_at = $6
       WHERE id = $1::uuid AND state = ANY ($2::text[])`,
      [id, from, to, failure, believedUntil(now), planEndsAt(to, now)],
    );
    return rowCount === 1;
  }

  /** False when it has been cancelled, or is gone. */
  async stillWorkedOn(db: Queryable, id: string, state: PlanState, now: Date): Promise<boolean> {
    const { rowCount } = await db.query(
      'plan-still-worked-on',
      'UPDATE dispatch_plan SET worked_on_until = $3 WHERE id = $1::uuid AND state = $2',
      [id, state, believedUntil(now)],
    );
    return rowCount === 1;
  }

  async tellSteps(db: Queryable, id: string, done: number, of: number): Promise<void> {
    await db.query('tell-steps-of-plan', 'UPDATE dispatch_plan SET steps_done = $2, steps = $3 WHERE id = $1::uuid', [
      ...[id, done, of],
    ]);
  }

  async tellQuality(
    db: Queryable,
    id: string,
    gap: { readonly objective: Objective; readonly share: number } | null,
    allPairs: boolean,
  ): Promise<void> {
    await db.query(
      'tell-quality-of-plan',
      'UPDATE dispatch_plan SET gap_objective = $2, gap_share = $3, all_pairs = $4 WHERE id = $1::uuid',
      [id, gap?.objective ?? null, gap?.share ?? null, allPairs],
    );
  }

  /** In their order. What was erased meanwhile is left out. */
  async insertLines(tx: Queryable, planId: string, lines: readonly NewLine[]): Promise<void> {
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
  async lines(db: Queryable, planId: string, served: boolean, after: number, limit: number): Promise<PlanLine[]> {
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

  async forgetLines(tx: Queryable, planId: string): Promise<void> {
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
