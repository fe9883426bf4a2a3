/** An area, of resolution 2 to 4, in which the host partner lets another one look after what no people of its own posted. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'agreed_area' })
export class AgreedAreaRow {
  @PrimaryColumn({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @PrimaryColumn({ type: 'text' })
  cell: string;

  /** YYYY-MM-DD */
  @Column({ name: 'agreed_on', type: 'date' })
  agreedOn: string;
}
