/** Who said that money of a pledge came, or went back. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'pledge_hand' })
export class PledgeHandRow {
  @PrimaryColumn({ name: 'transfer_id', type: 'uuid' })
  transferId: string;

  @Column({ name: 'coordinator_id', type: 'uuid' })
  coordinatorId: string;
}
