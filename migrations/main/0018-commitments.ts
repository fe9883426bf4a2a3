/** What a home commits itself to, in private: its declaration, the steps it works through, reminders; and the steps that partners add. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Commitments1764400000018 implements MigrationInterface {
  readonly name = 'Commitments1764400000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Held while a home changes its commitment, so that two calls of its members follow each other.
      CREATE TABLE home_commitment (
        home_id uuid PRIMARY KEY REFERENCES home ON DELETE CASCADE,
        employs_domestic_workers boolean NOT NULL DEFAULT false
      );

      -- One a day at most: declaring again on the day of a withdrawal takes that back.
      CREATE TABLE sanctuary_declaration (
        home_id uuid NOT NULL REFERENCES home ON DELETE CASCADE,
        declared_on date NOT NULL,
        withdrawn_on date CHECK (withdrawn_on >= declared_on),
        PRIMARY KEY (home_id, declared_on)
      );
      CREATE UNIQUE INDEX one_live_declaration ON sanctuary_declaration (home_id) WHERE withdrawn_on IS NULL;

      -- step_id: of a step that ships, which no table holds, or of a partner's.
      CREATE TABLE step_mark (
        home_id uuid NOT NULL REFERENCES home ON DELETE CASCADE,
        step_id uuid NOT NULL,
        mark text NOT NULL CHECK (mark IN ('STARTED', 'DONE', 'SET_ASIDE')),
        version integer NOT NULL CHECK (version > 0),
        marked_on date NOT NULL,
        PRIMARY KEY (home_id, step_id)
      );

      -- rhythm: null for once.
      CREATE TABLE step_reminder (
        home_id uuid NOT NULL REFERENCES home ON DELETE CASCADE,
        step_id uuid NOT NULL,
        rhythm text CHECK (rhythm IN ('WEEKLY', 'MONTHLY')),
        starts_on date NOT NULL,
        next_on date NOT NULL,
        PRIMARY KEY (home_id, step_id),
        CHECK (next_on >= starts_on),
        CHECK (rhythm IS NOT NULL OR next_on = starts_on)
      );
      CREATE INDEX reminders_due ON step_reminder (next_on);

      CREATE TABLE partner_step (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        practice text NOT NULL CHECK (practice IN ('LIVING_OUR_VALUES', 'LEARNING_OUR_RIGHTS', 'FAIR_EMPLOYMENT', 'GIVING',
          'EXTENDING_SOLIDARITY', 'ORGANIZING', 'TRAINING')),
        audience text NOT NULL CHECK (audience IN ('EVERYONE', 'EMPLOYERS')),
        added_on date NOT NULL,
        retired_on date CHECK (retired_on >= added_on)
      );
      CREATE INDEX steps_of_partner ON partner_step (partner_id, added_on, id);

      -- Words are never changed: a revision is another version, and homes read the newest that somebody else has reviewed.
      CREATE TABLE partner_step_version (
        step_id uuid NOT NULL REFERENCES partner_step ON DELETE CASCADE,
        version integer NOT NULL CHECK (version BETWEEN 1 AND 200),
        texts jsonb NOT NULL CHECK (jsonb_typeof(texts) = 'object' AND texts <> '{}' AND texts - ARRAY['en', 'es'] = '{}'
          AND octet_length(texts::text) <= 200000),
        written_by uuid NOT NULL REFERENCES coordinator,
        written_on date NOT NULL,
        reviewed_by uuid REFERENCES coordinator,
        reviewed_on date CHECK (reviewed_on >= written_on),
        PRIMARY KEY (step_id, version),
        CHECK ((reviewed_by IS NULL) = (reviewed_on IS NULL)),
        CONSTRAINT step_reviewed_by_another CHECK (reviewed_by <> written_by)
      );
      CREATE INDEX step_versions_written_by ON partner_step_version (written_by);

      CREATE FUNCTION step_keeps_to_its_partner() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      BEGIN
        IF EXISTS (
          SELECT FROM partner_step s JOIN coordinator c ON c.id IN (NEW.written_by, NEW.reviewed_by)
          WHERE s.id = NEW.step_id AND c.partner_id <> s.partner_id
        ) THEN
          RAISE EXCEPTION 'a step is written and reviewed by coordinators of its own partner' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER step_keeps_to_its_partner BEFORE INSERT OR UPDATE ON partner_step_version
        FOR EACH ROW EXECUTE FUNCTION step_keeps_to_its_partner();

      -- What a notice is about grows with the product: its kinds are the program's.
      ALTER TABLE notice DROP CONSTRAINT notice_subject_kind_check;
      ALTER TABLE notice ADD CONSTRAINT notice_subject_kind_check CHECK (subject_kind ~ '^[A-Z_]{1,40}$');

      GRANT SELECT ON home_commitment, sanctuary_declaration, step_mark, step_reminder, partner_step, partner_step_version TO sanctuary_api;
      GRANT INSERT ON home_commitment, sanctuary_declaration, step_mark, step_reminder, partner_step TO sanctuary_api;
      GRANT INSERT (step_id, version, texts, written_by, written_on) ON partner_step_version TO sanctuary_api;
      GRANT UPDATE (employs_domestic_workers) ON home_commitment TO sanctuary_api;
      GRANT UPDATE (withdrawn_on) ON sanctuary_declaration TO sanctuary_api;
      GRANT UPDATE (mark, version, marked_on) ON step_mark TO sanctuary_api;
      GRANT UPDATE (rhythm, starts_on, next_on) ON step_reminder TO sanctuary_api;
      GRANT UPDATE (retired_on) ON partner_step TO sanctuary_api;
      GRANT UPDATE (reviewed_by, reviewed_on) ON partner_step_version TO sanctuary_api;
      GRANT DELETE ON home_commitment, sanctuary_declaration, step_mark, step_reminder TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM notice WHERE subject_kind = 'STEP';
      ALTER TABLE notice DROP CONSTRAINT notice_subject_kind_check;
      ALTER TABLE notice ADD CONSTRAINT notice_subject_kind_check
        CHECK (subject_kind IN ('REQUEST', 'CLAIM', 'OFFER', 'HOME', 'REPORT'));
      DROP TABLE partner_step_version, partner_step, step_reminder, step_mark, sanctuary_declaration, home_commitment;
      DROP FUNCTION step_keeps_to_its_partner();
    `);
  }
}
