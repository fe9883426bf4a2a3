/** What a home keeps of its commitment: a setting, its declarations, its marks and its reminders. Nobody else reads them. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StepMark } from './domain/mark.js';
import type { Rhythm } from './domain/reminder.js';

@Entity({ name: 'home_commitment' })
export class HomeCommitmentRow {
  @PrimaryColumn({ name: 'home_id', type: 'uuid' })
  homeId: string;

  @Column({ name: 'employs_domestic_workers', type: 'boolean' })
  employsDomesticWorkers: boolean;
}

@Entity({ name: 'sanctuary_declaration' })
export class SanctuaryDeclarationRow {
  @PrimaryColumn({ name: 'home_id', type: 'uuid' })
  homeId: string;

  /** YYYY-MM-DD */
  @PrimaryColumn({ name: 'declared_on', type: 'date' })
  declaredOn: string;

  /** Null while it stands. */
  @Column({ name: 'withdrawn_on', type: 'date', nullable: true })
  withdrawnOn: string | null;
}

@Entity({ name: 'step_mark' })
export class StepMarkRow {
  @PrimaryColumn({ name: 'home_id', type: 'uuid' })
  homeId: string;

  /** Of a step that ships, which no table holds, or of a partner's. */
  @PrimaryColumn({ name: 'step_id', type: 'uuid' })
  stepId: string;

  @Column({ type: 'text' })
  mark: StepMark;

  /** The one that the home read. */
  @Column({ type: 'integer' })
  version: number;

  /** YYYY-MM-DD */
  @Column({ name: 'marked_on', type: 'date' })
  markedOn: string;
}

@Entity({ name: 'step_reminder' })
export class StepReminderRow {
  @PrimaryColumn({ name: 'home_id', type: 'uuid' })
  homeId: string;

  @PrimaryColumn({ name: 'step_id', type: 'uuid' })
  stepId: string;

  /** Null for once. */
  @Column({ type: 'text', nullable: true })
  rhythm: Rhythm | null;

  /** YYYY-MM-DD: what the rhythm counts from. */
  @Column({ name: 'starts_on', type: 'date' })
  startsOn: string;

  /** YYYY-MM-DD */
  @Column({ name: 'next_on', type: 'date' })
  nextOn: string;
}
