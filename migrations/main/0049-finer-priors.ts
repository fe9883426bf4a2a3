/** How reliable a home is, is told apart on the shelf as far as the rank does: in 16 steps, many that the rank knows apart were one. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FinerPriors1764500000049 implements MigrationInterface {
  readonly name = 'FinerPriors1764500000049';

  async up(runner: QueryRunner): Promise<void> {
    await steps(runner, 500);
  }

  async down(runner: QueryRunner): Promise<void> {
    await steps(runner, 15);
  }
}

/** From 0, the best, to so many. A home without a record is in the middle. */
async function steps(runner: QueryRunner, most: number): Promise<void> {
  await runner.query(`
    ALTER TABLE offer DROP CONSTRAINT offer_prior_check;
    CREATE OR REPLACE FUNCTION prior_of(confirmed integer, broken integer) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
      AS $$ SELECT round(${most}.0 * (broken + 1) / (confirmed + broken + 2))::smallint $$;
    UPDATE offer o SET prior = prior_of(h.confirmed_claims, h.broken_claims) FROM home h WHERE h.id = o.home_id;
    ALTER TABLE offer ALTER COLUMN prior SET DEFAULT ${Math.round(most / 2)}, ADD CONSTRAINT offer_prior_check CHECK (prior BETWEEN 0 AND ${most});
  `);
}
