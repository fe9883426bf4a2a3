/** The tables of offers: what is given, its lines, its windows, its periods and the capacity of each. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccessFeature } from '../kernel/access-needs.js';
import type { HelpKind, Mode, Skill } from '../kernel/help.js';
import type { HomeTier } from '../kernel/viewer.js';
import type { KeptReason } from '../screening/text-reason.js';
import type { TextState } from '../screening/text-review.js';
import type { OfferStatus, Refill } from './domain/offer.js';

@Entity({ name: 'offer' })
export class OfferRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'enum', enum: ['GROCERY', 'RIDE', 'MONEY', 'TIME'], enumName: 'help_kind' })
  kind: HelpKind;

  @Column({ name: 'home_id', type: 'uuid' })
  homeId: string;

  @Column({
    type: 'enum',
    enum: ['OPEN', 'PAUSED', 'WITHDRAWN', 'EXPIRED'],
    enumName: 'offer_status',
    default: 'OPEN',
  })
  status: OfferStatus;

  @Column({ name: 'made_for_claim', type: 'boolean', default: false })
  madeForClaim: boolean;

  @Column({ type: 'text' })
  cell: string;

  @Column({ name: 'reach_rings', type: 'smallint' })
  reachRings: number;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone: string;

  @Column({ type: 'text' })
  refill: Refill;

  @Column({ type: 'text', nullable: true })
  rule: string | null;

  @Column({ name: 'rule_from_half', type: 'integer', nullable: true })
  ruleFromHalf: number | null;

  @Column({ name: 'rule_until_half', type: 'integer', nullable: true })
  ruleUntilHalf: number | null;

  @Column({ name: 'made_until', type: 'timestamptz' })
  madeUntil: Date;

  @Column({ type: 'text', array: true, default: [] })
  languages: string[];

  @Column({ type: 'text', array: true, default: [] })
  features: AccessFeature[];

  @Column({ type: 'text', array: true, default: [] })
  skills: Skill[];

  @Column({ type: 'text', array: true, default: [] })
  modes: Mode[];

  @Column({ name: 'infant_seats', type: 'smallint', default: 0 })
  infantSeats: number;

  @Column({ name: 'toddler_seats', type: 'smallint', default: 0 })
  toddlerSeats: number;

  @Column({ name: 'booster_seats', type: 'smallint', default: 0 })
  boosterSeats: number;

  @Column({ type: 'text', nullable: true })
  currency: string | null;

  @Column({ name: 'cost_cap', type: 'integer', nullable: true })
  costCap: number | null;

  @Column({ name: 'note_box', type: 'bytea', nullable: true })
  noteBox: Buffer | null;

  @Column({ name: 'note_state', type: 'text', default: 'SHOWN' })
  noteState: TextState;

  @Column({ name: 'note_reasons', type: 'text', array: true, default: [] })
  noteReasons: KeptReason[];

  @Column({ name: 'note_revision', type: 'integer', default: 1 })
  noteRevision: number;

  @Column({ name: 'note_half', type: 'integer', nullable: true })
  noteHalf: number | null;

  @Column({ name: 'note_reminded', type: 'boolean', default: false })
  noteReminded: boolean;

  @Column({ name: 'posted_on', type: 'date' })
  postedOn: string;

  @Column({ name: 'ends_at', type: 'timestamptz', nullable: true })
  endsAt: Date | null;

  @Column({ name: 'last_asked_half', type: 'integer', default: 0 })
  lastAskedHalf: number;

  /** Of its home while that is in service, NEW otherwise. Kept by triggers, like the circle. */
  @Column({
    name: 'home_tier',
    type: 'enum',
    enum: ['NEW', 'VOUCHED', 'TRUSTED'],
    enumName: 'home_tier',
    default: 'NEW',
  })
  homeTier: HomeTier;

  @Column({ name: 'home_circle_id', type: 'uuid', nullable: true })
  homeCircleId: string | null;

  /** The part of the rank that is the same for every request, in 16 steps, the best first. */
  @Column({ type: 'smallint', default: 8 })
  prior: number;

  /** Half-days of a week in its own zone in which it may stand (`calendar/week-halves.ts`). */
  @Column({ name: 'week_halves', type: 'smallint', default: 16383 })
  weekHalves: number;

  /** Days of a week, in UTC, on which it may stand. */
  @Column({ name: 'utc_days', type: 'smallint', default: 127 })
  utcDays: number;

  @Column({ name: 'open_from', type: 'timestamptz', default: '-infinity' })
  openFrom: Date;

  /** `endsAt`, or for ever. Kept by a trigger. */
  @Column({ name: 'open_until', type: 'timestamptz', default: 'infinity' })
  openUntil: Date;

  /** The most of one unit that it gives at a time. */
  @Column({ type: 'integer', default: 2147483647 })
  gives: number;

  /** Its base languages. Kept by a trigger. */
  @Column({ type: 'text', array: true, default: [] })
  understands: string[];

  /** Of time, what it can do in person: a bit for each skill. Kept by a trigger. */
  @Column({ name: 'skills_in_person', type: 'smallint', default: 0 })
  skillsInPerson: number;
}

@Entity({ name: 'offer_line' })
export class OfferLineRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'offer_id', type: 'uuid' })
  offerId: string;

  @Column({ type: 'smallint' })
  position: number;

  @Column({ type: 'text' })
  unit: string;

  @Column({ type: 'integer' })
  quantity: number;
}

@Entity({ name: 'offer_window' })
export class OfferWindowRow {
  @PrimaryColumn({ name: 'offer_id', type: 'uuid' })
  offerId: string;

  @PrimaryColumn({ name: 'opens_at', type: 'timestamptz' })
  opensAt: Date;

  @Column({ name: 'closes_at', type: 'timestamptz' })
  closesAt: Date;
}

@Entity({ name: 'offer_period' })
export class OfferPeriodRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'offer_id', type: 'uuid' })
  offerId: string;

  @Column({ name: 'starts_at', type: 'timestamptz' })
  startsAt: Date;

  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;
}

/** `held` and `used` belong to the triggers on claims: the program reads them only. */
@Entity({ name: 'offer_capacity' })
export class OfferCapacityRow {
  @PrimaryColumn({ name: 'period_id', type: 'uuid' })
  periodId: string;

  @PrimaryColumn({ name: 'line_id', type: 'uuid' })
  lineId: string;

  @Column({ name: 'offer_id', type: 'uuid' })
  offerId: string;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'integer', default: 0 })
  held: number;

  @Column({ type: 'integer', default: 0 })
  used: number;
}
