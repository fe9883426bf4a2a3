/** What the money of a fund did: a month that runs, sealed, and months that are over. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'fund_month' })
export class FundMonthRow {
  @PrimaryColumn({ name: 'fund_id', type: 'uuid' })
  fundId: string;

  /** The first of it. */
  @PrimaryColumn({ type: 'date' })
  month: string;

  /** Sealed under the listing key of the month in which it was last written. */
  @Column({ type: 'bytea' })
  box: Buffer;
}

@Entity({ name: 'fund_outcome' })
export class FundOutcomeRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'fund_id', type: 'uuid' })
  fundId: string;

  @Column({ type: 'date' })
  month: string;

  /** Null: of several. */
  @Column({ type: 'text', nullable: true })
  purpose: string | null;

  /** H3, of resolution 3 or coarser. */
  @Column({ type: 'text', nullable: true })
  cell: string | null;

  @Column({ type: 'integer' })
  families: number;

  /** Minor units; a bigint comes as text. */
  @Column({ type: 'bigint' })
  amount: string;
}
