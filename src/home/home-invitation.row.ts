/** An invitation that was not used yet, and what a home is known by. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MemberRole } from '../kernel/member-role.js';
import type { InvitationKind } from './domain/membership.js';

@Entity({ name: 'home_invitation' })
export class HomeInvitationRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  kind: InvitationKind;

  @Column({ type: 'bytea' })
  digest: Buffer;

  @Column({ name: 'home_id', type: 'uuid', nullable: true })
  homeId: string | null;

  @Column({ name: 'invited_by_coordinator', type: 'uuid', nullable: true })
  invitedByCoordinator: string | null;

  @Column({ type: 'text', nullable: true })
  role: MemberRole | null;

  @Column({ type: 'boolean', default: false })
  vouches: boolean;

  /** YYYY-MM-DD */
  @Column({ name: 'made_on', type: 'date' })
  madeOn: string;

  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;
}

@Entity({ name: 'home_known_address' })
export class HomeKnownAddressRow {
  @PrimaryColumn({ name: 'home_id', type: 'uuid' })
  homeId: string;

  /** Of an e-mail address, a mailbox or a phone number that a member has, or had. */
  @PrimaryColumn({ type: 'bytea' })
  digest: Buffer;
}
