/** Somebody who signs in for a home. E-mail and phone are here as keyed digests only. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MemberRole } from '../kernel/member-role.js';

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

  /** Of the mailbox that the e-mail most likely reaches; null until it is reckoned. */
  @Column({ name: 'mailbox_digest', type: 'bytea', nullable: true })
  mailboxDigest: Buffer | null;

  /** Null for whoever has passkeys only. */
  @Column({ name: 'password_hash', type: 'text', nullable: true })
  passwordHash: string | null;

  @Column({ type: 'text', default: 'KEEPER' })
  role: MemberRole;

  /** YYYY-MM-DD */
  @Column({ name: 'joined_on', type: 'date', default: () => 'CURRENT_DATE' })
  joinedOn: string;
}
