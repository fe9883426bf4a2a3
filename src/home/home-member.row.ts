/** Somebody who signs in for a home. E-mail and phone are here as keyed digests only. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'home_member' })
export class HomeMemberRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'home_id', type: 'uuid' })
  homeId: string;

  @Column({ name: 'email_digest', type: 'bytea' })
  emailDigest: Buffer;

  @Column({ name: 'phone_digest', type: 'bytea', nullable: true })
  phoneDigest: Buffer | null;

  @Column({ name: 'password_hash', type: 'text' })
  passwordHash: string;
}
