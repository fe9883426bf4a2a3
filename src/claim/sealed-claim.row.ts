/** What of a claim is sealed: its copy of the handoff, the key of its messages, and the messages. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Party } from './domain/claim.js';

@Entity({ schema: 'sealed', name: 'claim_handoff' })
export class ClaimHandoffRow {
  @PrimaryColumn({ name: 'claim_id', type: 'uuid' })
  claimId: string;

  @Column({ name: 'data_key_id', type: 'uuid' })
  dataKeyId: string;

  @Column({ type: 'bytea' })
  box: Buffer;
}

@Entity({ schema: 'sealed', name: 'message_key' })
export class MessageKeyRow {
  @PrimaryColumn({ name: 'claim_id', type: 'uuid' })
  claimId: string;

  @Column({ name: 'data_key_id', type: 'uuid' })
  dataKeyId: string;
}

@Entity({ schema: 'sealed', name: 'message' })
export class MessageRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'claim_id', type: 'uuid' })
  claimId: string;

  @Column({ type: 'enum', enum: Object.values(Party), enumName: 'party' })
  author: Party;

  /** From 1 on, for each claim. */
  @Column({ type: 'integer' })
  sequence: number;

  /** In the request's time zone. */
  @Column({ name: 'written_half', type: 'integer' })
  writtenHalf: number;

  @Column({ type: 'bytea' })
  box: Buffer;
}
