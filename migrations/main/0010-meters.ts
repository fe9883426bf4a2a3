/** How much each home has looked at today: counts and digests that need a secret, so that a thief learns neither who looked nor at what. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Meters1763800000010 implements MigrationInterface {
  readonly name = 'Meters1763800000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Of a meter, a day and whose it is: another one every day. Nothing leads from here to what was counted.
      CREATE TABLE meter (
        digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
        day date NOT NULL,
        used integer NOT NULL CHECK (used > 0)
      );
      CREATE INDEX meter_by_day ON meter (day);

      -- Of a meter, a day, whose it is and what was looked at, for meters that count what is different: two homes that look at one request
      -- have nothing in common here, nor one home on two days.
      CREATE TABLE meter_look (
        digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
        day date NOT NULL
      );
      CREATE INDEX meter_look_by_day ON meter_look (day);

      GRANT SELECT, INSERT ON meter, meter_look TO sanctuary_api;
      GRANT UPDATE (used) ON meter TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE meter_look, meter');
  }
}
