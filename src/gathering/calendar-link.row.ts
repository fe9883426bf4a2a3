/** A secret address under which a calendar reads what a member signed up for: its digest, and nothing else of it. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'calendar_link' })
export class CalendarLinkRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'member_id', type: 'uuid' })
  memberId: string;

  @Column({ type: 'bytea' })
  digest: Buffer;

  @Column({ name: 'shows_place', type: 'boolean' })
  showsPlace: boolean;

  /** YYYY-MM-DD */
  @Column({ name: 'created_on', type: 'date' })
  createdOn: string;

  @Column({ name: 'last_used_on', type: 'date', nullable: true })
  lastUsedOn: string | null;
}
