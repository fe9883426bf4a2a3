/** A concern that somebody reported, for the coordinators of one partner. What was said is sealed elsewhere. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Party } from './domain/claim.js';
import type { ReportReason } from './domain/concern.js';

@Entity({ name: 'report' })
export class ReportRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ name: 'reported_by', type: 'enum', enum: Object.values(Party), enumName: 'party' })
  reportedBy: Party;

  @Column({ name: 'claim_id', type: 'uuid', nullable: true })
  claimId: string | null;

  @Column({ name: 'request_id', type: 'uuid', nullable: true })
  requestId: string | null;

  /** The home that reported, or that the report is about. */
  @Column({ name: 'home_id', type: 'uuid', nullable: true })
  homeId: string | null;

  @Column({ type: 'text' })
  reason: ReportReason;

  /** YYYY-MM-DD, in UTC. */
  @Column({ name: 'reported_on', type: 'date' })
  reportedOn: string;

  @Column({ name: 'settled_on', type: 'date', nullable: true })
  settledOn: string | null;

  @Column({ type: 'boolean', nullable: true })
  upheld: boolean | null;
}

@Entity({ schema: 'sealed', name: 'report' })
export class SealedReportRow {
  @PrimaryColumn({ name: 'report_id', type: 'uuid' })
  reportId: string;

  @Column({ name: 'data_key_id', type: 'uuid' })
  dataKeyId: string;

  @Column({ type: 'bytea' })
  box: Buffer;
}
