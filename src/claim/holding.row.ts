/** What a partner has received from givers and paid to families in one currency: the wall between the two. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'holding' })
export class HoldingRow {
  @PrimaryColumn({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @PrimaryColumn({ type: 'text' })
  currency: string;

  /** Minor units. A bigint comes as text. */
  @Column({ type: 'bigint', default: 0 })
  received: string;

  @Column({ type: 'bigint', default: 0 })
  paid: string;
}
