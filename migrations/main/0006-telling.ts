/** Disclosures, notices, reports, answers kept for replay, and the snapshots behind areas and public counts. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Telling1763800000006 implements MigrationInterface {
  readonly name = 'Telling1763800000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One opening of a handoff, written before the plaintext leaves. Hash-chained for each request; never changed.
      CREATE TABLE disclosure (
        id uuid PRIMARY KEY,
        request_id uuid NOT NULL REFERENCES request ON DELETE CASCADE,
        claim_id uuid NOT NULL REFERENCES claim ON DELETE CASCADE,
        sequence integer NOT NULL CHECK (sequence > 0),
        kind help_kind NOT NULL,
        circle_name text NOT NULL,
        opened_half integer NOT NULL,
        time_zone text NOT NULL,
        previous_hash bytea CHECK (octet_length(previous_hash) = 32),
        hash bytea NOT NULL CHECK (octet_length(hash) = 32),
        UNIQUE (request_id, sequence),
        CHECK ((sequence = 1) = (previous_hash IS NULL))
      );
      CREATE INDEX disclosure_by_claim ON disclosure (claim_id);

      -- For a family the recipient is the request: nothing says that two of them go to one household.
      CREATE TABLE notice (
        id uuid PRIMARY KEY,
        home_id uuid REFERENCES home,
        coordinator_id uuid REFERENCES coordinator,
        request_id uuid REFERENCES request ON DELETE CASCADE,
        code text NOT NULL CHECK (char_length(code) <= 40),
        subject_kind text NOT NULL CHECK (subject_kind IN ('REQUEST', 'CLAIM', 'OFFER', 'HOME', 'REPORT')),
        subject_id uuid NOT NULL,
        happened_half integer NOT NULL,
        sequence bigint GENERATED ALWAYS AS IDENTITY,
        read boolean NOT NULL DEFAULT false,
        mail_due boolean NOT NULL DEFAULT false,
        CHECK (num_nonnulls(home_id, coordinator_id, request_id) = 1)
      );
      CREATE INDEX notices_of_home ON notice (home_id, sequence DESC) WHERE home_id IS NOT NULL;
      CREATE INDEX notices_of_coordinator ON notice (coordinator_id, sequence DESC) WHERE coordinator_id IS NOT NULL;
      CREATE INDEX notices_of_request ON notice (request_id, sequence DESC) WHERE request_id IS NOT NULL;
      CREATE INDEX notices_to_mail ON notice (sequence) WHERE mail_due;
      CREATE INDEX notices_by_age ON notice (happened_half);

      CREATE TABLE report (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        reported_by party NOT NULL,
        claim_id uuid REFERENCES claim ON DELETE CASCADE,
        request_id uuid REFERENCES request ON DELETE CASCADE,
        home_id uuid REFERENCES home,
        reason text NOT NULL CHECK (reason IN ('UNSAFE', 'DISRESPECT', 'ASKED_FOR_MORE', 'NO_SHOW', 'IDENTIFYING_TEXT', 'SPAM', 'OTHER')),
        reported_on date NOT NULL,
        settled_on date,
        upheld boolean,
        CHECK ((settled_on IS NULL) = (upheld IS NULL))
      );
      CREATE INDEX reports_of_partner ON report (partner_id, reported_on) WHERE settled_on IS NULL;
      CREATE INDEX reports_of_claim ON report (claim_id);
      CREATE INDEX reports_of_request ON report (request_id);

      -- The digest covers token, operation and key under a pepper; the answer is sealed under the key, which is not kept.
      CREATE TABLE idempotent_answer (
        digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
        body_digest bytea NOT NULL CHECK (octet_length(body_digest) = 32),
        started_at timestamptz NOT NULL,
        applied boolean NOT NULL DEFAULT false,
        box bytea
      );
      CREATE INDEX idempotent_answers_by_age ON idempotent_answer (started_at);

      -- Different families with a coordinator's word that asked in a cell: keyed tokens, so that a family counts
      -- once in a cell and nothing tells which tokens of two cells are one family.
      CREATE TABLE area_presence (
        cell h3_cell NOT NULL,
        epoch integer NOT NULL,
        token bytea NOT NULL CHECK (octet_length(token) = 16),
        PRIMARY KEY (cell, epoch, token)
      );
      CREATE INDEX area_presence_by_epoch ON area_presence (epoch);

      -- The weekly snapshot: cells in which enough families asked for a request to be published there.
      CREATE TABLE publishable_cell (
        cell h3_cell PRIMARY KEY,
        taken_on date NOT NULL
      );

      -- The nightly snapshot behind needsByArea: only counts that single nobody out are ever written here.
      CREATE TABLE area_need (
        cell h3_cell NOT NULL CHECK (substr(cell, 2, 1) IN ('2', '3', '4')),
        kind help_kind NOT NULL,
        open_requests integer NOT NULL CHECK (open_requests >= 5),
        PRIMARY KEY (cell, kind)
      );
      CREATE INDEX area_need_of_regions ON area_need (cell, kind) WHERE substr(cell, 2, 1) = '2';

      -- When each snapshot was last taken, also when there was nothing to show: two in one term would tell what came between.
      -- There while the sample is being loaded: what is in the database then is the sample's alone.
      CREATE TABLE sample_loading (
        started_on date PRIMARY KEY
      );

      CREATE TABLE snapshot (
        name text PRIMARY KEY CHECK (name IN ('NEEDS', 'CELLS')),
        taken_on date NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE sample_loading, snapshot, area_need, publishable_cell, area_presence, idempotent_answer, report, notice, disclosure;
    `);
  }
}
