/** The table of requests: what may be listed of one, whatever its kind. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccessNeed } from '../kernel/access-needs.js';
import { type Acceptance, HelpKind, type Skill, Urgency } from '../kernel/help.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { HomeTier } from '../kernel/viewer.js';
import type { RequestReach } from '../kernel/widening.js';
import type { KeptReason } from '../screening/text-reason.js';
import type { TextState } from '../screening/text-review.js';
import type { DietaryRule } from './domain/grocery.js';
import { RequestEnding } from './domain/request.js';

@Entity({ name: 'request' })
export class RequestRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'enum', enum: Object.values(HelpKind), enumName: 'help_kind' })
  kind: HelpKind;

  @Column({ type: 'text' })
  alias: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ name: 'intake_coordinator_id', type: 'uuid', nullable: true })
  intakeCoordinatorId: string | null;

  @Column({ type: 'enum', enum: Object.values(Urgency), enumName: 'urgency' })
  urgency: Urgency;

  @Column({ type: 'text' })
  acceptance: Acceptance;

  @Column({
    name: 'minimum_tier',
    type: 'enum',
    enum: ['NEW', 'VOUCHED', 'TRUSTED'],
    enumName: 'home_tier',
    default: 'NEW',
  })
  minimumTier: HomeTier;

  /** Where it is known first; null for money. */
  @Column({ name: 'circle_id', type: 'uuid', nullable: true })
  circleId: string | null;

  @Column({ name: 'widens_to', type: 'text', default: 'NETWORK' })
  widensTo: RequestReach;

  @Column({ type: 'text', default: 'NETWORK' })
  reach: RequestReach;

  @Column({ name: 'widens_at', type: 'timestamptz', nullable: true })
  widensAt: Date | null;

  @Column({ name: 'required_training', type: 'text', nullable: true })
  requiredTraining: TrainingTopic | null;

  /** Of time, as its details say; null otherwise. Kept by a trigger. */
  @Column({ name: 'asked_skill', type: 'text', nullable: true })
  askedSkill: Skill | null;

  /** Time that nobody goes anywhere for. Kept by a trigger. */
  @Column({ name: 'by_phone', type: 'boolean', default: false })
  byPhone: boolean;

  /** The least that is any use to it, when it was posted: what may not be split, whole. */
  @Column({ name: 'asks_least', type: 'integer', default: 1 })
  asksLeast: number;

  /** The quantity of its smallest line, when it was posted. */
  @Column({ type: 'integer', default: 1 })
  asks: number;

  @Column({ name: 'published_cell', type: 'text' })
  publishedCell: string;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone: string;

  @Column({ name: 'from_half', type: 'integer', nullable: true })
  fromHalf: number | null;

  @Column({ name: 'until_half', type: 'integer', nullable: true })
  untilHalf: number | null;

  @Column({ name: 'opens_at', type: 'timestamptz', nullable: true })
  opensAt: Date | null;

  @Column({ name: 'closes_at', type: 'timestamptz', nullable: true })
  closesAt: Date | null;

  @Column({ type: 'text', array: true, default: [] })
  languages: string[];

  @Column({ name: 'access_needs', type: 'text', array: true, default: [] })
  accessNeeds: AccessNeed[];

  @Column({ name: 'summary_box', type: 'bytea', nullable: true })
  summaryBox: Buffer | null;

  @Column({ name: 'text_state', type: 'text', default: 'SHOWN' })
  textState: TextState;

  @Column({ name: 'summary_held', type: 'boolean', default: false })
  summaryHeld: boolean;

  @Column({ name: 'summary_reasons', type: 'text', array: true, default: [] })
  summaryReasons: KeptReason[];

  @Column({ name: 'text_revision', type: 'integer', default: 1 })
  textRevision: number;

  @Column({ name: 'text_half', type: 'integer', nullable: true })
  textHalf: number | null;

  @Column({ name: 'review_reminded', type: 'boolean', default: false })
  reviewReminded: boolean;

  @Column({ name: 'dietary_shown', type: 'text', array: true, default: [] })
  dietaryShown: DietaryRule[];

  @Column({ name: 'series_rule', type: 'text', nullable: true })
  seriesRule: string | null;

  @Column({ name: 'series_until', type: 'date', nullable: true })
  seriesUntil: string | null;

  @Column({ name: 'held_for_review', type: 'boolean', default: false })
  heldForReview: boolean;

  @Column({ name: 'posted_on', type: 'date' })
  postedOn: string;

  @Column({ type: 'integer' })
  bucket: number;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'expiry_told', type: 'boolean', default: false })
  expiryTold: boolean;

  @Column({ type: 'smallint', default: 0 })
  renewals: number;

  @Column({ type: 'enum', enum: Object.values(RequestEnding), enumName: 'request_ending', nullable: true })
  ending: RequestEnding | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  /** Belongs to the triggers. */
  @Column({ type: 'boolean', default: false })
  listed: boolean;

  /** Its default is the database's: whether whoever connects publishes at once. */
  @Column({ type: 'boolean', insert: false, update: false })
  published: boolean;
}
