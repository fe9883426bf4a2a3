/** The schema `sealed`: boxes that the serving role cannot reach, one row at a time for the role that opens. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Sealed1763800000005 implements MigrationInterface {
  readonly name = 'Sealed1763800000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA sealed;

      -- FAMILY: under a key that only the family's ring holds. KEY: under a data key of the key store.
      CREATE TABLE sealed.handoff (
        request_id uuid PRIMARY KEY REFERENCES public.request ON DELETE CASCADE,
        scheme text NOT NULL CHECK (scheme IN ('FAMILY', 'KEY')),
        data_key_id uuid,
        box bytea NOT NULL,
        CHECK ((scheme = 'KEY') = (data_key_id IS NOT NULL))
      );

      -- The copy of a handoff for one claim whose family has said yes. Its key goes with the end of the claim.
      CREATE TABLE sealed.claim_handoff (
        claim_id uuid PRIMARY KEY REFERENCES public.claim ON DELETE CASCADE,
        data_key_id uuid NOT NULL,
        box bytea NOT NULL
      );

      -- The key of what the two sides of a claim write to each other: it outlives the claim by 72 hours.
      CREATE TABLE sealed.message_key (
        claim_id uuid PRIMARY KEY REFERENCES public.claim ON DELETE CASCADE,
        data_key_id uuid NOT NULL
      );

      CREATE TABLE sealed.message (
        id uuid PRIMARY KEY,
        claim_id uuid NOT NULL REFERENCES public.claim ON DELETE CASCADE,
        author public.party NOT NULL,
        sequence integer NOT NULL CHECK (sequence > 0),
        written_half integer NOT NULL,
        box bytea NOT NULL,
        UNIQUE (claim_id, sequence)
      );

      -- Names and addresses of homes and coordinators: for the mail that tells them to look.
      CREATE TABLE sealed.person (
        person_id uuid PRIMARY KEY,
        data_key_id uuid NOT NULL,
        box bytea NOT NULL
      );

      -- What somebody reported, for the coordinators of the partner that looks after it.
      CREATE TABLE sealed.report (
        report_id uuid PRIMARY KEY,
        data_key_id uuid NOT NULL,
        box bytea NOT NULL
      );

      DO $$ BEGIN CREATE ROLE sanctuary_api NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
      DO $$ BEGIN CREATE ROLE sanctuary_opener NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
      DO $$ BEGIN
        IF NOT pg_has_role(current_user, 'sanctuary_api', 'SET') THEN GRANT sanctuary_api TO CURRENT_USER WITH SET TRUE, INHERIT FALSE; END IF;
        IF NOT pg_has_role(current_user, 'sanctuary_opener', 'SET') THEN GRANT sanctuary_opener TO CURRENT_USER WITH SET TRUE, INHERIT FALSE; END IF;
      END $$;

      GRANT USAGE ON SCHEMA sealed TO sanctuary_opener;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA sealed TO sanctuary_opener;
      -- Foreign keys are checked as the table's owner; the opener needs nothing of what may be listed.

      CREATE FUNCTION sealed.row_in_hand(setting text) RETURNS uuid LANGUAGE sql STABLE
        AS $$ SELECT NULLIF(current_setting(setting, true), '')::uuid $$;
      GRANT EXECUTE ON FUNCTION sealed.row_in_hand(text) TO sanctuary_opener;

      ALTER TABLE sealed.handoff ENABLE ROW LEVEL SECURITY;
      ALTER TABLE sealed.handoff FORCE ROW LEVEL SECURITY;
      ALTER TABLE sealed.claim_handoff ENABLE ROW LEVEL SECURITY;
      ALTER TABLE sealed.claim_handoff FORCE ROW LEVEL SECURITY;
      ALTER TABLE sealed.message_key ENABLE ROW LEVEL SECURITY;
      ALTER TABLE sealed.message_key FORCE ROW LEVEL SECURITY;
      ALTER TABLE sealed.message ENABLE ROW LEVEL SECURITY;
      ALTER TABLE sealed.message FORCE ROW LEVEL SECURITY;
      ALTER TABLE sealed.person ENABLE ROW LEVEL SECURITY;
      ALTER TABLE sealed.person FORCE ROW LEVEL SECURITY;
      ALTER TABLE sealed.report ENABLE ROW LEVEL SECURITY;
      ALTER TABLE sealed.report FORCE ROW LEVEL SECURITY;

      CREATE POLICY one_request ON sealed.handoff TO sanctuary_opener
        USING (request_id = sealed.row_in_hand('sanctuary.request'))
        WITH CHECK (request_id = sealed.row_in_hand('sanctuary.request'));
      CREATE POLICY one_claim ON sealed.claim_handoff TO sanctuary_opener
        USING (claim_id = sealed.row_in_hand('sanctuary.claim'))
        WITH CHECK (claim_id = sealed.row_in_hand('sanctuary.claim'));
      CREATE POLICY one_claim ON sealed.message_key TO sanctuary_opener
        USING (claim_id = sealed.row_in_hand('sanctuary.claim'))
        WITH CHECK (claim_id = sealed.row_in_hand('sanctuary.claim'));
      CREATE POLICY one_claim ON sealed.message TO sanctuary_opener
        USING (claim_id = sealed.row_in_hand('sanctuary.claim'))
        WITH CHECK (claim_id = sealed.row_in_hand('sanctuary.claim'));
      CREATE POLICY one_person ON sealed.person TO sanctuary_opener
        USING (person_id = sealed.row_in_hand('sanctuary.person'))
        WITH CHECK (person_id = sealed.row_in_hand('sanctuary.person'));
      CREATE POLICY one_report ON sealed.report TO sanctuary_opener
        USING (report_id = sealed.row_in_hand('sanctuary.report'))
        WITH CHECK (report_id = sealed.row_in_hand('sanctuary.report'));

      -- The owner sweeps and loads: forced security binds it too, so it says so.
      CREATE POLICY keeper ON sealed.handoff TO CURRENT_USER USING (true) WITH CHECK (true);
      CREATE POLICY keeper ON sealed.claim_handoff TO CURRENT_USER USING (true) WITH CHECK (true);
      CREATE POLICY keeper ON sealed.message_key TO CURRENT_USER USING (true) WITH CHECK (true);
      CREATE POLICY keeper ON sealed.message TO CURRENT_USER USING (true) WITH CHECK (true);
      CREATE POLICY keeper ON sealed.person TO CURRENT_USER USING (true) WITH CHECK (true);
      CREATE POLICY keeper ON sealed.report TO CURRENT_USER USING (true) WITH CHECK (true);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // The roles belong to the whole cluster, where another database may still use them: they stay.
    await runner.query('DROP SCHEMA sealed CASCADE');
  }
}
