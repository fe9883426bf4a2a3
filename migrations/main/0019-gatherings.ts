/** Trainings, campaigns, the gatherings of both with who signed up, certificates that follow their member, and links to calendars. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Gatherings1764400000019 implements MigrationInterface {
  readonly name = 'Gatherings1764400000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What partners say of trainings and campaigns anybody may read: it is not sealed, and holds no address (the screening sees to it).
      CREATE TABLE training (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        topic text NOT NULL CHECK (topic IN ('KNOW_YOUR_RIGHTS', 'RAPID_RESPONSE', 'COMMUNITY_DEFENSE', 'FAIR_EMPLOYMENT',
          'CHILD_SAFETY', 'ACCOMPANIMENT')),
        title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 120),
        description text CHECK (char_length(description) <= 2000),
        languages text[] NOT NULL DEFAULT '{}',
        -- Null: it gives no certificate.
        certificate_days integer CHECK (certificate_days BETWEEN 30 AND 1095),
        listed_on date NOT NULL,
        UNIQUE (id, partner_id)
      );
      CREATE INDEX trainings_listed ON training (listed_on, id);

      CREATE TABLE campaign (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 120),
        summary text CHECK (char_length(summary) <= 2000),
        languages text[] NOT NULL DEFAULT '{}',
        led_by text NOT NULL CHECK (char_length(led_by) BETWEEN 1 AND 120),
        begins_on date NOT NULL,
        ends_on date,
        listed_on date NOT NULL,
        CHECK (ends_on >= begins_on),
        UNIQUE (id, partner_id)
      );
      CREATE INDEX campaigns_listed ON campaign (begins_on, id);

      -- A session of a training or an action of a campaign. The cell is what anybody may know of the place.
      CREATE TABLE gathering (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('SESSION', 'ACTION')),
        partner_id uuid NOT NULL REFERENCES partner,
        training_id uuid,
        campaign_id uuid,
        -- A session has that of its training.
        title text CHECK (char_length(title) BETWEEN 1 AND 120),
        mode text NOT NULL CHECK (mode IN ('REMOTE', 'IN_PERSON')),
        cell h3_cell CHECK (substr(cell, 2, 1) IN ('2', '3', '4', '5')),
        languages text[] NOT NULL DEFAULT '{}',
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        time_zone text NOT NULL,
        sign_up_closes_at timestamptz NOT NULL,
        capacity integer CHECK (capacity BETWEEN 1 AND 5000),
        -- Written by triggers alone.
        taken integer NOT NULL DEFAULT 0 CHECK (taken >= 0),
        waiting integer NOT NULL DEFAULT 0 CHECK (waiting >= 0),
        last_waiting integer NOT NULL DEFAULT 0,
        attended integer NOT NULL DEFAULT 0 CHECK (attended >= 0),
        revision integer NOT NULL DEFAULT 0,
        listed_on date NOT NULL,
        cancelled_at timestamptz,
        reminded boolean NOT NULL DEFAULT false,
        FOREIGN KEY (training_id, partner_id) REFERENCES training (id, partner_id),
        FOREIGN KEY (campaign_id, partner_id) REFERENCES campaign (id, partner_id),
        CHECK ((kind = 'SESSION') = (training_id IS NOT NULL)),
        CHECK ((kind = 'ACTION') = (campaign_id IS NOT NULL)),
        CHECK ((kind = 'ACTION') = (title IS NOT NULL)),
        CHECK (kind = 'ACTION' OR capacity IS NOT NULL),
        CHECK ((mode = 'IN_PERSON') = (cell IS NOT NULL)),
        CHECK (ends_at > starts_at AND sign_up_closes_at <= starts_at),
        CONSTRAINT gathering_not_overfull CHECK (taken <= capacity)
      );
      CREATE INDEX gatherings_to_come ON gathering (kind, starts_at, id) WHERE cancelled_at IS NULL;
      CREATE INDEX gatherings_of_training ON gathering (training_id) WHERE training_id IS NOT NULL;
      CREATE INDEX gatherings_of_campaign ON gathering (campaign_id) WHERE campaign_id IS NOT NULL;
      CREATE INDEX gatherings_of_partner ON gathering (partner_id, starts_at);
      CREATE INDEX gatherings_to_remind ON gathering (starts_at) WHERE NOT reminded AND cancelled_at IS NULL;
      CREATE INDEX gatherings_by_end ON gathering (ends_at);

      CREATE TABLE sign_up (
        id uuid PRIMARY KEY,
        gathering_id uuid NOT NULL REFERENCES gathering ON DELETE CASCADE,
        member_id uuid NOT NULL REFERENCES home_member ON DELETE CASCADE,
        -- Null: it has a place. Else those with lower numbers come first.
        waiting_number integer CHECK (waiting_number > 0),
        -- It was moved up from the waiting list, and nobody has told it yet.
        moved_up boolean NOT NULL DEFAULT false,
        attendance text CHECK (attendance IN ('ATTENDED', 'ABSENT')),
        CONSTRAINT one_sign_up_each UNIQUE (gathering_id, member_id),
        UNIQUE (gathering_id, waiting_number),
        CHECK (waiting_number IS NULL OR (attendance IS NULL AND NOT moved_up))
      );
      CREATE INDEX sign_ups_of_member ON sign_up (member_id);
      CREATE INDEX sign_ups_moved_up ON sign_up (gathering_id) WHERE moved_up;

      -- Whoever signs up waits here for the row of the gathering: as many get in as it has room for, the others queue in that order.
      CREATE FUNCTION take_place() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE its gathering;
      BEGIN
        SELECT * INTO its FROM gathering WHERE id = NEW.gathering_id FOR NO KEY UPDATE;
        NEW.moved_up := false;
        NEW.attendance := NULL;
        IF its.capacity IS NULL OR its.taken < its.capacity THEN
          NEW.waiting_number := NULL;
          UPDATE gathering SET taken = taken + 1 WHERE id = NEW.gathering_id;
        ELSE
          NEW.waiting_number := its.last_waiting + 1;
          UPDATE gathering SET waiting = waiting + 1, last_waiting = last_waiting + 1 WHERE id = NEW.gathering_id;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER place_is_taken BEFORE INSERT ON sign_up FOR EACH ROW EXECUTE FUNCTION take_place();

      -- Those who have waited longest get what is free.
      CREATE FUNCTION fill_places(which uuid) RETURNS void LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE free integer;
        moved integer;
      BEGIN
        SELECT least(coalesce(capacity, taken + waiting) - taken, waiting) INTO free FROM gathering
          WHERE id = which AND cancelled_at IS NULL FOR NO KEY UPDATE;
        IF free > 0 THEN
          UPDATE sign_up SET waiting_number = NULL, moved_up = true WHERE id IN (SELECT s.id FROM sign_up s
            WHERE s.gathering_id = which AND s.waiting_number IS NOT NULL ORDER BY s.waiting_number LIMIT free);
          -- Fewer when those who wait are forgotten in the same statement.
          GET DIAGNOSTICS moved = ROW_COUNT;
          UPDATE gathering SET taken = taken + moved, waiting = waiting - moved WHERE id = which;
        END IF;
      END $$;

      CREATE FUNCTION leave_place() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF OLD.waiting_number IS NULL THEN
          UPDATE gathering SET taken = taken - 1 WHERE id = OLD.gathering_id;
          PERFORM fill_places(OLD.gathering_id);
        ELSE
          UPDATE gathering SET waiting = waiting - 1 WHERE id = OLD.gathering_id;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER place_is_left AFTER DELETE ON sign_up FOR EACH ROW EXECUTE FUNCTION leave_place();

      CREATE FUNCTION make_room() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        PERFORM fill_places(NEW.id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER room_is_filled AFTER UPDATE OF capacity ON gathering FOR EACH ROW EXECUTE FUNCTION make_room();

      -- How many came stays when nobody remembers who.
      CREATE FUNCTION count_attendance() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        UPDATE gathering SET attended = attended + (NEW.attendance IS NOT DISTINCT FROM 'ATTENDED')::integer
          - (OLD.attendance IS NOT DISTINCT FROM 'ATTENDED')::integer WHERE id = NEW.gathering_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER attendance_is_counted AFTER UPDATE OF attendance ON sign_up
        FOR EACH ROW WHEN (NEW.attendance IS DISTINCT FROM OLD.attendance) EXECUTE FUNCTION count_attendance();
      REVOKE EXECUTE ON FUNCTION take_place(), fill_places(uuid), leave_place(), make_room(), count_attendance() FROM PUBLIC;

      -- A certificate goes where its member goes; of one session a member has one.
      ALTER TABLE home_member ADD CONSTRAINT member_of_its_home UNIQUE (id, home_id);
      ALTER TABLE certificate
        ADD COLUMN session_id uuid REFERENCES gathering ON DELETE SET NULL,
        ADD COLUMN expiry_told boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT one_certificate_each UNIQUE (member_id, session_id),
        ADD CONSTRAINT certificate_of_its_member FOREIGN KEY (member_id, home_id) REFERENCES home_member (id, home_id)
          ON UPDATE CASCADE ON DELETE CASCADE;
      CREATE INDEX certificates_by_expiry ON certificate (expires_at);
      CREATE INDEX certificates_of_partner ON certificate (partner_id, issued_on, id);
      CREATE INDEX certificates_of_session ON certificate (session_id) WHERE session_id IS NOT NULL;

      CREATE TABLE calendar_link (
        id uuid PRIMARY KEY,
        member_id uuid NOT NULL REFERENCES home_member ON DELETE CASCADE,
        digest bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
        shows_place boolean NOT NULL,
        created_on date NOT NULL,
        last_used_on date
      );
      CREATE INDEX calendar_links_of_member ON calendar_link (member_id);

      -- The address and how to join: for those who have a place.
      CREATE TABLE sealed.gathering_place (
        gathering_id uuid PRIMARY KEY REFERENCES public.gathering ON DELETE CASCADE,
        data_key_id uuid NOT NULL,
        box bytea NOT NULL
      );
      ALTER TABLE sealed.gathering_place ENABLE ROW LEVEL SECURITY;
      ALTER TABLE sealed.gathering_place FORCE ROW LEVEL SECURITY;
      CREATE POLICY one_gathering ON sealed.gathering_place TO sanctuary_opener
        USING (gathering_id = sealed.row_in_hand('sanctuary.gathering'))
        WITH CHECK (gathering_id = sealed.row_in_hand('sanctuary.gathering'));
      CREATE POLICY keeper ON sealed.gathering_place TO CURRENT_USER USING (true) WITH CHECK (true);
      GRANT SELECT, INSERT, UPDATE, DELETE ON sealed.gathering_place TO sanctuary_opener;

      -- Which words there are is the program's to say; a notice never leads anywhere by itself.
      ALTER TABLE notice DROP CONSTRAINT notice_subject_kind_check;
      ALTER TABLE notice ADD CONSTRAINT notice_subject_kind_check CHECK (subject_kind ~ '^[A-Z_]{1,40}$');

      GRANT SELECT ON training, campaign, gathering, sign_up, calendar_link TO sanctuary_api;
      GRANT INSERT ON training, campaign, calendar_link, certificate TO sanctuary_api;
      GRANT INSERT (id, kind, partner_id, training_id, campaign_id, title, mode, cell, languages, starts_at, ends_at, time_zone,
        sign_up_closes_at, capacity, listed_on) ON gathering TO sanctuary_api;
      GRANT INSERT (id, gathering_id, member_id) ON sign_up TO sanctuary_api;
      GRANT UPDATE (sign_up_closes_at, capacity, revision, cancelled_at) ON gathering TO sanctuary_api;
      GRANT UPDATE (attendance, moved_up) ON sign_up TO sanctuary_api;
      GRANT UPDATE (revoked_at) ON certificate TO sanctuary_api;
      GRANT UPDATE (last_used_on) ON calendar_link TO sanctuary_api;
      GRANT DELETE ON sign_up, certificate, calendar_link TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE INSERT, DELETE ON certificate FROM sanctuary_api;
      REVOKE UPDATE (revoked_at) ON certificate FROM sanctuary_api;
      DELETE FROM notice WHERE subject_kind IN ('SESSION', 'ACTION', 'CERTIFICATE');
      ALTER TABLE notice DROP CONSTRAINT notice_subject_kind_check;
      ALTER TABLE notice ADD CONSTRAINT notice_subject_kind_check
        CHECK (subject_kind IN ('REQUEST', 'CLAIM', 'OFFER', 'HOME', 'REPORT'));
      DROP TABLE sealed.gathering_place;
      DROP TABLE calendar_link;
      DROP INDEX certificates_of_partner, certificates_by_expiry;
      ALTER TABLE certificate DROP CONSTRAINT certificate_of_its_member, DROP COLUMN expiry_told, DROP COLUMN session_id;
      ALTER TABLE home_member DROP CONSTRAINT member_of_its_home;
      DROP TABLE sign_up, gathering, campaign, training;
      DROP FUNCTION take_place(), leave_place(), make_room(), count_attendance(), fill_places(uuid);
    `);
  }
}
