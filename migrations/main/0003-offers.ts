/** What homes give: offers, the windows in which they stand, and the capacity of each of their periods. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Offers1763800000003 implements MigrationInterface {
  readonly name = 'Offers1763800000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE offer_status AS ENUM ('OPEN', 'PAUSED', 'WITHDRAWN', 'EXPIRED');

      CREATE TABLE offer (
        id uuid PRIMARY KEY,
        kind help_kind NOT NULL,
        home_id uuid NOT NULL REFERENCES home,
        status offer_status NOT NULL DEFAULT 'OPEN',
        -- Made for exactly one claim of a home that had no offer standing: never listed, never suggested.
        made_for_claim boolean NOT NULL DEFAULT false,
        cell h3_cell NOT NULL CHECK (substr(cell, 2, 1) = '6'),
        reach_rings smallint NOT NULL CHECK (reach_rings BETWEEN 0 AND 40),
        time_zone text NOT NULL,
        refill text NOT NULL CHECK (refill IN ('ONCE', 'WEEKLY', 'MONTHLY', 'PER_OCCURRENCE')),
        rule text CHECK (char_length(rule) <= 500),
        rule_from_half integer,
        rule_until_half integer,
        -- Windows and periods are made ahead up to here.
        made_until timestamptz NOT NULL,
        languages text[] NOT NULL DEFAULT '{}',
        features text[] NOT NULL DEFAULT '{}',
        skills text[] NOT NULL DEFAULT '{}',
        -- Of time: by phone, in person, or either.
        modes text[] NOT NULL DEFAULT '{}' CHECK (modes <@ ARRAY['REMOTE', 'IN_PERSON']),
        -- Of rides: the seats for children that the home has.
        infant_seats smallint NOT NULL DEFAULT 0 CHECK (infant_seats BETWEEN 0 AND 4),
        toddler_seats smallint NOT NULL DEFAULT 0 CHECK (toddler_seats BETWEEN 0 AND 4),
        booster_seats smallint NOT NULL DEFAULT 0 CHECK (booster_seats BETWEEN 0 AND 4),
        currency text CHECK (currency ~ '^[A-Z]{3}$'),
        cost_cap integer CHECK (cost_cap > 0),
        note_box bytea,
        posted_on date NOT NULL,
        ends_at timestamptz,
        last_asked_half integer NOT NULL DEFAULT 0,
        CHECK (num_nonnulls(rule, rule_from_half, rule_until_half) IN (0, 3)),
        CHECK (kind <> 'MONEY' OR currency IS NOT NULL),
        CHECK (cost_cap IS NULL OR (kind = 'GROCERY' AND currency IS NOT NULL)),
        UNIQUE (id, home_id)
      );
      CREATE INDEX open_offers_by_cell ON offer (kind, cell, reach_rings) WHERE status = 'OPEN' AND NOT made_for_claim;
      CREATE INDEX open_offers ON offer (kind, posted_on, id) WHERE status = 'OPEN' AND NOT made_for_claim;
      CREATE INDEX open_offers_by_day ON offer (posted_on, id) WHERE status = 'OPEN' AND NOT made_for_claim;
      CREATE INDEX offers_of_home ON offer (home_id);
      CREATE INDEX offers_to_make_ahead ON offer (made_until) WHERE status IN ('OPEN', 'PAUSED');
      CREATE INDEX offers_to_expire ON offer (ends_at) WHERE status IN ('OPEN', 'PAUSED') AND ends_at IS NOT NULL;

      CREATE TABLE offer_line (
        id uuid PRIMARY KEY,
        offer_id uuid NOT NULL REFERENCES offer ON DELETE CASCADE,
        position smallint NOT NULL,
        unit text NOT NULL CHECK (char_length(unit) BETWEEN 1 AND 30),
        quantity integer NOT NULL CHECK (quantity > 0),
        UNIQUE (offer_id, position),
        UNIQUE (id, offer_id)
      );

      CREATE TABLE offer_window (
        offer_id uuid NOT NULL REFERENCES offer ON DELETE CASCADE,
        opens_at timestamptz NOT NULL,
        closes_at timestamptz NOT NULL,
        PRIMARY KEY (offer_id, opens_at),
        CHECK (opens_at < closes_at)
      );

      CREATE TABLE offer_period (
        id uuid PRIMARY KEY,
        offer_id uuid NOT NULL REFERENCES offer ON DELETE CASCADE,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        UNIQUE (offer_id, starts_at),
        UNIQUE (id, offer_id),
        CHECK (starts_at < ends_at)
      );

      -- held and used are written by triggers on claims alone. The check is what refuses over-claiming.
      CREATE TABLE offer_capacity (
        period_id uuid NOT NULL,
        line_id uuid NOT NULL,
        offer_id uuid NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        held integer NOT NULL DEFAULT 0 CHECK (held >= 0),
        used integer NOT NULL DEFAULT 0 CHECK (used >= 0),
        PRIMARY KEY (period_id, line_id),
        FOREIGN KEY (period_id, offer_id) REFERENCES offer_period (id, offer_id) ON DELETE CASCADE,
        FOREIGN KEY (line_id, offer_id) REFERENCES offer_line (id, offer_id) ON DELETE CASCADE,
        CONSTRAINT offer_period_not_over_claimed CHECK (held + used <= quantity)
      );
      CREATE INDEX offer_capacity_by_offer ON offer_capacity (offer_id);
      CREATE INDEX offer_capacity_by_line ON offer_capacity (line_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE offer_capacity, offer_period, offer_window, offer_line, offer;
      DROP TYPE offer_status;
    `);
  }
}
