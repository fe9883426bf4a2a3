/** An area, of resolution 2 to 4, in which a partner looks after what no frontend or coordinator of its own posted. */
import { Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'partner_area' })
export class PartnerAreaRow {
  @PrimaryColumn({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @PrimaryColumn({ type: 'text' })
  cell: string;
}
