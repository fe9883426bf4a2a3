/** How often something was tried, under a keyed digest of who or what that changes every day. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'attempt' })
export class AttemptRow {
  @PrimaryColumn({ type: 'text' })
  key: string;

  @Column({ type: 'integer' })
  points: number;

  /** Milliseconds since 1970, by the clock of the machine. */
  @Column({ type: 'bigint' })
  expire: string;
}
