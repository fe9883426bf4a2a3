/** Partners as organisations: their place among others, programs, keys that overlap, and coordinators who come, go and are on duty. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Partners1764400000014 implements MigrationInterface {
  readonly name = 'Partners1764400000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A partner stands below one of a higher level, so the way up ends: nobody is above itself, over however many others.
      ALTER TABLE partner
        ADD COLUMN level text NOT NULL DEFAULT 'LOCAL' CHECK (level IN ('NATIONAL', 'AFFILIATE', 'LOCAL')),
        ADD COLUMN parent_id uuid,
        ADD COLUMN parent_level text,
        ADD COLUMN contact_for_families_es text CHECK (char_length(contact_for_families_es) <= 200),
        ADD CONSTRAINT partner_at_level UNIQUE (id, level),
        ADD CONSTRAINT parent_at_level FOREIGN KEY (parent_id, parent_level) REFERENCES partner (id, level),
        ADD CONSTRAINT parent_is_higher CHECK (
          (parent_id IS NULL) = (parent_level IS NULL)
          AND (parent_level IS NULL OR (parent_level = 'NATIONAL' AND level <> 'NATIONAL') OR (parent_level = 'AFFILIATE' AND level = 'LOCAL'))
        );
      CREATE INDEX partner_by_parent ON partner (parent_id) WHERE parent_id IS NOT NULL;

      -- What a partner offers, where, and whom a family phones about it.
      CREATE TABLE program (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
        kinds help_kind[] NOT NULL CHECK (cardinality(kinds) > 0),
        languages text[] NOT NULL DEFAULT '{}',
        contact_for_families text CHECK (char_length(contact_for_families) <= 200),
        contact_for_families_es text CHECK (char_length(contact_for_families_es) <= 200),
        started_on date NOT NULL,
        ended_on date CHECK (ended_on >= started_on),
        UNIQUE (id, partner_id)
      );
      CREATE UNIQUE INDEX program_by_name ON program (partner_id, name) WHERE ended_on IS NULL;
      CREATE TABLE program_area (
        program_id uuid NOT NULL REFERENCES program,
        cell h3_cell NOT NULL CHECK (substr(cell, 2, 1) IN ('2', '3', '4')),
        PRIMARY KEY (program_id, cell)
      );
      CREATE INDEX program_area_by_cell ON program_area (cell);

      -- A key that was rotated goes on until its overlap ends, beside the one that followed it: one, however many ask for it.
      ALTER TABLE partner_key
        ADD COLUMN ends_at timestamptz,
        ADD COLUMN follows uuid UNIQUE,
        ADD CONSTRAINT key_of_partner UNIQUE (id, partner_id),
        ADD CONSTRAINT key_followed_by_own FOREIGN KEY (follows, partner_id) REFERENCES partner_key (id, partner_id),
        ADD CONSTRAINT key_follows_another CHECK (follows <> id);

      -- Who has left is a row that vouches point at: no password, no address to sign in or be invited with.
      ALTER TABLE coordinator
        DROP CONSTRAINT coordinator_check,
        DROP CONSTRAINT coordinator_check1,
        ALTER COLUMN email_digest DROP NOT NULL,
        ADD COLUMN on_duty_until timestamptz;
      UPDATE coordinator SET email_digest = NULL, password_hash = NULL, invitation_digest = NULL, invitation_ends_at = NULL
        WHERE left_at IS NOT NULL;
      ALTER TABLE coordinator
        ADD CONSTRAINT signs_in_while_there CHECK (
          CASE WHEN left_at IS NULL THEN email_digest IS NOT NULL AND (password_hash IS NULL) = (joined_on IS NULL)
            ELSE email_digest IS NULL AND password_hash IS NULL AND joined_on IS NOT NULL AND on_duty_until IS NULL END),
        ADD CONSTRAINT invited_until CHECK ((invitation_digest IS NULL) = (invitation_ends_at IS NULL) AND (invitation_digest IS NULL OR joined_on IS NULL)),
        ADD CONSTRAINT duty_has_a_role CHECK (on_duty_until IS NULL OR roles && ARRAY['DISPATCHER', 'REVIEWER']);
      CREATE INDEX coordinators_on_duty ON coordinator (partner_id, on_duty_until) WHERE on_duty_until IS NOT NULL;
      CREATE INDEX coordinator_by_partner ON coordinator (partner_id);

      -- The partner's row is the lock: two admins who remove each other at once wait for one another, and the second is refused.
      CREATE FUNCTION keep_an_admin() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM 1 FROM partner WHERE id = OLD.partner_id FOR NO KEY UPDATE;
        IF NOT EXISTS (SELECT FROM coordinator c WHERE c.partner_id = OLD.partner_id AND c.joined_on IS NOT NULL AND c.left_at IS NULL
                         AND 'ADMIN' = ANY (c.roles)) THEN
          RAISE EXCEPTION 'a partner keeps one admin' USING ERRCODE = '23514', CONSTRAINT = 'partner_keeps_an_admin';
        END IF;
        RETURN NULL;
      END $$;
      REVOKE EXECUTE ON FUNCTION keep_an_admin() FROM PUBLIC;
      CREATE TRIGGER keep_an_admin AFTER UPDATE OF roles, left_at, joined_on, partner_id ON coordinator FOR EACH ROW
        WHEN (OLD.joined_on IS NOT NULL AND OLD.left_at IS NULL AND 'ADMIN' = ANY (OLD.roles)
          AND NOT (NEW.joined_on IS NOT NULL AND NEW.left_at IS NULL AND 'ADMIN' = ANY (NEW.roles) AND NEW.partner_id = OLD.partner_id))
        EXECUTE FUNCTION keep_an_admin();
      CREATE TRIGGER keep_an_admin_on_delete AFTER DELETE ON coordinator FOR EACH ROW
        WHEN (OLD.joined_on IS NOT NULL AND OLD.left_at IS NULL AND 'ADMIN' = ANY (OLD.roles))
        EXECUTE FUNCTION keep_an_admin();

      GRANT SELECT, INSERT ON program, program_area TO sanctuary_api;
      GRANT DELETE ON program_area, partner_area TO sanctuary_api;
      GRANT INSERT ON partner_area TO sanctuary_api;
      GRANT UPDATE (name, kinds, languages, contact_for_families, contact_for_families_es, ended_on) ON program TO sanctuary_api;
      GRANT UPDATE (languages, contact_for_families, contact_for_families_es) ON partner TO sanctuary_api;
      GRANT UPDATE (ends_at) ON partner_key TO sanctuary_api;
      GRANT UPDATE (roles, on_duty_until, email_digest) ON coordinator TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE UPDATE (roles, on_duty_until, email_digest) ON coordinator FROM sanctuary_api;
      REVOKE UPDATE (languages, contact_for_families, contact_for_families_es) ON partner FROM sanctuary_api;
      REVOKE INSERT, DELETE ON partner_area FROM sanctuary_api;
      DROP TRIGGER keep_an_admin_on_delete ON coordinator;
      DROP TRIGGER keep_an_admin ON coordinator;
      DROP FUNCTION keep_an_admin();
      DROP INDEX coordinator_by_partner, coordinators_on_duty;
      -- Who has left signs in no more: a digest of nobody, as every row had one.
      ALTER TABLE coordinator DROP CONSTRAINT duty_has_a_role, DROP CONSTRAINT invited_until, DROP CONSTRAINT signs_in_while_there;
      UPDATE coordinator SET email_digest = sha256(id::text::bytea), password_hash = '' WHERE left_at IS NOT NULL;
      ALTER TABLE coordinator DROP COLUMN on_duty_until, ALTER COLUMN email_digest SET NOT NULL,
        ADD CONSTRAINT coordinator_check CHECK ((password_hash IS NULL) = (joined_on IS NULL)),
        ADD CONSTRAINT coordinator_check1 CHECK ((invitation_digest IS NULL) = (invitation_ends_at IS NULL));
      ALTER TABLE partner_key DROP CONSTRAINT key_follows_another, DROP CONSTRAINT key_followed_by_own, DROP CONSTRAINT key_of_partner,
        DROP COLUMN follows, DROP COLUMN ends_at;
      DROP TABLE program_area, program;
      DROP INDEX partner_by_parent;
      ALTER TABLE partner DROP CONSTRAINT parent_is_higher, DROP CONSTRAINT parent_at_level, DROP CONSTRAINT partner_at_level,
        DROP COLUMN contact_for_families_es, DROP COLUMN parent_level, DROP COLUMN parent_id, DROP COLUMN level;
    `);
  }
}
