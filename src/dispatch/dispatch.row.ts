/** A plan, and what becomes of each request in it. Both are gone within hours. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'dispatch_plan' })
export class DispatchPlanRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'circle_id', type: 'uuid' })
  circleId: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text', array: true })
  kinds: string[];

  @Column({ type: 'date' })
  horizon: string;

  @Column({ type: 'text' })
  state: string;

  @Column({ type: 'text', nullable: true })
  failure: string | null;

  @Column({ name: 'steps_done', type: 'smallint', default: 0 })
  stepsDone: number;

  @Column({ type: 'smallint', default: 0 })
  steps: number;

  @Column({ name: 'worked_on_until', type: 'timestamptz' })
  workedOnUntil: Date;

  @Column({ name: 'gap_objective', type: 'text', nullable: true })
  gapObjective: string | null;

  @Column({ name: 'gap_share', type: 'double precision', nullable: true })
  gapShare: number | null;

  @Column({ name: 'all_pairs', type: 'boolean', default: true })
  allPairs: boolean;

  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;
}

@Entity({ name: 'dispatch_line' })
export class DispatchLineRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'plan_id', type: 'uuid' })
  planId: string;

  @Column({ type: 'integer' })
  position: number;

  @Column({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @Column({ name: 'occurrence_id', type: 'uuid' })
  occurrenceId: string;

  @Column({ name: 'offer_id', type: 'uuid', nullable: true })
  offerId: string | null;

  @Column({ name: 'home_id', type: 'uuid', nullable: true })
  homeId: string | null;

  @Column({ type: 'integer', nullable: true })
  trip: number | null;

  @Column({ name: 'planned_half', type: 'integer', nullable: true })
  plannedHalf: number | null;

  @Column({ name: 'line_ids', type: 'uuid', array: true, default: [] })
  lineIds: string[];

  @Column({ type: 'integer', array: true, default: [] })
  quantities: number[];

  @Column({ type: 'text', array: true })
  reasons: string[];

  @Column({ type: 'text' })
  outcome: string;

  @Column({ name: 'skipped_because', type: 'text', nullable: true })
  skippedBecause: string | null;

  @Column({ name: 'claim_id', type: 'uuid', nullable: true })
  claimId: string | null;
}
