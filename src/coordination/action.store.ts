/** Writes and reads what coordinators did: rows are added, and go when they are old. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';

export interface ActionRead {
  readonly id: string;
  readonly coordinatorId: string;
  readonly action: string;
  readonly subjectId: string | null;
  readonly actedHalf: number;
}

interface ActionPosition {
  readonly actedHalf: number;
  readonly id: string;
}

export interface ActionsAsked {
  readonly coordinatorId: string | null;
  readonly subjectId: string | null;
  readonly after: ActionPosition | null;
  readonly limit: number;
}

export type NewAction = Omit<ActionRead, 'coordinatorId'>;

const INSERT = 'INSERT INTO coordinator_action (id, partner_id, coordinator_id, action, subject_id, acted_half)';
const VALUES = '$1::uuid, $2::uuid, $3::uuid, $4::text, $5::uuid, $6::integer';

function valuesOf({ coordinatorId, partnerId }: CoordinatorViewer, action: NewAction): unknown[] {
  return [action.id, partnerId, coordinatorId, action.action, action.subjectId, action.actedHalf];
}

@Injectable()
export class ActionStore {
  /** Writing it again changes nothing. */
  async insert(db: Queryable, viewer: CoordinatorViewer, action: NewAction): Promise<void> {
    await db.query('log-action', `${INSERT} VALUES (${VALUES}) ON CONFLICT (id) DO NOTHING`, valuesOf(viewer, action));
  }

  /** In a transaction that has changed something: one that only read commits too, and may be followed by a refusal. */
  async insertWithChange(tx: Queryable, viewer: CoordinatorViewer, action: NewAction): Promise<void> {
    await tx.query(
      'log-action-with-change',
      `${INSERT} SELECT ${VALUES} WHERE pg_current_xact_id_if_assigned() IS NOT NULL ON CONFLICT (id) DO NOTHING`,
      valuesOf(viewer, action),
    );
  }

  /** The latest half-day first; within it the order says nothing. */
  async page(db: Queryable, { partnerId }: CoordinatorViewer, asked: ActionsAsked): Promise<ActionRead[]> {
    const { coordinatorId, subjectId, after, limit } = asked;
    const { rows } = await db.query<ActionRead>(
      'actions-of-partner',
      `SELECT id, coordinator_id AS "coordinatorId", action, subject_id AS "subjectId", acted_half AS "actedHalf"
       FROM coordinator_action WHERE partner_id = $1 AND ($2::uuid IS NULL OR coordinator_id = $2)
         AND ($3::uuid IS NULL OR subject_id = $3)
         AND ($4::integer IS NULL OR acted_half < $4 OR (acted_half = $4 AND id > $5::uuid))
       ORDER BY acted_half DESC, id LIMIT $6`,
      [partnerId, coordinatorId, subjectId, after?.actedHalf ?? null, after?.id ?? null, limit],
    );
    return rows;
  }
}
