/** What a home promises to a fund, once or each month, and the months that were made of it. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Cadence, PledgeState } from './domain/pledge.js';

@Entity({ name: 'pledge' })
export class PledgeRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** Null once the home was erased. */
  @Column({ name: 'home_id', type: 'uuid', nullable: true })
  homeId: string | null;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ name: 'fund_id', type: 'uuid' })
  fundId: string;

  @Column({ type: 'text' })
  currency: string;

  @Column({ type: 'text' })
  cadence: Cadence;

  /** Minor units, each time; a bigint comes as text. */
  @Column({ type: 'bigint' })
  amount: string;

  @Column({ type: 'bigint', nullable: true })
  cap: string | null;

  @Column({ type: 'text' })
  state: PledgeState;

  /** YYYY-MM-DD */
  @Column({ name: 'pledged_on', type: 'date' })
  pledgedOn: string;

  /** The first of the month. */
  @Column({ name: 'next_month', type: 'date', nullable: true })
  nextMonth: string | null;

  @Column({ type: 'bigint', default: 0 })
  promised: string;
}

@Entity({ name: 'pledge_month' })
export class PledgeMonthRow {
  @PrimaryColumn({ name: 'pledge_id', type: 'uuid' })
  pledgeId: string;

  /** The first of it. */
  @PrimaryColumn({ type: 'date' })
  month: string;

  @Column({ type: 'bigint' })
  amount: string;
}
