/** The answer of a call that carried an Idempotency-Key, sealed under that key. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'idempotent_answer' })
export class IdempotentAnswerRow {
  @PrimaryColumn({ type: 'bytea' })
  digest: Buffer;

  @Column({ name: 'body_digest', type: 'bytea' })
  bodyDigest: Buffer;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt: Date;

  @Column({ type: 'boolean' })
  applied: boolean;

  @Column({ type: 'bytea', nullable: true })
  box: Buffer | null;
}
