/** The tables of the movement's numbers. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'movement_tally' })
export class MovementTallyRow {
  /** The 1st or the 16th. */
  @PrimaryColumn({ name: 'half_month', type: 'date' })
  halfMonth: string;

  @PrimaryColumn({ type: 'text' })
  what: string;

  @PrimaryColumn({ type: 'text' })
  unit: string;

  @PrimaryColumn({ type: 'text' })
  area: string;

  @Column({ type: 'bigint' })
  amount: string;

  /** So many different homes, and so many different requests, stand behind it at least. */
  @Column({ type: 'integer' })
  crowd: number;
}

@Entity({ name: 'movement_number' })
export class MovementNumberRow {
  /** Its first day. */
  @PrimaryColumn({ type: 'date' })
  month: string;

  @PrimaryColumn({ type: 'text' })
  what: string;

  @PrimaryColumn({ type: 'text' })
  unit: string;

  @PrimaryColumn({ type: 'text' })
  area: string;

  @Column({ type: 'bigint' })
  amount: string;
}

@Entity({ name: 'movement_mark' })
export class MovementMarkRow {
  @PrimaryColumn({ type: 'boolean', default: true })
  single: boolean;

  /** Everything before this day is tallied. */
  @Column({ name: 'tallied_until', type: 'date' })
  talliedUntil: string;

  @Column({ name: 'homes_counted_on', type: 'date', nullable: true })
  homesCountedOn: string | null;

  /** When the homes on the map were counted last. */
  @Column({ name: 'map_counted_on', type: 'date', nullable: true })
  mapCountedOn: string | null;
}
