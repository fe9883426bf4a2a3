/** An organisation that looks after requests and homes. One of them is the host: it looks after what nobody else does. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

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

  /** YYYY-MM-DD */
  @Column({ name: 'created_on', type: 'date' })
  createdOn: string;
}
