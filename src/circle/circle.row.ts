/** A group of homes under a partner. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

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
}
