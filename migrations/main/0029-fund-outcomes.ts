/** What the money of a fund did: sealed while its month runs, and then, where there is a crowd, for its givers to read. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FundOutcomes1764400000029 implements MigrationInterface {
  readonly name = 'FundOutcomes1764400000029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a payment was for stands beside no request: here, added up with the others of its month, and shut to a thief.
      CREATE TABLE fund_month (
        fund_id uuid NOT NULL REFERENCES fund,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        box bytea NOT NULL,
        PRIMARY KEY (fund_id, month)
      );
      -- At least k families each. Without a purpose or an area: what was left of the others.
      CREATE TABLE fund_outcome (
        id uuid PRIMARY KEY,
        fund_id uuid NOT NULL REFERENCES fund,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        purpose text CHECK (purpose IN ('RENT', 'FOOD', 'MEDICAL', 'LEGAL_AND_BOND', 'TRANSPORT', 'OTHER')),
        cell text,
        families integer NOT NULL CHECK (families > 0),
        amount bigint NOT NULL CHECK (amount > 0),
        CONSTRAINT one_outcome_of_each UNIQUE NULLS NOT DISTINCT (fund_id, month, purpose, cell)
      );
      GRANT SELECT ON fund_month, fund_outcome TO sanctuary_api;
      GRANT INSERT ON fund_month TO sanctuary_api;
      GRANT UPDATE (box) ON fund_month TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE fund_outcome, fund_month;');
  }
}
