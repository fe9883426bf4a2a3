/** What a home asked back for a claim, and where that stands. The receipt itself is sealed. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReimbursementState } from './domain/reimbursement.js';

@Entity({ name: 'reimbursement' })
export class ReimbursementRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** The one that looks after the request. */
  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  /** Null once the request was forgotten. */
  @Column({ name: 'claim_id', type: 'uuid', nullable: true })
  claimId: string | null;

  /** Null once the home was erased. */
  @Column({ name: 'home_id', type: 'uuid', nullable: true })
  homeId: string | null;

  @Column({ type: 'text' })
  currency: string;

  /** Minor units; a bigint comes as text. */
  @Column({ type: 'bigint' })
  amount: string;

  @Column({ name: 'receipt_digest', type: 'bytea' })
  receiptDigest: Buffer;

  @Column({ type: 'text' })
  state: ReimbursementState;

  /** YYYY-MM-DD, in UTC. */
  @Column({ name: 'asked_on', type: 'date' })
  askedOn: string;

  @Column({ name: 'settled_on', type: 'date', nullable: true })
  settledOn: string | null;

  @Column({ name: 'fund_id', type: 'uuid', nullable: true })
  fundId: string | null;

  @Column({ name: 'accepted_by', type: 'uuid', nullable: true })
  acceptedBy: string | null;

  @Column({ name: 'needs_second', type: 'boolean', default: false })
  needsSecond: boolean;

  @Column({ name: 'paid_by', type: 'uuid', nullable: true })
  paidBy: string | null;
}

@Entity({ schema: 'sealed', name: 'receipt' })
export class SealedReceiptRow {
  @PrimaryColumn({ name: 'reimbursement_id', type: 'uuid' })
  reimbursementId: string;

  @Column({ name: 'claim_id', type: 'uuid' })
  claimId: string;

  @Column({ name: 'data_key_id', type: 'uuid' })
  dataKeyId: string;

  @Column({ type: 'bytea' })
  box: Buffer;
}
