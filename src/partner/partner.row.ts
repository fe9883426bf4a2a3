/** An organisation that looks after requests and homes. One of them is the host: it looks after what nobody else does. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PartnerLevel } from '../kernel/partner-level.js';

@Entity({ name: 'partner' })
export class PartnerRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ name: 'is_host', type: 'boolean', default: false })
  isHost: boolean;

  @Column({ name: 'reviews_requests', type: 'boolean', default: false })
  reviewsRequests: boolean;

  @Column({ type: 'text', array: true, default: [] })
  languages: string[];

  @Column({ name: 'contact_for_families', type: 'text', nullable: true })
  contactForFamilies: string | null;

  @Column({ name: 'contact_for_families_es', type: 'text', nullable: true })
  contactForFamiliesEs: string | null;

  @Column({ type: 'text', default: 'LOCAL' })
  level: PartnerLevel;

  @Column({ name: 'parent_id', type: 'uuid', nullable: true })
  parentId: string | null;

  /** Written beside the parent's id, so that the database sees that it is higher. */
  @Column({ name: 'parent_level', type: 'text', nullable: true })
  parentLevel: PartnerLevel | null;

  /** YYYY-MM-DD; the last day on which areas began to wait for the host's yes. */
  @Column({ name: 'areas_asked_on', type: 'date', nullable: true })
  areasAskedOn: string | null;

  /** YYYY-MM-DD */
  @Column({ name: 'created_on', type: 'date' })
  createdOn: string;
}
