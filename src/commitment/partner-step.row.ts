/** A step that a partner has added, and its words, version by version. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Audience, Practice, StepTexts } from './domain/step.js';

@Entity({ name: 'partner_step' })
export class PartnerStepRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text' })
  practice: Practice;

  @Column({ type: 'text' })
  audience: Audience;

  /** YYYY-MM-DD */
  @Column({ name: 'added_on', type: 'date' })
  addedOn: string;

  @Column({ name: 'retired_on', type: 'date', nullable: true })
  retiredOn: string | null;
}

@Entity({ name: 'partner_step_version' })
export class PartnerStepVersionRow {
  @PrimaryColumn({ name: 'step_id', type: 'uuid' })
  stepId: string;

  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Column({ type: 'jsonb' })
  texts: StepTexts;

  @Column({ name: 'written_by', type: 'uuid' })
  writtenBy: string;

  /** YYYY-MM-DD */
  @Column({ name: 'written_on', type: 'date' })
  writtenOn: string;

  /** Null while it waits: homes do not see it. */
  @Column({ name: 'reviewed_by', type: 'uuid', nullable: true })
  reviewedBy: string | null;

  @Column({ name: 'reviewed_on', type: 'date', nullable: true })
  reviewedOn: string | null;
}
