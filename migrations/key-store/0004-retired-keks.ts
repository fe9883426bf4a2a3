/** Which keys wrap no more, enforced where the wrapped keys lie; whose root an instance stands on; and the day on which a key was made. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RetiredKeks1763800000004 implements MigrationInterface {
  readonly name = 'RetiredKeks1763800000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- For the sweep of keys without a row. Keys that were there before count as old.
      ALTER TABLE data_key ADD COLUMN made_on date NOT NULL DEFAULT '2026-11-01';
      ALTER TABLE data_key ALTER COLUMN made_on DROP DEFAULT;

      -- Key-encryption keys that were rotated out: nothing is wrapped under them any more, whatever a process still believes.
      CREATE TABLE retired_kek (id text PRIMARY KEY CHECK (char_length(id) BETWEEN 1 AND 200));

      -- What the secrets of an instance are derived from. mark: by which it is known again, so that a stranger's is not taken for it.
      -- wrapped: the root itself, where a vault keeps the keys; null where it lies in a key file. One row at most.
      CREATE TABLE instance_root (
        is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one),
        mark bytea NOT NULL CHECK (octet_length(mark) = 32),
        wrapped bytea CHECK (octet_length(wrapped) BETWEEN 32 AND 2048),
        kek_id text CHECK (char_length(kek_id) BETWEEN 1 AND 200),
        CHECK ((wrapped IS NULL) = (kek_id IS NULL))
      );

      -- Whoever retires a key takes its lock alone: when it has it, all that was being wrapped under it is in the table,
      -- and what comes later is refused.
      CREATE FUNCTION keep_out_retired_keks() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended(NEW.kek_id, 0));
        IF EXISTS (SELECT FROM retired_kek WHERE id = NEW.kek_id) THEN
          RAISE EXCEPTION 'the key that wrapped it is retired' USING ERRCODE = 'check_violation', CONSTRAINT = 'kek_in_use';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER kek_in_use BEFORE INSERT OR UPDATE OF kek_id ON data_key
        FOR EACH ROW EXECUTE FUNCTION keep_out_retired_keks();
      CREATE TRIGGER kek_in_use BEFORE INSERT OR UPDATE OF kek_id ON instance_root
        FOR EACH ROW EXECUTE FUNCTION keep_out_retired_keks();

      -- For the trigger. Whoever starts the service or rotates is the owner: no call retires a key, or comes near the root, without which
      -- nobody's password and no return code is right any more.
      GRANT SELECT ON retired_kek TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER kek_in_use ON data_key;
      DROP TABLE instance_root;
      DROP TABLE retired_kek;
      DROP FUNCTION keep_out_retired_keks();
      ALTER TABLE data_key DROP COLUMN made_on;
    `);
  }
}
