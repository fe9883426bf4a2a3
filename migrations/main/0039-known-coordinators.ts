/** Coordinators are known by every address that they had: whose household a home is does not change with one of them. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KnownCoordinators1764400000039 implements MigrationInterface {
  readonly name = 'KnownCoordinators1764400000039';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Digests of addresses and their mailboxes, as in home_known_address; none of whoever has left.
      ALTER TABLE coordinator ADD COLUMN known_digests bytea[] NOT NULL DEFAULT '{}';
      UPDATE coordinator SET known_digests = array_remove(ARRAY[email_digest, mailbox_digest], NULL) WHERE email_digest IS NOT NULL;

      CREATE FUNCTION know_coordinator() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.email_digest IS NULL THEN
          NEW.known_digests := '{}';
        ELSE
          NEW.known_digests := ARRAY(SELECT DISTINCT its.digest FROM unnest(
            ARRAY[NEW.email_digest, NEW.mailbox_digest] || CASE WHEN TG_OP = 'UPDATE' THEN OLD.known_digests ELSE '{}' END) AS its (digest)
            WHERE its.digest IS NOT NULL);
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER coordinator_is_known BEFORE INSERT OR UPDATE OF email_digest, mailbox_digest, known_digests ON coordinator
        FOR EACH ROW EXECUTE FUNCTION know_coordinator();

      REVOKE EXECUTE ON FUNCTION know_coordinator() FROM PUBLIC;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER coordinator_is_known ON coordinator;
      DROP FUNCTION know_coordinator();
      ALTER TABLE coordinator DROP COLUMN known_digests;
    `);
  }
}
