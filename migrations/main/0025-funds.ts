/** Funds that partners hold for a purpose, and what homes pledge to them. The money itself is in the ledger. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Funds1764400000025 implements MigrationInterface {
  readonly name = 'Funds1764400000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Above this amount, whoever allocated a payment may not be who makes it. Without a row every amount takes one coordinator.
      CREATE TABLE partner_money (
        partner_id uuid NOT NULL REFERENCES partner,
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        second_above bigint NOT NULL CHECK (second_above BETWEEN 0 AND 1000000000000),
        PRIMARY KEY (partner_id, currency)
      );

      -- What is said of a fund its partner's homes read: it is not sealed, and holds no address (the screening sees to it).
      CREATE TABLE fund (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        -- FUND: the partner's own. DRIVE: a home began it, for the partner to hold. NEED: what is pledged to a kind of need in an area.
        kind text NOT NULL CHECK (kind IN ('FUND', 'DRIVE', 'NEED')),
        state text NOT NULL CHECK (state IN ('PROPOSED', 'OPEN', 'CLOSED', 'DECLINED')),
        started_by_home uuid REFERENCES home ON DELETE SET NULL,
        title text CHECK (char_length(title) BETWEEN 1 AND 120),
        purpose text CHECK (char_length(purpose) BETWEEN 1 AND 2000),
        -- Which needs it carries, and where: nothing named is everywhere.
        needs help_kind[] NOT NULL CHECK (cardinality(needs) > 0),
        cells text[] NOT NULL DEFAULT '{}' CHECK (cardinality(cells) <= 50),
        most_per_request bigint CHECK (most_per_request > 0),
        -- Minor units that no allocation takes.
        reserve bigint NOT NULL DEFAULT 0 CHECK (reserve >= 0),
        -- Whether requests are served by these rules, and not only by coordinators.
        by_rules boolean NOT NULL DEFAULT false,
        goal bigint CHECK (goal > 0),
        begun_on date NOT NULL,
        ends_on date CHECK (ends_on >= begun_on),
        closed_on date,
        UNIQUE (id, partner_id, currency),
        CHECK ((kind = 'NEED') = (title IS NULL)),
        CHECK (kind = 'DRIVE' OR started_by_home IS NULL),
        CHECK (kind = 'DRIVE' OR state IN ('OPEN', 'CLOSED')),
        CHECK (kind <> 'NEED' OR (cardinality(needs) = 1 AND cardinality(cells) = 1 AND NOT by_rules)),
        CHECK ((state = 'CLOSED') = (closed_on IS NOT NULL))
      );
      CREATE INDEX funds_of_partner ON fund (partner_id, begun_on, id);
      CREATE INDEX funds_of_home ON fund (started_by_home) WHERE started_by_home IS NOT NULL;
      CREATE UNIQUE INDEX one_fund_of_a_need ON fund (partner_id, currency, needs, cells) WHERE kind = 'NEED' AND state = 'OPEN';

      CREATE TABLE pledge (
        id uuid PRIMARY KEY,
        -- Null once the home was erased: what it gave stays in the figures.
        home_id uuid REFERENCES home ON DELETE SET NULL,
        partner_id uuid NOT NULL,
        fund_id uuid NOT NULL,
        currency text NOT NULL,
        cadence text NOT NULL CHECK (cadence IN ('ONCE', 'MONTHLY')),
        -- Minor units, each time.
        amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000),
        -- Of all times together.
        cap bigint CHECK (cap BETWEEN amount AND 1000000000000000),
        state text NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'DONE', 'CANCELLED')),
        pledged_on date NOT NULL,
        -- The first of the month whose amount is to be made next; null when none is.
        next_month date CHECK (extract(day FROM next_month) = 1),
        -- Of all months that were made.
        promised bigint NOT NULL DEFAULT 0 CHECK (promised >= 0),
        FOREIGN KEY (fund_id, partner_id, currency) REFERENCES fund (id, partner_id, currency),
        UNIQUE (id, partner_id, currency),
        CONSTRAINT pledge_within_cap CHECK (promised <= cap),
        CHECK ((next_month IS NOT NULL) = (cadence = 'MONTHLY' AND state IN ('ACTIVE', 'PAUSED')))
      );
      CREATE INDEX pledges_of_home ON pledge (home_id, id) WHERE home_id IS NOT NULL;
      CREATE INDEX pledges_of_fund ON pledge (fund_id, id);
      CREATE INDEX pledges_to_make ON pledge (next_month, id) WHERE state = 'ACTIVE' AND next_month IS NOT NULL;

      -- Each month of a pledge once, however often the job runs and however late.
      CREATE TABLE pledge_month (
        pledge_id uuid NOT NULL REFERENCES pledge,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        amount bigint NOT NULL CHECK (amount > 0),
        PRIMARY KEY (pledge_id, month)
      );

      GRANT SELECT ON partner_money, fund, pledge, pledge_month TO sanctuary_api;
      GRANT INSERT ON partner_money, fund, pledge_month TO sanctuary_api;
      GRANT INSERT (id, home_id, partner_id, fund_id, currency, cadence, amount, cap, state, pledged_on, next_month) ON pledge TO sanctuary_api;
      GRANT UPDATE (second_above) ON partner_money TO sanctuary_api;
      GRANT UPDATE (state, title, purpose, needs, cells, most_per_request, reserve, by_rules, goal, ends_on, closed_on, started_by_home)
        ON fund TO sanctuary_api;
      GRANT UPDATE (home_id, state, next_month, promised) ON pledge TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE pledge_month, pledge, fund, partner_money;');
  }
}
