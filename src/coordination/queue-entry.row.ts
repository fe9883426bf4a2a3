/** What coordinators keep beside what waits for them, and the log of what they did. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'queue_entry' })
export class QueueEntryRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ name: 'request_id', type: 'uuid', nullable: true })
  requestId: string | null;

  @Column({ name: 'claim_id', type: 'uuid', nullable: true })
  claimId: string | null;

  @Column({ name: 'report_id', type: 'uuid', nullable: true })
  reportId: string | null;

  @Column({ name: 'offer_id', type: 'uuid', nullable: true })
  offerId: string | null;

  @Column({ name: 'home_id', type: 'uuid', nullable: true })
  homeId: string | null;

  @Column({ name: 'about_partner_id', type: 'uuid', nullable: true })
  aboutPartnerId: string | null;

  @Column({ name: 'assigned_to', type: 'uuid', nullable: true })
  assignedTo: string | null;

  @Column({ name: 'aside_until_half', type: 'integer', nullable: true })
  asideUntilHalf: number | null;

  @Column({ name: 'touched_half', type: 'integer' })
  touchedHalf: number;
}

@Entity({ name: 'queue_note' })
export class QueueNoteRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'entry_id', type: 'uuid' })
  entryId: string;

  @Column({ name: 'author_id', type: 'uuid' })
  authorId: string;

  @Column({ name: 'written_half', type: 'integer' })
  writtenHalf: number;
}

@Entity({ schema: 'sealed', name: 'queue_note' })
export class SealedQueueNoteRow {
  @PrimaryColumn({ name: 'note_id', type: 'uuid' })
  noteId: string;

  @Column({ name: 'entry_id', type: 'uuid' })
  entryId: string;

  @Column({ name: 'data_key_id', type: 'uuid' })
  dataKeyId: string;

  @Column({ type: 'bytea' })
  box: Buffer;
}

@Entity({ name: 'coordinator_action' })
export class CoordinatorActionRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ name: 'coordinator_id', type: 'uuid' })
  coordinatorId: string;

  @Column({ type: 'text' })
  action: string;

  @Column({ name: 'subject_id', type: 'uuid', nullable: true })
  subjectId: string | null;

  @Column({ name: 'acted_half', type: 'integer' })
  actedHalf: number;
}
