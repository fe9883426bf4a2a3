/** Writes gatherings, one at a time under its lock: whoever signs up, changes or cancels waits for the others here. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';
import type { ChangedGathering, GatheringKind, GatheringState } from './domain/gathering.js';
import type { GatheringPlan } from './domain/plan-gathering.js';

export interface GatheringInHand extends GatheringState {
  readonly id: string;
  readonly kind: GatheringKind;
  readonly partnerId: string;
  readonly mode: 'REMOTE' | 'IN_PERSON';
}

/** Of what it is one, and under which title: a session has that of its training. */
export type Occasion =
  | { readonly kind: 'SESSION'; readonly trainingId: string; readonly partnerId: string }
  | { readonly kind: 'ACTION'; readonly campaignId: string; readonly partnerId: string; readonly title: string };

const FIND = `SELECT id, kind, partner_id AS "partnerId", mode, starts_at AS "startsAt", ends_at AS "endsAt",
    sign_up_closes_at AS "signUpClosesAt", capacity, taken, cancelled_at AS "cancelledAt"
  FROM gathering WHERE id = $1 AND kind = $2 AND ($3::uuid IS NULL OR partner_id = $3)`;

@Injectable()
export class GatheringStore {
  async insert(
    tx: Queryable,
    id: string,
    occasion: Occasion,
    { value: plan }: Accepted<GatheringPlan>,
    its: { readonly languages: readonly string[]; readonly listedOn: string },
  ): Promise<void> {
    await tx.query(
      'insert-gathering',
      `INSERT INTO gathering (id, kind, partner_id, training_id, campaign_id, title, mode, cell, languages, starts_at, ends_at,
         time_zone, sign_up_closes_at, capacity, listed_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        id,
        occasion.kind,
        occasion.partnerId,
        occasion.kind === 'SESSION' ? occasion.trainingId : null,
        occasion.kind === 'ACTION' ? occasion.campaignId : null,
        occasion.kind === 'ACTION' ? occasion.title : null,
        plan.mode,
        plan.cell,
        its.languages,
        plan.startsAt,
        plan.endsAt,
        plan.timeZone,
        plan.signUpClosesAt,
        plan.capacity,
        its.listedOn,
      ],
    );
  }

  /** Of that kind, and of the partner where one is named; anything else is not there, and not locked. */
  async lock(tx: Queryable, id: string, kind: GatheringKind, partnerId: string | null = null) {
    const { rows } = await tx.query<GatheringInHand>('lock-gathering', `${FIND} FOR NO KEY UPDATE`, [
      id,
      kind,
      partnerId,
    ]);
    return rows[0] ?? null;
  }

  async find(db: Queryable, id: string, kind: GatheringKind, partnerId: string) {
    const { rows } = await db.query<GatheringInHand>('find-gathering', FIND, [id, kind, partnerId]);
    return rows[0] ?? null;
  }

  /** More room is for those who have waited longest: tell them. */
  async change(tx: Queryable, id: string, { value }: Accepted<ChangedGathering>): Promise<void> {
    await tx.query(
      'change-gathering',
      'UPDATE gathering SET capacity = $2, sign_up_closes_at = $3, revision = revision + 1 WHERE id = $1',
      [id, value.capacity, value.signUpClosesAt],
    );
  }

  async cancel(tx: Queryable, id: string, { value: at }: Accepted<Date>): Promise<void> {
    await tx.query(
      'cancel-gathering',
      'UPDATE gathering SET cancelled_at = $2, revision = revision + 1 WHERE id = $1 AND cancelled_at IS NULL',
      [id, at],
    );
  }
}
