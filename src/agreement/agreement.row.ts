/** What homes of a partner agree to, version by version, and which home has agreed to which. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'agreement' })
export class AgreementRow {
  @PrimaryColumn({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @PrimaryColumn({ type: 'integer' })
  version: number;

  /** YYYY-MM-DD */
  @Column({ name: 'adopted_on', type: 'date' })
  adoptedOn: string;

  /** Its own words by language; null for what ships with the service. */
  @Column({ type: 'jsonb', nullable: true })
  texts: Readonly<Record<string, string>> | null;

  @Column({ type: 'integer', nullable: true })
  shipped: number | null;

  /** Who adopted it. */
  @Column({ name: 'adopted_by', type: 'uuid', nullable: true })
  adoptedBy: string | null;
}

@Entity({ name: 'agreement_acceptance' })
export class AgreementAcceptanceRow {
  @PrimaryColumn({ name: 'home_id', type: 'uuid' })
  homeId: string;

  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  /** YYYY-MM-DD */
  @Column({ name: 'accepted_on', type: 'date' })
  acceptedOn: string;
}
