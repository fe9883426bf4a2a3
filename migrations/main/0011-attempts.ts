/** How often somebody tried something within the hour, by keyed digests that change every day: rows that no log of the server keeps. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Attempts1763800000011 implements MigrationInterface {
  readonly name = 'Attempts1763800000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Unlogged: in no write-ahead log and on no standby, and empty after a crash, which costs an attacker's count and nobody's data.
      -- Columns and their order are those that rate-limiter-flexible writes.
      CREATE UNLOGGED TABLE attempt (
        key text PRIMARY KEY CHECK (char_length(key) <= 80),
        points integer NOT NULL,
        expire bigint NOT NULL
      );
      CREATE INDEX attempts_by_end ON attempt (expire);
      GRANT SELECT, INSERT, UPDATE ON attempt TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE attempt');
  }
}
