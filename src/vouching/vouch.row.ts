/** What homes say for homes, by which code one is named to others, and what one has earned. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'vouch' })
export class VouchRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'home_id', type: 'uuid' })
  homeId: string;

  @Column({ name: 'by_home_id', type: 'uuid' })
  byHomeId: string;

  @Column({ name: 'home_depth', type: 'integer', nullable: true })
  homeDepth: number | null;

  @Column({ name: 'by_depth', type: 'integer', nullable: true })
  byDepth: number | null;

  /** TRUSTED while the vouch stands. */
  @Column({ name: 'by_tier', type: 'enum', enum: ['NEW', 'VOUCHED', 'TRUSTED'], enumName: 'home_tier', nullable: true })
  byTier: 'TRUSTED' | null;

  /** YYYY-MM-DD */
  @Column({ name: 'given_on', type: 'date' })
  givenOn: string;

  @Column({ name: 'withdrawn_on', type: 'date', nullable: true })
  withdrawnOn: string | null;
}

@Entity({ name: 'vouch_code' })
export class VouchCodeRow {
  @PrimaryColumn({ name: 'home_id', type: 'uuid' })
  homeId: string;

  @Column({ type: 'bytea', unique: true })
  digest: Buffer;

  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;
}

@Entity({ name: 'earned_delivery' })
export class EarnedDeliveryRow {
  @PrimaryColumn({ name: 'home_id', type: 'uuid' })
  homeId: string;

  @PrimaryColumn({ name: 'intake_digest', type: 'bytea' })
  intakeDigest: Buffer;

  /** YYYY-MM-DD */
  @Column({ name: 'confirmed_on', type: 'date' })
  confirmedOn: string;
}
