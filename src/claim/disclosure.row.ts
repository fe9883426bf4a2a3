/** One opening of a handoff for one claim: inserted before the plaintext leaves, chained to the one before, never changed. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HelpKind } from '../kernel/help.js';

@Entity({ name: 'disclosure' })
export class DisclosureRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @Column({ name: 'claim_id', type: 'uuid' })
  claimId: string;

  /** From 1 on, for each request. */
  @Column({ type: 'integer' })
  sequence: number;

  @Column({ type: 'enum', enum: ['GROCERY', 'RIDE', 'MONEY', 'TIME'], enumName: 'help_kind' })
  kind: HelpKind;

  @Column({ name: 'circle_name', type: 'text' })
  circleName: string;

  @Column({ name: 'opened_half', type: 'integer' })
  openedHalf: number;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone: string;

  @Column({ name: 'previous_hash', type: 'bytea', nullable: true })
  previousHash: Buffer | null;

  @Column({ type: 'bytea' })
  hash: Buffer;
}
