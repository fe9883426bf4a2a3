/** A person at a partner: invited by a token that is kept as its digest, joined with a password. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CoordinatorRole } from '../kernel/coordinator-role.js';

@Entity({ name: 'coordinator' })
export class CoordinatorRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text', array: true, default: Object.values(CoordinatorRole) })
  roles: CoordinatorRole[];

  /** Null once the person has left: the address may be invited again. */
  @Column({ name: 'email_digest', type: 'bytea', nullable: true })
  emailDigest: Buffer | null;

  /** Of the mailbox that the address reaches: by it a home is known to be their own. Null until it is reckoned. */
  @Column({ name: 'mailbox_digest', type: 'bytea', nullable: true })
  mailboxDigest: Buffer | null;

  /** Of every address so far, and of their mailboxes; none once the person has left. */
  @Column({ name: 'known_digests', type: 'bytea', array: true, default: [] })
  knownDigests: Buffer[];

  @Column({ name: 'password_hash', type: 'text', nullable: true })
  passwordHash: string | null;

  @Column({ name: 'invitation_digest', type: 'bytea', nullable: true })
  invitationDigest: Buffer | null;

  @Column({ name: 'invitation_ends_at', type: 'timestamptz', nullable: true })
  invitationEndsAt: Date | null;

  /** YYYY-MM-DD */
  @Column({ name: 'joined_on', type: 'date', nullable: true })
  joinedOn: string | null;

  @Column({ name: 'left_at', type: 'timestamptz', nullable: true })
  leftAt: Date | null;

  @Column({ name: 'on_duty_until', type: 'timestamptz', nullable: true })
  onDutyUntil: Date | null;
}
