/** A member of a home was trained in a topic, until the certificate expires or is taken back. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TrainingTopic } from '../kernel/training-topic.js';

@Entity({ name: 'certificate' })
export class CertificateRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'member_id', type: 'uuid' })
  memberId: string;

  @Column({ name: 'home_id', type: 'uuid' })
  homeId: string;

  @Column({ type: 'text' })
  topic: TrainingTopic;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  /** YYYY-MM-DD */
  @Column({ name: 'issued_on', type: 'date' })
  issuedOn: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  /** Where it was earned; null once nobody remembers. */
  @Column({ name: 'session_id', type: 'uuid', nullable: true })
  sessionId: string | null;

  @Column({ name: 'expiry_told', type: 'boolean' })
  expiryTold: boolean;
}
