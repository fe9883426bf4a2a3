/** The movement in numbers: what is being tallied, what was published of it, and how far the counting has come. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Movement1764400000020 implements MigrationInterface {
  readonly name = 'Movement1764400000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Halves of months that are over, until their month is published. No ids; the serving role has no right on it.
      CREATE TABLE movement_tally (
        half_month date NOT NULL,
        what text NOT NULL,
        unit text NOT NULL,
        area text NOT NULL,
        amount bigint NOT NULL CHECK (amount >= 0),
        crowd integer NOT NULL CHECK (crowd > 0),
        PRIMARY KEY (half_month, what, unit, area)
      );
      CREATE TABLE movement_number (
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        what text NOT NULL CHECK (what IN ('HOMES_OPEN', 'HOMES_VOUCHED', 'DELIVERIES', 'RIDES', 'TIME', 'MONEY', 'TRAININGS')),
        unit text NOT NULL CHECK (unit ~ '^[A-Z]{3,12}$'),
        area text NOT NULL CHECK (area ~ '^US(/([A-Z]{2}|-)(/([a-z-]+))?)?$'),
        amount bigint NOT NULL CHECK (amount > 0),
        PRIMARY KEY (month, what, unit, area)
      );
      CREATE TABLE movement_mark (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        tallied_until date NOT NULL,
        homes_counted_on date
      );
      GRANT SELECT ON movement_number, movement_mark TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE movement_mark, movement_number, movement_tally');
  }
}
