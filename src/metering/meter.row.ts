/** What is counted of one day: how much of a meter is used, and what counts there already. Digests, without their secret nobody's. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'meter' })
export class MeterRow {
  @PrimaryColumn({ type: 'bytea' })
  digest: Buffer;

  /** YYYY-MM-DD, UTC */
  @Column({ type: 'date' })
  day: string;

  @Column({ type: 'integer' })
  used: number;
}

@Entity({ name: 'meter_look' })
export class MeterLookRow {
  @PrimaryColumn({ type: 'bytea' })
  digest: Buffer;

  /** YYYY-MM-DD, UTC */
  @Column({ type: 'date' })
  day: string;
}
