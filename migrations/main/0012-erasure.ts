/** What a family took back stays away after a restore, and the log of who opened its details has a head that only moves on. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { erasedDown, erasedUp } from '../erased-table.js';

export class Erasure1763800000012 implements MigrationInterface {
  readonly name = 'Erasure1763800000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(erasedUp);
    await runner.query(`
      CREATE FUNCTION remember_erased_request() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          PERFORM remember_erased('request', convert_to(OLD.id::text, 'UTF8'));
          RETURN NULL;
        END IF;
        IF NEW.ending IS DISTINCT FROM OLD.ending THEN
          PERFORM remember_erased(CASE NEW.ending WHEN 'ERASED' THEN 'request' ELSE 'withdrawn' END, convert_to(NEW.id::text, 'UTF8'))
          WHERE NEW.ending IN ('ERASED', 'WITHDRAWN');
        END IF;
        IF NEW.summary_box IS DISTINCT FROM OLD.summary_box THEN
          PERFORM remember_erased('box', OLD.summary_box);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER erased_is_remembered AFTER DELETE OR UPDATE OF ending, summary_box ON request
        FOR EACH ROW EXECUTE FUNCTION remember_erased_request();

      -- Words are known by their box: each has a nonce of its own. Those that others took the place of are not wanted back either.
      CREATE FUNCTION remember_erased_words() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF NEW.label_box IS DISTINCT FROM OLD.label_box THEN PERFORM remember_erased('box', OLD.label_box); END IF;
        IF NEW.note_box IS DISTINCT FROM OLD.note_box THEN PERFORM remember_erased('box', OLD.note_box); END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER erased_is_remembered AFTER UPDATE OF label_box, note_box ON request_line
        FOR EACH ROW EXECUTE FUNCTION remember_erased_words();

      -- A handoff under a family's own key has no key here that could be destroyed.
      CREATE FUNCTION remember_erased_box() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        PERFORM remember_erased('box', OLD.box);
        RETURN NULL;
      END $$;
      CREATE TRIGGER erased_is_remembered AFTER DELETE OR UPDATE OF box ON sealed.handoff
        FOR EACH ROW EXECUTE FUNCTION remember_erased_box();
      CREATE TRIGGER erased_is_remembered AFTER DELETE OR UPDATE OF box ON sealed.claim_handoff
        FOR EACH ROW EXECUTE FUNCTION remember_erased_box();
      REVOKE EXECUTE ON FUNCTION remember_erased_request(), remember_erased_words(), remember_erased_box() FROM PUBLIC;

      -- How many disclosures a request has had, and the hash of the last: entries cut off at the end are missed.
      -- dropped: how many of the oldest are over and gone, and the hash of the last of those, from which the rest goes on.
      CREATE TABLE disclosure_head (
        request_id uuid PRIMARY KEY REFERENCES request ON DELETE CASCADE,
        count integer NOT NULL CHECK (count > 0),
        hash bytea NOT NULL CHECK (octet_length(hash) = 32),
        dropped integer NOT NULL DEFAULT 0 CHECK (dropped BETWEEN 0 AND count),
        dropped_hash bytea CHECK (octet_length(dropped_hash) = 32),
        CHECK ((dropped = 0) = (dropped_hash IS NULL)),
        CHECK (dropped < count OR dropped_hash = hash)
      );
      INSERT INTO disclosure_head (request_id, count, hash)
        SELECT DISTINCT ON (request_id) request_id, sequence, hash FROM disclosure ORDER BY request_id, sequence DESC;

      CREATE FUNCTION advance_disclosure_head() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF NEW.sequence = 1 THEN
          INSERT INTO disclosure_head (request_id, count, hash) VALUES (NEW.request_id, 1, NEW.hash);
        ELSE
          UPDATE disclosure_head SET count = NEW.sequence, hash = NEW.hash
          WHERE request_id = NEW.request_id AND count = NEW.sequence - 1 AND hash = NEW.previous_hash;
          IF NOT FOUND THEN
            RAISE EXCEPTION 'a disclosure follows the last one' USING ERRCODE = 'integrity_constraint_violation';
          END IF;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER head_follows_disclosure AFTER INSERT ON disclosure
        FOR EACH ROW EXECUTE FUNCTION advance_disclosure_head();

      CREATE FUNCTION refuse_change_of_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a disclosure does not change' USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      CREATE TRIGGER disclosure_stays BEFORE UPDATE ON disclosure
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_disclosure();
      REVOKE EXECUTE ON FUNCTION advance_disclosure_head() FROM PUBLIC;
      CREATE INDEX disclosures_by_age ON disclosure (opened_half);

      GRANT SELECT ON disclosure_head TO sanctuary_api;
      -- Whoever erases says that it is noted, and can take nothing away.
      GRANT SELECT, UPDATE (noted_on, journals) ON erased TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX disclosures_by_age;
      DROP TRIGGER disclosure_stays ON disclosure;
      DROP TRIGGER head_follows_disclosure ON disclosure;
      DROP TABLE disclosure_head;
      DROP FUNCTION refuse_change_of_disclosure();
      DROP FUNCTION advance_disclosure_head();
      DROP TRIGGER erased_is_remembered ON sealed.claim_handoff;
      DROP TRIGGER erased_is_remembered ON sealed.handoff;
      DROP TRIGGER erased_is_remembered ON request_line;
      DROP TRIGGER erased_is_remembered ON request;
      DROP FUNCTION remember_erased_box();
      DROP FUNCTION remember_erased_words();
      DROP FUNCTION remember_erased_request();
    `);
    await runner.query(erasedDown);
  }
}
