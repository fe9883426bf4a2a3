/** A session of a training or an action of a campaign; how many have a place or wait is written by triggers alone. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'gathering' })
export class GatheringRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ name: 'training_id', type: 'uuid', nullable: true })
  trainingId: string | null;

  @Column({ name: 'campaign_id', type: 'uuid', nullable: true })
  campaignId: string | null;

  /** Of an action. */
  @Column({ type: 'text', nullable: true })
  title: string | null;

  @Column({ type: 'text' })
  mode: string;

  /** Resolution 5 or coarser; null when it is remote. */
  @Column({ type: 'text', nullable: true })
  cell: string | null;

  @Column({ type: 'text', array: true })
  languages: string[];

  @Column({ name: 'starts_at', type: 'timestamptz' })
  startsAt: Date;

  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone: string;

  @Column({ name: 'sign_up_closes_at', type: 'timestamptz' })
  signUpClosesAt: Date;

  /** Null: as many as come. */
  @Column({ type: 'integer', nullable: true })
  capacity: number | null;

  @Column({ type: 'integer' })
  taken: number;

  @Column({ type: 'integer' })
  waiting: number;

  @Column({ name: 'last_waiting', type: 'integer' })
  lastWaiting: number;

  @Column({ type: 'integer' })
  attended: number;

  @Column({ type: 'integer' })
  revision: number;

  /** YYYY-MM-DD */
  @Column({ name: 'listed_on', type: 'date' })
  listedOn: string;

  @Column({ name: 'cancelled_at', type: 'timestamptz', nullable: true })
  cancelledAt: Date | null;

  @Column({ type: 'boolean' })
  reminded: boolean;
}

/** Where it is and how to join: a box under a key of its own. */
@Entity({ schema: 'sealed', name: 'gathering_place' })
export class GatheringPlaceRow {
  @PrimaryColumn({ name: 'gathering_id', type: 'uuid' })
  gatheringId: string;

  @Column({ name: 'data_key_id', type: 'uuid' })
  dataKeyId: string;

  @Column({ type: 'bytea' })
  box: Buffer;
}
