/** The key store's first schema, and what the serving role may do there. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keyStoreDown, keyStoreUp } from '../key-store-tables.js';

export class KeyStore1763800000001 implements MigrationInterface {
  readonly name = 'KeyStore1763800000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(keyStoreUp);
    await runner.query(`
      DO $$ BEGIN CREATE ROLE sanctuary_api NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
      DO $$ BEGIN
        IF NOT pg_has_role(current_user, 'sanctuary_api', 'SET') THEN GRANT sanctuary_api TO CURRENT_USER WITH SET TRUE, INHERIT FALSE; END IF;
      END $$;
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO sanctuary_api;
      GRANT SELECT, INSERT, UPDATE, DELETE ON data_key, listing_key, ring, reissued_request, family_session TO sanctuary_api;
      -- For the check of health.
      GRANT SELECT ON migration TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(keyStoreDown);
  }
}
