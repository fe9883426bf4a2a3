/** A passkey of a member of a home or of a coordinator, and what an authenticator is asked to sign. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'passkey' })
export class PasskeyRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'member_id', type: 'uuid', nullable: true })
  memberId: string | null;

  @Column({ name: 'coordinator_id', type: 'uuid', nullable: true })
  coordinatorId: string | null;

  @Column({ name: 'credential_id', type: 'bytea' })
  credentialId: Buffer;

  /** In COSE. */
  @Column({ name: 'public_key', type: 'bytea' })
  publicKey: Buffer;

  @Column({ type: 'bigint' })
  counter: string;

  @Column({ type: 'text', array: true, default: [] })
  transports: string[];

  /** YYYY-MM-DD */
  @Column({ name: 'added_on', type: 'date' })
  addedOn: string;

  /** YYYY-MM-DD */
  @Column({ name: 'last_used_on', type: 'date', nullable: true })
  lastUsedOn: string | null;
}

@Entity({ name: 'passkey_challenge' })
export class PasskeyChallengeRow {
  @PrimaryColumn({ type: 'bytea' })
  digest: Buffer;

  @Column({ type: 'text' })
  purpose: 'ADD' | 'JOIN' | 'CONFIRM' | 'SIGN_IN';

  /** Of whom; for JOIN the id that the member is going to have. */
  @Column({ name: 'person_id', type: 'uuid', nullable: true })
  personId: string | null;

  @Column({ name: 'invitation_digest', type: 'bytea', nullable: true })
  invitationDigest: Buffer | null;

  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;
}
