/** Reads and writes the steps that partners have added. Every statement names the partner: another one's step is not there. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';
import type { PartnerStepState } from './domain/partner-step.js';
import type { Audience, Practice, Step, StepTexts } from './domain/step.js';

export interface PartnerStepVersionFound {
  readonly stepId: string;
  readonly version: number;
  readonly texts: StepTexts;
  readonly writtenBy: string;
  readonly writtenOn: string;
  readonly reviewedOn: string | null;
}

export interface PartnerStepFound {
  readonly id: string;
  readonly practice: Practice;
  readonly audience: Audience;
  readonly addedOn: string;
  readonly retiredOn: string | null;
}

const SHOWN = `SELECT s.id, s.practice, s.audience, v.version, v.texts, p.name AS partner, p.name AS "reviewedBy",
    v.reviewed_on::text AS "reviewedOn", s.retired_on IS NOT NULL AS retired
  FROM partner_step s JOIN partner p ON p.id = s.partner_id
    JOIN LATERAL (SELECT version, texts, reviewed_on FROM partner_step_version
      WHERE step_id = s.id AND reviewed_on IS NOT NULL ORDER BY version DESC LIMIT 1) v ON true
  WHERE s.partner_id = $1`;

@Injectable()
export class PartnerStepStore {
  /** As homes see them, those that are retired included, in the order in which they were added. */
  async shown(db: Queryable, partnerId: string): Promise<Step[]> {
    return (await db.query<Step>('shown-steps', `${SHOWN} ORDER BY s.added_on, s.id`, [partnerId])).rows;
  }

  async oneShown(db: Queryable, partnerId: string | null, stepId: string): Promise<Step | null> {
    return (await db.query<Step>('shown-step', `${SHOWN} AND s.id = $2`, [partnerId, stepId])).rows[0] ?? null;
  }

  async all(db: Queryable, partnerId: string, stepId: string | null): Promise<PartnerStepFound[]> {
    const { rows } = await db.query<PartnerStepFound>(
      'steps-of-partner',
      `SELECT id, practice, audience, added_on::text AS "addedOn", retired_on::text AS "retiredOn" FROM partner_step
       WHERE partner_id = $1 AND ($2::uuid IS NULL OR id = $2) ORDER BY added_on, id`,
      [partnerId, stepId],
    );
    return rows;
  }

  /** Of each step the newest version, and the newest that was reviewed. */
  async versions(db: Queryable, stepIds: readonly string[]): Promise<PartnerStepVersionFound[]> {
    const { rows } = await db.query<PartnerStepVersionFound>(
      'versions-of-steps',
      `SELECT DISTINCT ON (step_id, reviewed_on IS NULL) step_id AS "stepId", version, texts, written_by AS "writtenBy",
         written_on::text AS "writtenOn", reviewed_on::text AS "reviewedOn"
       FROM partner_step_version WHERE step_id = ANY ($1::uuid[]) ORDER BY step_id, reviewed_on IS NULL, version DESC`,
      [stepIds],
    );
    return rows;
  }

  /** How many stand. Until the transaction ends nobody else adds one. */
  async countStanding(tx: Queryable, partnerId: string): Promise<number> {
    await tx.query('lock-steps-of-partner', `SELECT pg_advisory_xact_lock(hashtextextended('steps of ' || $1, 0))`, [
      partnerId,
    ]);
    const { rows } = await tx.query<{ standing: number }>(
      'count-standing-steps',
      'SELECT count(*)::int AS standing FROM partner_step WHERE partner_id = $1 AND retired_on IS NULL',
      [partnerId],
    );
    return rows[0]?.standing ?? 0;
  }

  /** Locked, with its newest version. */
  async lock(tx: Queryable, partnerId: string, stepId: string): Promise<PartnerStepState | null> {
    const { rowCount } = await tx.query(
      'lock-partner-step',
      'SELECT FROM partner_step WHERE partner_id = $1 AND id = $2 FOR UPDATE',
      [partnerId, stepId],
    );
    if (rowCount === 0) return null;
    // A statement of its own: it sees what was written while we waited.
    const { rows } = await tx.query<PartnerStepState>(
      'newest-version',
      `SELECT s.id, s.retired_on IS NOT NULL AS retired, v.version, v.written_by AS "writtenBy", v.reviewed_on IS NOT NULL AS reviewed
       FROM partner_step s JOIN partner_step_version v ON v.step_id = s.id WHERE s.id = $1 ORDER BY v.version DESC LIMIT 1`,
      [stepId],
    );
    return rows[0] ?? null;
  }

  async insert(tx: Queryable, partnerId: string, its: Omit<PartnerStepFound, 'retiredOn'>): Promise<void> {
    await tx.query(
      'insert-partner-step',
      'INSERT INTO partner_step (id, partner_id, practice, audience, added_on) VALUES ($1, $2, $3, $4, $5)',
      [its.id, partnerId, its.practice, its.audience, its.addedOn],
    );
  }

  async insertVersion(
    tx: Queryable,
    { value }: Accepted<{ readonly version: number }>,
    its: { readonly stepId: string; readonly texts: Accepted<StepTexts>; readonly by: string; readonly on: string },
  ): Promise<void> {
    await tx.query(
      'insert-step-version',
      `INSERT INTO partner_step_version (step_id, version, texts, written_by, written_on) VALUES ($1, $2, $3, $4, $5)`,
      [its.stepId, value.version, JSON.stringify(its.texts.value), its.by, its.on],
    );
  }

  async keepReview(
    tx: Queryable,
    { value }: Accepted<{ readonly stepId: string; readonly version: number }>,
    review: { readonly by: string; readonly on: string },
  ): Promise<void> {
    await tx.query(
      'keep-step-review',
      'UPDATE partner_step_version SET reviewed_by = $3, reviewed_on = $4 WHERE step_id = $1 AND version = $2',
      [value.stepId, value.version, review.by, review.on],
    );
  }

  async retire(tx: Queryable, { value }: Accepted<{ readonly stepId: string }>, on: string): Promise<void> {
    await tx.query('retire-step', 'UPDATE partner_step SET retired_on = $2 WHERE id = $1', [value.stepId, on]);
  }
}
