/** A campaign that a partner takes part in, led by an organisation of those who are at the front of it. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'campaign' })
export class CampaignRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text', nullable: true })
  summary: string | null;

  @Column({ type: 'text', array: true })
  languages: string[];

  @Column({ name: 'led_by', type: 'text' })
  ledBy: string;

  /** YYYY-MM-DD */
  @Column({ name: 'begins_on', type: 'date' })
  beginsOn: string;

  @Column({ name: 'ends_on', type: 'date', nullable: true })
  endsOn: string | null;

  @Column({ name: 'listed_on', type: 'date' })
  listedOn: string;

  /** Since when its partner takes part in it no more. */
  @Column({ name: 'retired_on', type: 'date', nullable: true })
  retiredOn: string | null;
}
