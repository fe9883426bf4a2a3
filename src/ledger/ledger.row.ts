/** Accounts, transfers between them, and the entries that transfers are made of. What each kind means is said in kernel/transfer.ts. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountKind, PaymentMethod, ReversalReason, TransferBy, TransferKind } from '../kernel/transfer.js';

@Entity({ name: 'ledger_account' })
export class LedgerAccountRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  kind: AccountKind;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text' })
  currency: string;

  @Column({ name: 'fund_id', type: 'uuid', nullable: true })
  fundId: string | null;

  @Column({ name: 'pledge_id', type: 'uuid', nullable: true })
  pledgeId: string | null;

  /** Null once the home was erased. */
  @Column({ name: 'home_id', type: 'uuid', nullable: true })
  homeId: string | null;

  /** Null once the request was forgotten. */
  @Column({ name: 'request_id', type: 'uuid', nullable: true })
  requestId: string | null;

  /** Minor units, written by a trigger. A bigint comes as text. */
  @Column({ type: 'bigint', default: 0 })
  balance: string;
}

@Entity({ name: 'ledger_transfer' })
export class LedgerTransferRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  kind: TransferKind;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text' })
  currency: string;

  /** YYYY-MM-DD, in UTC: nothing finer is kept. */
  @Column({ type: 'date' })
  day: string;

  @Column({ name: 'by_whom', type: 'text' })
  byWhom: TransferBy;

  @Column({ name: 'reverses_id', type: 'uuid', nullable: true })
  reversesId: string | null;

  /** Half of money through a partner, while it is there. */
  @Column({ name: 'claim_id', type: 'uuid', nullable: true })
  claimId: string | null;

  @Column({ name: 'pledge_id', type: 'uuid', nullable: true })
  pledgeId: string | null;

  @Column({ name: 'reference_digest', type: 'bytea', nullable: true })
  referenceDigest: Buffer | null;

  @Column({ type: 'text', nullable: true })
  method: PaymentMethod | null;

  /** Of a reversal. */
  @Column({ type: 'text', nullable: true })
  reason: ReversalReason | null;
}

@Entity({ name: 'ledger_entry' })
export class LedgerEntryRow {
  @PrimaryColumn({ name: 'transfer_id', type: 'uuid' })
  transferId: string;

  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  /** Minor units, never zero; a bigint comes as text. */
  @Column({ type: 'bigint' })
  amount: string;

  /** Those of its transfer. */
  @Column({ type: 'date' })
  day: string;

  @Column({ type: 'text' })
  currency: string;
}
