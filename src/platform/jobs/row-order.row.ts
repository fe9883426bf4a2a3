/** The last time in a half-day that rows were written anew in no order, in each of the two databases. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'row_order' })
export class RowOrderRow {
  @PrimaryColumn({ type: 'text' })
  store: 'MAIN' | 'KEYS';

  /** In UTC. */
  @PrimaryColumn({ type: 'integer' })
  half: number;

  /** The number of a transaction. */
  @Column({ type: 'text' })
  began: string;

  @Column({ type: 'text', array: true })
  writers: string[];
}
