/** Two circles that know of each other's requests once these have widened; the lower id first. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'circle_link' })
export class CircleLinkRow {
  @PrimaryColumn({ name: 'low_id', type: 'uuid' })
  lowId: string;

  @PrimaryColumn({ name: 'high_id', type: 'uuid' })
  highId: string;

  @Column({ name: 'proposed_by', type: 'uuid' })
  proposedBy: string;

  /** YYYY-MM-DD */
  @Column({ name: 'proposed_on', type: 'date' })
  proposedOn: string;

  /** Null while the other side has not said yes. */
  @Column({ name: 'agreed_on', type: 'date', nullable: true })
  agreedOn: string | null;
}
