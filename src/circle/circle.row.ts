/** A group of homes under a partner. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TrainingTopic } from '../kernel/training-topic.js';

@Entity({ name: 'circle' })
export class CircleRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text' })
  name: string;

  /** The partner's own: homes join it that nobody invited into another. */
  @Column({ name: 'is_own', type: 'boolean', default: false })
  isOwn: boolean;

  @Column({ type: 'text', array: true, default: [] })
  languages: string[];

  /** A home needs a good certificate of it to join. */
  @Column({ name: 'required_training', type: 'text', nullable: true })
  requiredTraining: TrainingTopic | null;

  /** Whether its homes may invite others. */
  @Column({ name: 'members_invite', type: 'boolean', default: false })
  membersInvite: boolean;
}
