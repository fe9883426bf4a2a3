/** What a partner offers, where, and whom a family phones about it. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { HelpKind } from '../kernel/help.js';

@Entity({ name: 'program' })
export class ProgramRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'enum', enum: Object.values(HelpKind), enumName: 'help_kind', array: true })
  kinds: HelpKind[];

  @Column({ type: 'text', array: true, default: [] })
  languages: string[];

  @Column({ name: 'contact_for_families', type: 'text', nullable: true })
  contactForFamilies: string | null;

  @Column({ name: 'contact_for_families_es', type: 'text', nullable: true })
  contactForFamiliesEs: string | null;

  /** YYYY-MM-DD */
  @Column({ name: 'started_on', type: 'date' })
  startedOn: string;

  @Column({ name: 'ended_on', type: 'date', nullable: true })
  endedOn: string | null;
}

/** A cell of resolution 2 to 4 that a program serves. */
@Entity({ name: 'program_area' })
export class ProgramAreaRow {
  @PrimaryColumn({ name: 'program_id', type: 'uuid' })
  programId: string;

  @PrimaryColumn({ type: 'text' })
  cell: string;
}
