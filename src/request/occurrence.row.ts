/** The tables of a request's lines and occurrences, and of what is taken of each line in each occurrence. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { KeptReason } from '../screening/text-reason.js';

@Entity({ name: 'request_line' })
export class RequestLineRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @Column({ type: 'smallint' })
  position: number;

  @Column({ name: 'label_box', type: 'bytea', nullable: true })
  labelBox: Buffer | null;

  @Column({ name: 'note_box', type: 'bytea', nullable: true })
  noteBox: Buffer | null;

  @Column({ name: 'label_held', type: 'boolean', default: false })
  labelHeld: boolean;

  @Column({ name: 'note_held', type: 'boolean', default: false })
  noteHeld: boolean;

  @Column({ name: 'label_reasons', type: 'text', array: true, default: [] })
  labelReasons: KeptReason[];

  @Column({ name: 'note_reasons', type: 'text', array: true, default: [] })
  noteReasons: KeptReason[];

  @Column({ type: 'text' })
  unit: string;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'boolean' })
  divisible: boolean;
}

@Entity({ name: 'occurrence' })
export class OccurrenceRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @Column({ name: 'from_half', type: 'integer', nullable: true })
  fromHalf: number | null;

  @Column({ name: 'until_half', type: 'integer', nullable: true })
  untilHalf: number | null;

  @Column({ name: 'opens_at', type: 'timestamptz', nullable: true })
  opensAt: Date | null;

  @Column({ name: 'closes_at', type: 'timestamptz', nullable: true })
  closesAt: Date | null;

  @Column({ name: 'first_refusal_home_id', type: 'uuid', nullable: true })
  firstRefusalHomeId: string | null;

  @Column({ name: 'first_refusal_until', type: 'timestamptz', nullable: true })
  firstRefusalUntil: Date | null;

  @Column({ type: 'boolean', default: false })
  over: boolean;
}

/** `held` and `fulfilled` belong to the triggers on claims: the program reads them only. */
@Entity({ name: 'occurrence_line' })
export class OccurrenceLineRow {
  @PrimaryColumn({ name: 'occurrence_id', type: 'uuid' })
  occurrenceId: string;

  @PrimaryColumn({ name: 'line_id', type: 'uuid' })
  lineId: string;

  @Column({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'integer', default: 0 })
  held: number;

  @Column({ type: 'integer', default: 0 })
  fulfilled: number;
}
