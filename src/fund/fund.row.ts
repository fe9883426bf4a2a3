/** A fund that a partner holds for a purpose, and above which amount a partner wants a second coordinator. Its money is in the ledger. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HelpKind } from '../kernel/help.js';
import type { FundKind, FundState } from './domain/fund.js';

@Entity({ name: 'fund' })
export class FundRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text' })
  currency: string;

  @Column({ type: 'text' })
  kind: FundKind;

  @Column({ type: 'text' })
  state: FundState;

  /** Of a drive, while the home is there. */
  @Column({ name: 'started_by_home', type: 'uuid', nullable: true })
  startedByHome: string | null;

  @Column({ type: 'text', nullable: true })
  title: string | null;

  @Column({ type: 'text', nullable: true })
  purpose: string | null;

  @Column({ type: 'enum', enumName: 'help_kind', enum: ['GROCERY', 'RIDE', 'MONEY', 'TIME'], array: true })
  needs: HelpKind[];

  /** H3; none is everywhere. */
  @Column({ type: 'text', array: true, default: [] })
  cells: string[];

  /** Minor units; a bigint comes as text. */
  @Column({ name: 'most_per_request', type: 'bigint', nullable: true })
  mostPerRequest: string | null;

  @Column({ type: 'bigint', default: 0 })
  reserve: string;

  @Column({ name: 'by_rules', type: 'boolean', default: false })
  byRules: boolean;

  @Column({ type: 'bigint', nullable: true })
  goal: string | null;

  /** YYYY-MM-DD */
  @Column({ name: 'begun_on', type: 'date' })
  begunOn: string;

  @Column({ name: 'ends_on', type: 'date', nullable: true })
  endsOn: string | null;

  @Column({ name: 'closed_on', type: 'date', nullable: true })
  closedOn: string | null;
}

@Entity({ name: 'partner_money' })
export class PartnerMoneyRow {
  @PrimaryColumn({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @PrimaryColumn({ type: 'text' })
  currency: string;

  /** Minor units. */
  @Column({ name: 'second_above', type: 'bigint' })
  secondAbove: string;
}
