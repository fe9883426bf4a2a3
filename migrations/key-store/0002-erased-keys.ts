/** Whoever destroys a key, a ring or a return code leaves a digest of it behind: no deletion is forgotten, and none comes back with a backup. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { erasedDown, erasedUp } from '../erased-table.js';

export class ErasedKeys1763800000002 implements MigrationInterface {
  readonly name = 'ErasedKeys1763800000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(erasedUp);
    await runner.query(`
      CREATE FUNCTION remember_erased_key() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        PERFORM remember_erased('data_key', convert_to(OLD.id::text, 'UTF8'));
        RETURN NULL;
      END $$;
      CREATE TRIGGER erased_is_remembered AFTER DELETE ON data_key
        FOR EACH ROW EXECUTE FUNCTION remember_erased_key();

      -- A ring is known by its verifier: selectors are given out again. One that was only written anew, elsewhere on disk, is there still.
      CREATE FUNCTION remember_erased_ring() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM ring WHERE selector = OLD.selector AND verifier = OLD.verifier) THEN
          PERFORM remember_erased('ring', OLD.verifier);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER erased_is_remembered AFTER DELETE ON ring
        FOR EACH ROW EXECUTE FUNCTION remember_erased_ring();

      -- That the codes of earlier generations do not act any more.
      CREATE FUNCTION remember_reissued() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        PERFORM remember_erased('generation', convert_to(NEW.request_id || '/' || NEW.generation, 'UTF8'));
        RETURN NULL;
      END $$;
      CREATE TRIGGER reissued_is_remembered AFTER INSERT OR UPDATE ON reissued_request
        FOR EACH ROW EXECUTE FUNCTION remember_reissued();

      REVOKE EXECUTE ON FUNCTION remember_erased_key(), remember_erased_ring(), remember_reissued() FROM PUBLIC;
      -- Whoever erases says that it is noted, and can take nothing away.
      GRANT SELECT, UPDATE (noted_on, journals) ON erased TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER reissued_is_remembered ON reissued_request;
      DROP TRIGGER erased_is_remembered ON ring;
      DROP TRIGGER erased_is_remembered ON data_key;
      DROP FUNCTION remember_reissued();
      DROP FUNCTION remember_erased_ring();
      DROP FUNCTION remember_erased_key();
    `);
    await runner.query(erasedDown);
  }
}
