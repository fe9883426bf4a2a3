/** A member of a home has a place in a gathering, or waits for one. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'sign_up' })
export class SignUpRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'gathering_id', type: 'uuid' })
  gatheringId: string;

  @Column({ name: 'member_id', type: 'uuid' })
  memberId: string;

  /** Null: it has a place. */
  @Column({ name: 'waiting_number', type: 'integer', nullable: true })
  waitingNumber: number | null;

  @Column({ name: 'moved_up', type: 'boolean' })
  movedUp: boolean;

  @Column({ type: 'text', nullable: true })
  attendance: string | null;
}
