/** What coordinators keep beside what waits for them: whose it is, notes, and a log of what they did. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Coordination1764400000021 implements MigrationInterface {
  readonly name = 'Coordination1764400000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE coordinator ADD CONSTRAINT coordinator_of_partner UNIQUE (id, partner_id);

      -- What waits is read off the things themselves. An entry is there once somebody has taken one, put it aside or noted something.
      CREATE TABLE queue_entry (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        kind text NOT NULL CHECK (char_length(kind) <= 40),
        request_id uuid REFERENCES request ON DELETE CASCADE,
        claim_id uuid REFERENCES claim ON DELETE CASCADE,
        report_id uuid REFERENCES report ON DELETE CASCADE,
        offer_id uuid REFERENCES offer ON DELETE CASCADE,
        home_id uuid REFERENCES home ON DELETE CASCADE,
        assigned_to uuid,
        -- Until this half-day (UTC) it is not shown.
        aside_until_half integer,
        touched_half integer NOT NULL,
        CHECK (num_nonnulls(request_id, claim_id, report_id, offer_id, home_id) = 1),
        CONSTRAINT one_entry_of_each UNIQUE NULLS NOT DISTINCT (partner_id, kind, request_id, claim_id, report_id, offer_id, home_id),
        -- Nobody is given what another partner looks after.
        FOREIGN KEY (assigned_to, partner_id) REFERENCES coordinator (id, partner_id)
      );
      CREATE INDEX queue_entries_of_request ON queue_entry (request_id) WHERE request_id IS NOT NULL;
      CREATE INDEX queue_entries_of_claim ON queue_entry (claim_id) WHERE claim_id IS NOT NULL;
      CREATE INDEX queue_entries_of_report ON queue_entry (report_id) WHERE report_id IS NOT NULL;
      CREATE INDEX queue_entries_of_offer ON queue_entry (offer_id) WHERE offer_id IS NOT NULL;
      CREATE INDEX queue_entries_of_home ON queue_entry (home_id) WHERE home_id IS NOT NULL;
      CREATE INDEX queue_entries_by_age ON queue_entry (touched_half);

      CREATE TABLE queue_note (
        id uuid PRIMARY KEY,
        entry_id uuid NOT NULL REFERENCES queue_entry ON DELETE CASCADE,
        author_id uuid NOT NULL REFERENCES coordinator,
        written_half integer NOT NULL
      );
      CREATE INDEX queue_notes_of_entry ON queue_note (entry_id);
      CREATE INDEX queue_notes_by_age ON queue_note (written_half);

      CREATE TABLE sealed.queue_note (
        note_id uuid PRIMARY KEY,
        entry_id uuid NOT NULL,
        data_key_id uuid NOT NULL,
        box bytea NOT NULL
      );
      CREATE INDEX sealed_queue_notes_of_entry ON sealed.queue_note (entry_id);
      ALTER TABLE sealed.queue_note ENABLE ROW LEVEL SECURITY;
      ALTER TABLE sealed.queue_note FORCE ROW LEVEL SECURITY;
      CREATE POLICY one_entry ON sealed.queue_note TO sanctuary_opener
        USING (entry_id = sealed.row_in_hand('sanctuary.queue_entry'))
        WITH CHECK (entry_id = sealed.row_in_hand('sanctuary.queue_entry'));
      CREATE POLICY keeper ON sealed.queue_note TO CURRENT_USER USING (true) WITH CHECK (true);
      GRANT SELECT, INSERT, DELETE ON sealed.queue_note TO sanctuary_opener;

      -- Insert only. By half-days, and in no order: what was taken in one after the other would be one family's.
      CREATE TABLE coordinator_action (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL,
        coordinator_id uuid NOT NULL,
        action text NOT NULL CHECK (action ~ '^[a-zA-Z]{1,60}$'),
        subject_id uuid,
        acted_half integer NOT NULL,
        FOREIGN KEY (coordinator_id, partner_id) REFERENCES coordinator (id, partner_id)
      );
      CREATE INDEX actions_of_partner ON coordinator_action (partner_id, acted_half DESC, id);
      CREATE INDEX actions_by_age ON coordinator_action (acted_half);

      CREATE FUNCTION refuse_change_of_action() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- Written anew as it is, in another place, is no change.
        IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'what a coordinator did does not change' USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      CREATE TRIGGER action_stays BEFORE UPDATE ON coordinator_action FOR EACH ROW EXECUTE FUNCTION refuse_change_of_action();

      -- The queue is read by the partner, the oldest first.
      CREATE INDEX claims_disputed ON claim (partner_id, disputed_at) WHERE status = 'DISPUTED';
      CREATE INDEX claims_missed ON claim (partner_id, ended_at) WHERE status = 'LAPSED' OR end_reason = 'NO_SHOW';
      CREATE INDEX requests_to_review ON request (partner_id, bucket, id) WHERE held_for_review AND ended_at IS NULL;
      CREATE INDEX homes_paused ON home (partner_id, paused_at) WHERE paused_at IS NOT NULL;

      GRANT SELECT, INSERT ON queue_entry, queue_note, coordinator_action TO sanctuary_api;
      GRANT UPDATE (assigned_to, aside_until_half, touched_half) ON queue_entry TO sanctuary_api;
      GRANT DELETE ON queue_note TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX homes_paused, requests_to_review, claims_missed, claims_disputed;
      DROP TABLE coordinator_action;
      DROP FUNCTION refuse_change_of_action();
      DROP TABLE sealed.queue_note, queue_note, queue_entry;
      ALTER TABLE coordinator DROP CONSTRAINT coordinator_of_partner;
    `);
  }
}
