/** A notice: to exactly one of a home, a coordinator or, for a family, one request. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'notice' })
export class NoticeRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'home_id', type: 'uuid', nullable: true })
  homeId: string | null;

  @Column({ name: 'coordinator_id', type: 'uuid', nullable: true })
  coordinatorId: string | null;

  @Column({ name: 'request_id', type: 'uuid', nullable: true })
  requestId: string | null;

  @Column({ type: 'text' })
  code: string;

  @Column({ name: 'subject_kind', type: 'text' })
  subjectKind: string;

  @Column({ name: 'subject_id', type: 'uuid' })
  subjectId: string;

  /** In UTC: days since 1970-01-01 times two, plus one for the afternoon. */
  @Column({ name: 'happened_half', type: 'integer' })
  happenedHalf: number;

  /** Given by the database, in the order of telling. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  sequence: string;

  @Column({ type: 'boolean' })
  read: boolean;

  @Column({ name: 'mail_due', type: 'boolean' })
  mailDue: boolean;
}
