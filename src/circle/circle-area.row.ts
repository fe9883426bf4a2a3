/** An area, of resolution 2 to 6, in which the homes of a circle live. */
import { Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'circle_area' })
export class CircleAreaRow {
  @PrimaryColumn({ name: 'circle_id', type: 'uuid' })
  circleId: string;

  @PrimaryColumn({ type: 'text' })
  cell: string;
}
