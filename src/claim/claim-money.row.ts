/** Of a receiving claim: out of what it is paid, and whose hands it went through. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PaymentMethod } from '../kernel/transfer.js';

@Entity({ name: 'claim_money' })
export class ClaimMoneyRow {
  @PrimaryColumn({ name: 'claim_id', type: 'uuid' })
  claimId: string;

  /** The account of a fund, or of the partner's holding. */
  @Column({ name: 'source_id', type: 'uuid' })
  sourceId: string;

  /** It waits for the claim; otherwise it is taken when the claim is paid. */
  @Column({ name: 'set_aside', type: 'boolean' })
  setAside: boolean;

  /** Null when a fund's rules did. */
  @Column({ name: 'allocated_by', type: 'uuid', nullable: true })
  allocatedBy: string | null;

  /** Above the partner's set amount: who pays it is somebody else. */
  @Column({ name: 'needs_second', type: 'boolean' })
  needsSecond: boolean;

  @Column({ name: 'paid_by', type: 'uuid', nullable: true })
  paidBy: string | null;

  @Column({ type: 'text', nullable: true })
  method: PaymentMethod | null;
}
