/** A claim: (part of) an offer is taken for (part of) a request. Of money, one of its two halves. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HelpKind } from '../kernel/help.js';
import { type ClaimShape, ClaimStatus, type ConfirmedBy, type EndReason, Party } from './domain/claim.js';

@Entity({ name: 'claim' })
export class ClaimRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  shape: ClaimShape;

  @Column({ type: 'enum', enum: ['GROCERY', 'RIDE', 'MONEY', 'TIME'], enumName: 'help_kind' })
  kind: HelpKind;

  @Column({ name: 'request_id', type: 'uuid', nullable: true })
  requestId: string | null;

  @Column({ name: 'occurrence_id', type: 'uuid', nullable: true })
  occurrenceId: string | null;

  @Column({ name: 'offer_id', type: 'uuid', nullable: true })
  offerId: string | null;

  @Column({ name: 'home_id', type: 'uuid', nullable: true })
  homeId: string | null;

  /** Whose coordinators look after it. */
  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'enum', enum: Object.values(ClaimStatus), enumName: 'claim_status' })
  status: ClaimStatus;

  @Column({ name: 'proposed_by', type: 'enum', enum: Object.values(Party), enumName: 'party' })
  proposedBy: Party;

  @Column({ name: 'consents_needed', type: 'enum', enum: Object.values(Party), enumName: 'party', array: true })
  consentsNeeded: Party[];

  @Column({
    name: 'consents_given',
    type: 'enum',
    enum: Object.values(Party),
    enumName: 'party',
    array: true,
    default: [],
  })
  consentsGiven: Party[];

  @Column({ name: 'planned_half', type: 'integer' })
  plannedHalf: number;

  @Column({ name: 'planned_time_zone', type: 'text' })
  plannedTimeZone: string;

  @Column({ name: 'planned_ends_at', type: 'timestamptz' })
  plannedEndsAt: Date;

  /** In UTC. */
  @Column({ name: 'begun_half', type: 'integer' })
  begunHalf: number;

  @Column({ name: 'lease_ends_at', type: 'timestamptz', nullable: true })
  leaseEndsAt: Date | null;

  @Column({ type: 'boolean', default: false })
  extended: boolean;

  @Column({ name: 'accepted_at', type: 'timestamptz', nullable: true })
  acceptedAt: Date | null;

  @Column({ name: 'first_opened_at', type: 'timestamptz', nullable: true })
  firstOpenedAt: Date | null;

  @Column({ name: 'delivered_at', type: 'timestamptz', nullable: true })
  deliveredAt: Date | null;

  @Column({ name: 'disputed_at', type: 'timestamptz', nullable: true })
  disputedAt: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  @Column({ name: 'end_reason', type: 'text', nullable: true })
  endReason: EndReason | null;

  @Column({ name: 'confirmed_by', type: 'text', nullable: true })
  confirmedBy: ConfirmedBy | null;

  /** That the trip is shared, not with whom. */
  @Column({ name: 'others_on_trip', type: 'boolean', default: false })
  othersOnTrip: boolean;
}

@Entity({ name: 'claim_line' })
export class ClaimLineRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'claim_id', type: 'uuid' })
  claimId: string;

  @Column({ name: 'occurrence_id', type: 'uuid', nullable: true })
  occurrenceId: string | null;

  @Column({ name: 'request_line_id', type: 'uuid', nullable: true })
  requestLineId: string | null;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'integer', nullable: true })
  delivered: number | null;

  @Column({ name: 'period_id', type: 'uuid', nullable: true })
  periodId: string | null;

  @Column({ name: 'offer_line_id', type: 'uuid', nullable: true })
  offerLineId: string | null;

  @Column({ name: 'offer_quantity', type: 'integer' })
  offerQuantity: number;

  @Column({ name: 'offer_delivered', type: 'integer', nullable: true })
  offerDelivered: number | null;
}
