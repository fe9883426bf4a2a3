/** How many disclosures a request has had and how the last one ends: a trigger moves it on with each of them, and nobody else writes it. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'disclosure_head' })
export class DisclosureHeadRow {
  @PrimaryColumn({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @Column({ type: 'integer' })
  count: number;

  @Column({ type: 'bytea' })
  hash: Buffer;

  /** How many of the oldest are over and gone. */
  @Column({ type: 'integer' })
  dropped: number;

  /** Of the last of those: what is left goes on from it. */
  @Column({ name: 'dropped_hash', type: 'bytea', nullable: true })
  droppedHash: Buffer | null;
}
