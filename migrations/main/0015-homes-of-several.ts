/** Homes of several members, invitations, passkeys, what a home is known by, and the end of a home. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HomesOfSeveral1764400000015 implements MigrationInterface {
  readonly name = 'HomesOfSeveral1764400000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- mailbox_digest: of the mailbox that the address reaches, whatever is written behind a plus or between dots. Null until it is reckoned.
      ALTER TABLE home_member
        ADD COLUMN role text NOT NULL DEFAULT 'KEEPER' CHECK (role IN ('KEEPER', 'MEMBER')),
        ADD COLUMN joined_on date NOT NULL DEFAULT CURRENT_DATE,
        ADD COLUMN mailbox_digest bytea CHECK (octet_length(mailbox_digest) = 32),
        ALTER COLUMN password_hash DROP NOT NULL;
      UPDATE home_member m SET joined_on = h.registered_on FROM home h WHERE h.id = m.home_id;
      CREATE INDEX home_members_to_know ON home_member (id) WHERE mailbox_digest IS NULL;

      -- Erased: nobody belongs to it any more, and its row stays for the claims that name it.
      ALTER TABLE home
        ADD COLUMN erased_on date,
        ALTER COLUMN short_name_box DROP NOT NULL,
        ADD CONSTRAINT erased_is_closed CHECK (erased_on IS NULL OR (closed_at IS NOT NULL AND short_name_box IS NULL));
      CREATE INDEX homes_closed ON home (closed_at) WHERE closed_at IS NOT NULL;

      -- Every address and number that a member of the home has, or had: changing it reveals nothing that was hidden before.
      CREATE TABLE home_known_address (
        home_id uuid NOT NULL REFERENCES home ON DELETE CASCADE,
        digest bytea NOT NULL CHECK (octet_length(digest) = 32),
        PRIMARY KEY (home_id, digest)
      );
      INSERT INTO home_known_address (home_id, digest)
        SELECT m.home_id, its.digest FROM home_member m, unnest(ARRAY[m.email_digest, m.phone_digest]) AS its (digest)
        WHERE its.digest IS NOT NULL ON CONFLICT DO NOTHING;

      CREATE FUNCTION know_address() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        INSERT INTO home_known_address (home_id, digest)
        SELECT NEW.home_id, its.digest FROM unnest(ARRAY[NEW.email_digest, NEW.mailbox_digest, NEW.phone_digest]) AS its (digest)
        WHERE its.digest IS NOT NULL ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$;
      CREATE TRIGGER address_is_known AFTER INSERT OR UPDATE OF email_digest, mailbox_digest, phone_digest ON home_member
        FOR EACH ROW EXECUTE FUNCTION know_address();

      -- An open home has somebody who keeps it. Two who leave at once wait for each other here.
      CREATE FUNCTION keep_a_keeper() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        PERFORM FROM home WHERE id = OLD.home_id FOR NO KEY UPDATE;
        IF EXISTS (SELECT FROM home WHERE id = OLD.home_id AND closed_at IS NULL)
          AND NOT EXISTS (SELECT FROM home_member WHERE home_id = OLD.home_id AND role = 'KEEPER') THEN
          RAISE EXCEPTION 'an open home has a keeper' USING ERRCODE = 'check_violation', CONSTRAINT = 'home_has_a_keeper';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER home_has_a_keeper AFTER DELETE OR UPDATE OF role, home_id ON home_member
        FOR EACH ROW WHEN (OLD.role = 'KEEPER') EXECUTE FUNCTION keep_a_keeper();

      -- Good for one use: whoever uses it deletes it. MEMBER: into this home. HOME: a new one, into the circle of whoever invites.
      CREATE TABLE home_invitation (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('MEMBER', 'HOME')),
        digest bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
        home_id uuid REFERENCES home ON DELETE CASCADE,
        invited_by_coordinator uuid REFERENCES coordinator ON DELETE CASCADE,
        role text CHECK (role IN ('KEEPER', 'MEMBER')),
        vouches boolean NOT NULL DEFAULT false,
        made_on date NOT NULL,
        ends_at timestamptz NOT NULL,
        CHECK (num_nonnulls(home_id, invited_by_coordinator) = 1),
        CHECK ((kind = 'MEMBER') = (role IS NOT NULL)),
        CHECK (kind = 'HOME' OR home_id IS NOT NULL),
        CHECK (NOT vouches OR (kind = 'HOME' AND invited_by_coordinator IS NOT NULL))
      );
      CREATE INDEX invitations_of_home ON home_invitation (home_id) WHERE home_id IS NOT NULL;
      CREATE INDEX invitations_of_coordinator ON home_invitation (invited_by_coordinator) WHERE invited_by_coordinator IS NOT NULL;
      CREATE INDEX invitations_by_end ON home_invitation (ends_at);

      CREATE TABLE passkey (
        id uuid PRIMARY KEY,
        member_id uuid REFERENCES home_member ON DELETE CASCADE,
        coordinator_id uuid REFERENCES coordinator ON DELETE CASCADE,
        credential_id bytea NOT NULL UNIQUE CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
        public_key bytea NOT NULL,
        counter bigint NOT NULL CHECK (counter >= 0),
        transports text[] NOT NULL DEFAULT '{}',
        added_on date NOT NULL,
        last_used_on date,
        CHECK (num_nonnulls(member_id, coordinator_id) = 1)
      );
      CREATE INDEX passkeys_of_member ON passkey (member_id) WHERE member_id IS NOT NULL;
      CREATE INDEX passkeys_of_coordinator ON passkey (coordinator_id) WHERE coordinator_id IS NOT NULL;

      CREATE FUNCTION passkey_keeps_its_ground() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          PERFORM FROM home_member WHERE id = NEW.member_id FOR NO KEY UPDATE;
          PERFORM FROM coordinator WHERE id = NEW.coordinator_id FOR NO KEY UPDATE;
          IF (SELECT count(*) FROM passkey WHERE member_id = NEW.member_id OR coordinator_id = NEW.coordinator_id) > 10 THEN
            RAISE EXCEPTION 'a person has ten passkeys at most' USING ERRCODE = 'check_violation', CONSTRAINT = 'passkeys_are_few';
          END IF;
        ELSIF NEW.counter < OLD.counter OR (NEW.member_id, NEW.coordinator_id, NEW.credential_id, NEW.public_key)
          IS DISTINCT FROM (OLD.member_id, OLD.coordinator_id, OLD.credential_id, OLD.public_key) THEN
          RAISE EXCEPTION 'a passkey stays whose it is, and its counter only grows' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER passkey_keeps_its_ground AFTER INSERT OR UPDATE ON passkey
        FOR EACH ROW EXECUTE FUNCTION passkey_keeps_its_ground();

      -- Whoever belongs to a home can sign in: looked at when the transaction ends, and one after the other.
      CREATE FUNCTION keep_a_way_in() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE
        its_member uuid := CASE TG_TABLE_NAME WHEN 'passkey' THEN to_jsonb(OLD) ->> 'member_id' ELSE to_jsonb(NEW) ->> 'id' END;
      BEGIN
        PERFORM FROM home_member WHERE id = its_member FOR NO KEY UPDATE;
        IF EXISTS (SELECT FROM home_member m WHERE m.id = its_member AND m.password_hash IS NULL
          AND NOT EXISTS (SELECT FROM passkey p WHERE p.member_id = m.id)) THEN
          RAISE EXCEPTION 'a member has a way in' USING ERRCODE = 'check_violation', CONSTRAINT = 'member_has_a_way_in';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER member_has_a_way_in AFTER DELETE ON passkey DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION keep_a_way_in();
      CREATE CONSTRAINT TRIGGER member_has_a_way_in AFTER INSERT OR UPDATE OF password_hash ON home_member DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION keep_a_way_in();

      -- What an authenticator is asked to sign, once. Unlogged: whoever began a ceremony before a crash begins it anew.
      CREATE UNLOGGED TABLE passkey_challenge (
        digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
        purpose text NOT NULL CHECK (purpose IN ('ADD', 'JOIN', 'CONFIRM', 'SIGN_IN')),
        person_id uuid,
        invitation_digest bytea CHECK (octet_length(invitation_digest) = 32),
        ends_at timestamptz NOT NULL,
        CHECK ((purpose = 'SIGN_IN') = (person_id IS NULL)),
        CHECK ((purpose = 'JOIN') = (invitation_digest IS NOT NULL))
      );
      CREATE INDEX passkey_challenges_by_end ON passkey_challenge (ends_at);

      -- What must not come back with a backup: who left, a home that is gone, a name that was given up.
      CREATE FUNCTION remember_erased_home() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF TG_TABLE_NAME = 'home_member' THEN
          PERFORM remember_erased('member', convert_to(OLD.id::text, 'UTF8'));
        ELSE
          IF NEW.short_name_box IS DISTINCT FROM OLD.short_name_box THEN PERFORM remember_erased('box', OLD.short_name_box); END IF;
          IF NEW.erased_on IS NOT NULL AND OLD.erased_on IS NULL THEN
            PERFORM remember_erased('home', convert_to(OLD.id::text, 'UTF8'));
          END IF;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER erased_is_remembered AFTER DELETE ON home_member FOR EACH ROW EXECUTE FUNCTION remember_erased_home();
      CREATE TRIGGER erased_is_remembered AFTER UPDATE OF erased_on, short_name_box ON home
        FOR EACH ROW EXECUTE FUNCTION remember_erased_home();

      -- What a notice may be about is the program's to say.
      ALTER TABLE notice DROP CONSTRAINT notice_subject_kind_check;
      ALTER TABLE notice ADD CONSTRAINT notice_subject_kind_check CHECK (subject_kind ~ '^[A-Z_]{1,40}$');

      REVOKE EXECUTE ON FUNCTION know_address(), keep_a_keeper(), keep_a_way_in(), passkey_keeps_its_ground(), remember_erased_home()
        FROM PUBLIC;
      GRANT SELECT ON home_known_address, home_invitation, passkey, passkey_challenge TO sanctuary_api;
      GRANT INSERT ON home_invitation, passkey, passkey_challenge TO sanctuary_api;
      GRANT DELETE ON home_member, home_known_address, home_invitation, passkey, passkey_challenge, notice, offer TO sanctuary_api;
      GRANT UPDATE (counter, last_used_on) ON passkey TO sanctuary_api;
      GRANT UPDATE (role, email_digest, mailbox_digest) ON home_member TO sanctuary_api;
      GRANT UPDATE (email_digest) ON coordinator TO sanctuary_api;
      GRANT UPDATE (kind, closed_at, erased_on) ON home TO sanctuary_api;
      -- Of an erased home's offer that a claim still names, only what that claim says itself is left.
      GRANT UPDATE (made_for_claim, cell, reach_rings, languages, features, skills, infant_seats, toddler_seats, booster_seats, cost_cap)
        ON offer TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM notice WHERE subject_kind = 'PERSON';
      ALTER TABLE notice DROP CONSTRAINT notice_subject_kind_check;
      ALTER TABLE notice ADD CONSTRAINT notice_subject_kind_check
        CHECK (subject_kind IN ('REQUEST', 'CLAIM', 'OFFER', 'HOME', 'REPORT'));
      REVOKE DELETE ON home_member, notice, offer FROM sanctuary_api;
      REVOKE UPDATE (email_digest) ON home_member FROM sanctuary_api;
      REVOKE UPDATE (email_digest) ON coordinator FROM sanctuary_api;
      REVOKE UPDATE (kind, closed_at) ON home FROM sanctuary_api;
      REVOKE UPDATE (made_for_claim, cell, reach_rings, languages, features, skills, infant_seats, toddler_seats, booster_seats, cost_cap)
        ON offer FROM sanctuary_api;
      DROP TRIGGER erased_is_remembered ON home;
      DROP TRIGGER erased_is_remembered ON home_member;
      DROP TRIGGER member_has_a_way_in ON home_member;
      DROP TRIGGER home_has_a_keeper ON home_member;
      DROP TRIGGER address_is_known ON home_member;
      DROP TABLE passkey_challenge, passkey, home_invitation, home_known_address;
      DROP FUNCTION remember_erased_home();
      DROP FUNCTION keep_a_way_in();
      DROP FUNCTION passkey_keeps_its_ground();
      DROP FUNCTION keep_a_keeper();
      DROP FUNCTION know_address();
      DROP INDEX homes_closed;
      ALTER TABLE home DROP CONSTRAINT erased_is_closed, DROP COLUMN erased_on;
      -- Whoever has neither a name nor a password any more has no place in what was before.
      DELETE FROM home_member WHERE password_hash IS NULL;
      UPDATE home SET short_name_box = '\\x' WHERE short_name_box IS NULL;
      ALTER TABLE home ALTER COLUMN short_name_box SET NOT NULL;
      ALTER TABLE home_member ALTER COLUMN password_hash SET NOT NULL,
        DROP COLUMN mailbox_digest, DROP COLUMN joined_on, DROP COLUMN role;
    `);
  }
}
