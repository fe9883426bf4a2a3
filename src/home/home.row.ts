/** A household, local business or congregation that gives. Its short name is sealed with the listings. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HomeKind } from '../kernel/home-kind.js';

@Entity({ name: 'home' })
export class HomeRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'circle_id', type: 'uuid' })
  circleId: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'enum', enum: ['NEW', 'VOUCHED', 'TRUSTED'], enumName: 'home_tier', default: 'NEW' })
  tier: 'NEW' | 'VOUCHED' | 'TRUSTED';

  @Column({ type: 'text', default: 'HOUSEHOLD' })
  kind: HomeKind;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt: Date | null;

  /** YYYY-MM-DD */
  @Column({ name: 'erased_on', type: 'date', nullable: true })
  erasedOn: string | null;

  /** Null once it is erased. */
  @Column({ name: 'short_name_box', type: 'bytea', nullable: true })
  shortNameBox: Buffer | null;

  @Column({ type: 'text', array: true, default: [] })
  languages: string[];

  @Column({ type: 'text', array: true, default: [] })
  features: string[];

  @Column({ name: 'vouched_by', type: 'uuid', nullable: true })
  vouchedBy: string | null;

  /** YYYY-MM-DD */
  @Column({ name: 'vouched_on', type: 'date', nullable: true })
  vouchedOn: string | null;

  /** Further down than every home that vouches for it. */
  @Column({ name: 'vouch_depth', type: 'integer', default: 0 })
  vouchDepth: number;

  /** Since when it waits for a coordinator to look at it again. YYYY-MM-DD */
  @Column({ name: 'reexamine_since', type: 'date', nullable: true })
  reexamineSince: string | null;

  /** The home whose whole branch was paused, this one with it. */
  @Column({ name: 'paused_with', type: 'uuid', nullable: true })
  pausedWith: string | null;

  @Column({ name: 'paused_at', type: 'timestamptz', nullable: true })
  pausedAt: Date | null;

  /** The half-day (UTC) in which an offer of it was last suggested: ties go to the home asked least lately. */
  @Column({ name: 'last_asked_half', type: 'integer', default: 0 })
  lastAskedHalf: number;

  /** Of its claims, as the sweep found them last: confirmed by somebody, and broken. */
  @Column({ name: 'confirmed_claims', type: 'integer', default: 0 })
  confirmedClaims: number;

  @Column({ name: 'broken_claims', type: 'integer', default: 0 })
  brokenClaims: number;

  /** Its offers have yet to be put where it stands by now. */
  @Column({ name: 'shelves_due', type: 'boolean', default: false })
  shelvesDue: boolean;

  /** YYYY-MM-DD */
  @Column({ name: 'registered_on', type: 'date' })
  registeredOn: string;
}
