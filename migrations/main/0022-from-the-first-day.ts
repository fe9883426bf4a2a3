/** Every partner has an agreement from its first day, every family that was taken in somebody who speaks for it, and what partners list may change. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FromTheFirstDay1764400000022 implements MigrationInterface {
  readonly name = 'FromTheFirstDay1764400000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whoever makes a partner, and however: none is there without.
      CREATE FUNCTION adopt_shipped_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO agreement (partner_id, version, adopted_on, shipped) VALUES (NEW.id, 1, NEW.created_on, 1);
        RETURN NULL;
      END $$;
      CREATE TRIGGER partner_adopts_agreement AFTER INSERT ON partner FOR EACH ROW EXECUTE FUNCTION adopt_shipped_agreement();

      -- Somebody speaks for a family that was taken in: another one only once that one does not, and then of the same partner.
      CREATE FUNCTION refuse_other_intake() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.intake_coordinator_id IS NULL OR NEW.intake_coordinator_id IS NULL
          OR EXISTS (SELECT FROM coordinator c
            WHERE c.id = OLD.intake_coordinator_id AND c.left_at IS NULL AND 'INTAKE' = ANY (c.roles))
          OR NOT EXISTS (SELECT FROM coordinator c WHERE c.id = NEW.intake_coordinator_id AND c.partner_id = NEW.partner_id
            AND c.left_at IS NULL AND 'INTAKE' = ANY (c.roles))
        THEN
          RAISE EXCEPTION 'a family is taken over when nobody speaks for it' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER intake_changes_hands BEFORE UPDATE OF intake_coordinator_id ON request FOR EACH ROW
        WHEN (OLD.intake_coordinator_id IS DISTINCT FROM NEW.intake_coordinator_id) EXECUTE FUNCTION refuse_other_intake();

      -- What is retired is listed no more; what was planned of it takes place.
      ALTER TABLE training ADD COLUMN retired_on date;
      ALTER TABLE campaign ADD COLUMN retired_on date;
      GRANT UPDATE (title, description, languages, retired_on) ON training TO sanctuary_api;
      GRANT UPDATE (title, summary, languages, ends_on, retired_on) ON campaign TO sanctuary_api;

      -- A session has the title of its training: in calendars it is another version of itself.
      CREATE FUNCTION count_new_title() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE gathering SET revision = revision + 1 WHERE training_id = NEW.id AND cancelled_at IS NULL;
        RETURN NULL;
      END $$;
      CREATE TRIGGER sessions_have_new_title AFTER UPDATE OF title ON training FOR EACH ROW
        WHEN (OLD.title IS DISTINCT FROM NEW.title) EXECUTE FUNCTION count_new_title();

      -- Homes of partners that had adopted none are asked now, and told so. What they have accepted to do stands.
      WITH adopted AS (
        INSERT INTO agreement (partner_id, version, adopted_on, shipped)
        SELECT p.id, 1, (now() AT TIME ZONE 'UTC')::date, 1 FROM partner p
        WHERE NOT EXISTS (SELECT FROM agreement a WHERE a.partner_id = p.id) RETURNING partner_id)
      INSERT INTO notice (id, home_id, code, subject_kind, subject_id, happened_half, mail_due)
      SELECT gen_random_uuid(), h.id, 'AGREEMENT_CHANGED', 'HOME', h.id, floor(extract(epoch FROM now()) / 43200)::integer, true
      FROM home h JOIN adopted ON adopted.partner_id = h.partner_id WHERE h.closed_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER sessions_have_new_title ON training;
      DROP FUNCTION count_new_title();
      REVOKE UPDATE (title, description, languages, retired_on) ON training FROM sanctuary_api;
      REVOKE UPDATE (title, summary, languages, ends_on, retired_on) ON campaign FROM sanctuary_api;
      ALTER TABLE campaign DROP COLUMN retired_on;
      ALTER TABLE training DROP COLUMN retired_on;
      DROP TRIGGER intake_changes_hands ON request;
      DROP FUNCTION refuse_other_intake();
      DROP TRIGGER partner_adopts_agreement ON partner;
      DROP FUNCTION adopt_shipped_agreement();
    `);
  }
}
