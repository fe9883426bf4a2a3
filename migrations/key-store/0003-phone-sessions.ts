/** Families that stay signed in on their own phone: what opens with the phone's token and its PIN together, for a week. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PhoneSessions1763800000003 implements MigrationInterface {
  readonly name = 'PhoneSessions1763800000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- digest: of the phone's token. box: the ring's selector and key, sealed under token and PIN. failures: wrong PINs in a row.
      CREATE TABLE phone_session (
        digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
        salt bytea NOT NULL CHECK (octet_length(salt) = 16),
        box bytea NOT NULL CHECK (octet_length(box) BETWEEN 1 AND 4096),
        failures smallint NOT NULL DEFAULT 0 CHECK (failures BETWEEN 0 AND 5),
        ends_on date NOT NULL
      );
      CREATE INDEX phone_sessions_to_end ON phone_session (ends_on);
      GRANT SELECT, INSERT, UPDATE, DELETE ON phone_session TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE phone_session');
  }
}
