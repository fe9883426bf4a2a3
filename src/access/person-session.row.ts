/** A home member or coordinator who stays signed in: the digest of a token, and until when. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'person_session' })
export class PersonSessionRow {
  @PrimaryColumn({ type: 'bytea' })
  digest: Buffer;

  @Column({ name: 'member_id', type: 'uuid', nullable: true })
  memberId: string | null;

  @Column({ name: 'coordinator_id', type: 'uuid', nullable: true })
  coordinatorId: string | null;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
