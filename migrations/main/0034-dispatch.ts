/** Plans for a circle: which home could be asked for which request. A plan names many of both in one place, so it lives for hours. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Dispatch1764500000034 implements MigrationInterface {
  readonly name = 'Dispatch1764500000034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dispatch_plan (
        id uuid PRIMARY KEY,
        circle_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        kinds text[] NOT NULL CHECK (cardinality(kinds) > 0 AND kinds <@ ARRAY['GROCERY', 'RIDE', 'TIME']),
        -- The last day that it plans for, where each family lives.
        horizon date NOT NULL,
        state text NOT NULL CHECK (state IN ('WAITING', 'PLANNING', 'READY', 'APPLYING', 'APPLIED', 'CANCELLED', 'FAILED')),
        failure text CHECK (char_length(failure) <= 40),
        steps_done smallint NOT NULL DEFAULT 0 CHECK (steps_done >= 0),
        steps smallint NOT NULL DEFAULT 0 CHECK (steps_done <= steps),
        -- Whoever works on it moves this ahead; once it is past, nobody does.
        worked_on_until timestamptz NOT NULL,
        gap_objective text CHECK (char_length(gap_objective) <= 40),
        gap_share double precision CHECK (gap_share BETWEEN 0 AND 1),
        all_pairs boolean NOT NULL DEFAULT true,
        ends_at timestamptz NOT NULL,
        CHECK ((state = 'FAILED') = (failure IS NOT NULL)),
        CHECK (num_nonnulls(gap_objective, gap_share) IN (0, 2)),
        FOREIGN KEY (circle_id, partner_id) REFERENCES circle (id, partner_id) ON DELETE CASCADE
      );
      -- Whoever asks while one is under way gets that one.
      CREATE UNIQUE INDEX one_plan_under_way ON dispatch_plan (circle_id) WHERE state IN ('WAITING', 'PLANNING');
      CREATE INDEX plans_over ON dispatch_plan (ends_at);

      -- What becomes of one occurrence of a request: a home is asked for it, or nobody is, and why.
      CREATE TABLE dispatch_line (
        id uuid PRIMARY KEY,
        plan_id uuid NOT NULL REFERENCES dispatch_plan ON DELETE CASCADE,
        position integer NOT NULL,
        request_id uuid NOT NULL,
        occurrence_id uuid NOT NULL,
        offer_id uuid,
        home_id uuid,
        -- Lines of one trip are proposed together or not at all.
        trip integer,
        planned_half integer,
        line_ids uuid[] NOT NULL DEFAULT '{}',
        quantities integer[] NOT NULL DEFAULT '{}',
        reasons text[] NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('PLANNED', 'PROPOSED', 'SKIPPED', 'UNSERVED')),
        skipped_because text CHECK (char_length(skipped_because) <= 40),
        claim_id uuid REFERENCES claim ON DELETE SET NULL,
        UNIQUE (plan_id, position),
        UNIQUE (plan_id, occurrence_id),
        CHECK (num_nonnulls(offer_id, home_id, trip, planned_half) = CASE outcome WHEN 'UNSERVED' THEN 0 ELSE 4 END),
        CHECK (cardinality(line_ids) = cardinality(quantities) AND (outcome = 'UNSERVED' OR cardinality(line_ids) > 0)),
        CHECK ((outcome = 'SKIPPED') = (skipped_because IS NOT NULL)),
        CHECK (claim_id IS NULL OR outcome = 'PROPOSED'),
        FOREIGN KEY (occurrence_id, request_id) REFERENCES occurrence (id, request_id) ON DELETE CASCADE,
        FOREIGN KEY (offer_id, home_id) REFERENCES offer (id, home_id) ON DELETE CASCADE
      );
      CREATE INDEX dispatch_lines_of_occurrence ON dispatch_line (occurrence_id);
      CREATE INDEX dispatch_lines_of_offer ON dispatch_line (offer_id) WHERE offer_id IS NOT NULL;
      CREATE INDEX dispatch_lines_of_claim ON dispatch_line (claim_id) WHERE claim_id IS NOT NULL;

      GRANT SELECT, INSERT ON dispatch_plan, dispatch_line TO sanctuary_api;
      GRANT UPDATE (state, failure, steps_done, steps, worked_on_until, gap_objective, gap_share, all_pairs, ends_at) ON dispatch_plan TO sanctuary_api;
      GRANT UPDATE (outcome, skipped_because, claim_id) ON dispatch_line TO sanctuary_api;
      GRANT DELETE ON dispatch_line TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dispatch_line, dispatch_plan');
  }
}
