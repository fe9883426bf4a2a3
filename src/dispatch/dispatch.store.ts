/** Reads and writes plans: what is in them is in `dispatch-lines.store.ts`. Every read names the partner whose they are. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';
import type { Objective } from './domain/objectives.js';
import { believedUntil, type PlanFailure, type PlanState, planEndsAt } from './domain/plan-state.js';
import type { PlanRecord } from './plan-record.js';

const PLAN = `p.id, p.circle_id AS "circleId", p.partner_id AS "partnerId", p.kinds, to_char(p.horizon, 'YYYY-MM-DD') AS horizon,
  p.state, p.failure, p.steps_done AS "stepsDone", p.steps, p.worked_on_until AS "workedOnUntil", p.gap_objective AS "gapObjective",
  p.gap_share AS "gapShare", p.all_pairs AS "allPairs", p.ends_at AS "endsAt"`;

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
}
