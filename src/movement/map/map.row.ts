/** Tables of the map: who is counted where, sealed, and the counts that everybody may know. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'map_home' })
export class MapHomeRow {
  @PrimaryColumn({ name: 'home_id', type: 'uuid' })
  homeId: string;

  /** Null while it is hidden. */
  @Column({ name: 'cell_box', type: 'bytea', nullable: true })
  cellBox: Buffer | null;

  /** YYYY-MM-DD */
  @Column({ name: 'named_on', type: 'date' })
  namedOn: string;
}

@Entity({ name: 'map_count' })
export class MapCountRow {
  /** Of resolution 2 to 9. */
  @PrimaryColumn({ type: 'text' })
  cell: string;

  @Column({ type: 'integer' })
  homes: number;
}
