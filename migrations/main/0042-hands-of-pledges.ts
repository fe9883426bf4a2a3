/** Whose hands the money of a pledge went through, so that above a partner's set amount other ones give it back; and which pledges a fund takes along. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HandsOfPledges1764500000042 implements MigrationInterface {
  readonly name = 'HandsOfPledges1764500000042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Beside a transfer on the giver's side of a fund, which no family's payment shares.
      CREATE TABLE pledge_hand (
        transfer_id uuid PRIMARY KEY REFERENCES ledger_transfer,
        coordinator_id uuid NOT NULL REFERENCES coordinator
      );
      -- Those that go on, of a fund that has had its last day.
      CREATE INDEX monthly_pledges_of_fund ON pledge (fund_id, id) WHERE next_month IS NOT NULL;
      GRANT SELECT, INSERT ON pledge_hand TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX monthly_pledges_of_fund; DROP TABLE pledge_hand;');
  }
}
