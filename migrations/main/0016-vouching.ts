/** Homes vouch for homes in rows that cannot form a ring; what a home has earned; agreements with a text. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Vouching1764400000016 implements MigrationInterface {
  readonly name = 'Vouching1764400000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ DECLARE its record; BEGIN
        FOR its IN SELECT conname FROM pg_constraint WHERE conrelid = 'home'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%vouched_%' LOOP
          EXECUTE format('ALTER TABLE home DROP CONSTRAINT %I', its.conname);
        END LOOP;
      END $$;
      ALTER TABLE home
        -- Further down than every home that vouches for it: a ring would have to go down all the way round.
        ADD COLUMN vouch_depth integer NOT NULL DEFAULT 0 CHECK (vouch_depth >= 0),
        ADD COLUMN reexamine_since date,
        -- The home whose branch was paused, this one with it.
        ADD COLUMN paused_with uuid,
        -- A coordinator's word is kept with the home, and has a day; so has that of homes.
        ADD CONSTRAINT vouched_on_a_day CHECK (vouched_by IS NULL OR vouched_on IS NOT NULL),
        ADD CONSTRAINT home_at_depth UNIQUE (id, vouch_depth),
        ADD CONSTRAINT home_of_tier UNIQUE (id, tier);
      CREATE INDEX homes_paused_with ON home (paused_with) WHERE paused_with IS NOT NULL;
      CREATE INDEX homes_to_reexamine ON home (partner_id, reexamine_since) WHERE reexamine_since IS NOT NULL;

      CREATE TABLE vouch (
        id uuid PRIMARY KEY,
        home_id uuid NOT NULL REFERENCES home ON DELETE CASCADE,
        by_home_id uuid NOT NULL REFERENCES home ON DELETE CASCADE,
        -- While it stands: how deep both are, and that whoever gave it is trusted.
        home_depth integer,
        by_depth integer,
        by_tier home_tier CHECK (by_tier = 'TRUSTED'),
        given_on date NOT NULL,
        withdrawn_on date CHECK (withdrawn_on >= given_on),
        CHECK (num_nonnulls(home_depth, by_depth, by_tier) = CASE WHEN withdrawn_on IS NULL THEN 3 ELSE 0 END),
        CONSTRAINT no_vouch_for_oneself CHECK (by_home_id <> home_id),
        CONSTRAINT vouches_go_down CHECK (by_depth < home_depth),
        -- Looked at again when a branch has moved down as a whole.
        CONSTRAINT vouch_for_home_at_depth FOREIGN KEY (home_id, home_depth) REFERENCES home (id, vouch_depth) ON DELETE CASCADE DEFERRABLE,
        CONSTRAINT vouch_by_home_at_depth FOREIGN KEY (by_home_id, by_depth) REFERENCES home (id, vouch_depth) ON DELETE CASCADE DEFERRABLE,
        CONSTRAINT vouch_by_trusted_home FOREIGN KEY (by_home_id, by_tier) REFERENCES home (id, tier) ON DELETE CASCADE
      );
      CREATE UNIQUE INDEX one_vouch_of_each_home ON vouch (home_id, by_home_id) WHERE withdrawn_on IS NULL;
      CREATE INDEX vouches_of_home ON vouch (home_id);
      CREATE INDEX vouches_by_home ON vouch (by_home_id);
      CREATE INDEX vouches_withdrawn ON vouch (withdrawn_on) WHERE withdrawn_on IS NOT NULL;

      -- Whoever is more than NEW stands on the word of a coordinator or of two homes, when a transaction ends.
      CREATE FUNCTION refuse_home_without_vouches() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        its_id uuid := CASE TG_TABLE_NAME WHEN 'home' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(OLD) ->> 'home_id' END;
      BEGIN
        IF EXISTS (SELECT FROM home WHERE id = its_id AND tier <> 'NEW' AND vouched_by IS NULL)
          AND (SELECT count(*) FROM vouch WHERE home_id = its_id AND withdrawn_on IS NULL) < 2
        THEN
          RAISE EXCEPTION 'nobody vouches for this home' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER home_stands_on_vouches AFTER INSERT OR UPDATE OF tier, vouched_by ON home
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.tier <> 'NEW') EXECUTE FUNCTION refuse_home_without_vouches();
      CREATE CONSTRAINT TRIGGER home_stands_without_vouch AFTER DELETE OR UPDATE OF withdrawn_on ON vouch
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_home_without_vouches();

      -- What was said stays said: a vouch is withdrawn once and never given back.
      CREATE FUNCTION refuse_change_of_vouch() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.withdrawn_on IS NOT NULL OR (NEW.id, NEW.home_id, NEW.by_home_id, NEW.given_on)
          IS DISTINCT FROM (OLD.id, OLD.home_id, OLD.by_home_id, OLD.given_on)
        THEN
          RAISE EXCEPTION 'a vouch is withdrawn, and changes in nothing else' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER vouch_stays BEFORE UPDATE ON vouch FOR EACH ROW EXECUTE FUNCTION refuse_change_of_vouch();

      -- Takes vouches back, lets homes fall, and with them whoever stood on their word and has not enough left, down the branch.
      CREATE FUNCTION let_fall(taken uuid[], homes uuid[], today date) RETURNS uuid[] LANGUAGE plpgsql AS $$
      DECLARE
        fallen uuid[] := '{}';
        next uuid[] := homes;
      BEGIN
        UPDATE vouch SET withdrawn_on = today, home_depth = NULL, by_depth = NULL, by_tier = NULL WHERE id = ANY (taken) AND withdrawn_on IS NULL;
        LOOP
          next := next || ARRAY(SELECT h.id FROM home h WHERE h.tier <> 'NEW' AND h.vouched_by IS NULL AND h.id <> ALL (next || fallen)
            AND h.id IN (SELECT v.home_id FROM vouch v WHERE v.id = ANY (taken))
            AND (SELECT count(*) FROM vouch v WHERE v.home_id = h.id AND v.withdrawn_on IS NULL) < 2);
          EXIT WHEN cardinality(next) = 0;
          taken := ARRAY(SELECT v.id FROM vouch v WHERE v.by_home_id = ANY (next) AND v.withdrawn_on IS NULL);
          UPDATE vouch SET withdrawn_on = today, home_depth = NULL, by_depth = NULL, by_tier = NULL WHERE id = ANY (taken);
          UPDATE home SET tier = 'NEW', vouched_by = NULL, vouched_on = NULL, reexamine_since = coalesce(reexamine_since, today)
          WHERE id = ANY (next);
          fallen := fallen || next;
          next := '{}';
        END LOOP;
        RETURN fallen;
      END $$;

      -- By which homes that know it name a home that wants to be vouched for.
      CREATE TABLE vouch_code (
        home_id uuid PRIMARY KEY REFERENCES home ON DELETE CASCADE,
        digest bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
        ends_at timestamptz NOT NULL
      );
      CREATE INDEX vouch_codes_by_end ON vouch_code (ends_at);

      -- The digest is of request and home under a secret: nobody with the database finds the one by the other.
      CREATE TABLE earned_delivery (
        home_id uuid NOT NULL REFERENCES home ON DELETE CASCADE,
        intake_digest bytea NOT NULL CHECK (octet_length(intake_digest) = 32),
        confirmed_on date NOT NULL,
        PRIMARY KEY (home_id, intake_digest)
      );
      CREATE INDEX earned_by_age ON earned_delivery (confirmed_on);
      CREATE INDEX reports_upheld ON report (home_id) WHERE upheld;

      -- Either a text of the partner's own, by language, or the number of one that ships with the service.
      ALTER TABLE agreement ADD COLUMN texts jsonb CHECK (jsonb_typeof(texts) = 'object'), ADD COLUMN shipped integer CHECK (shipped > 0);
      UPDATE agreement SET shipped = 1;
      ALTER TABLE agreement ADD CHECK (num_nonnulls(texts, shipped) = 1);

      GRANT UPDATE (vouch_depth, reexamine_since, paused_with) ON home TO sanctuary_api;
      GRANT SELECT, INSERT, DELETE, UPDATE (withdrawn_on, home_depth, by_depth, by_tier) ON vouch TO sanctuary_api;
      GRANT SELECT, INSERT, DELETE, UPDATE (digest, ends_at) ON vouch_code TO sanctuary_api;
      GRANT SELECT, INSERT, DELETE ON earned_delivery TO sanctuary_api;
      GRANT INSERT ON agreement, agreement_acceptance TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE INSERT ON agreement, agreement_acceptance FROM sanctuary_api;
      ALTER TABLE agreement DROP COLUMN shipped, DROP COLUMN texts;
      DROP INDEX reports_upheld;
      DROP FUNCTION let_fall(uuid[], uuid[], date);
      DROP TRIGGER home_stands_on_vouches ON home;
      DROP TABLE earned_delivery, vouch_code, vouch;
      DROP FUNCTION refuse_change_of_vouch();
      DROP FUNCTION refuse_home_without_vouches();
      UPDATE home SET tier = 'NEW', vouched_on = NULL WHERE vouched_by IS NULL;
      ALTER TABLE home DROP CONSTRAINT vouched_on_a_day, DROP CONSTRAINT home_of_tier, DROP CONSTRAINT home_at_depth,
        DROP COLUMN paused_with, DROP COLUMN reexamine_since, DROP COLUMN vouch_depth,
        ADD CHECK ((vouched_by IS NULL) = (vouched_on IS NULL)), ADD CHECK (tier = 'NEW' OR vouched_by IS NOT NULL);
    `);
  }
}
