/** What families ask for, as far as it may be listed. No column leads from a request to a family or to another request. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Requests1763800000002 implements MigrationInterface {
  readonly name = 'Requests1763800000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Sorted by how pressing it is.
      CREATE TYPE urgency AS ENUM ('TODAY', 'THIS_WEEK', 'WHENEVER');
      CREATE TYPE request_ending AS ENUM ('FULFILLED', 'WITHDRAWN', 'EXPIRED', 'ERASED');

      CREATE TABLE request (
        id uuid PRIMARY KEY,
        kind help_kind NOT NULL,
        alias text NOT NULL CHECK (char_length(alias) BETWEEN 5 AND 60),
        partner_id uuid NOT NULL REFERENCES partner,
        -- Set only for intake: what a coordinator posted for a family on the phone.
        intake_coordinator_id uuid REFERENCES coordinator,
        urgency urgency NOT NULL,
        acceptance text NOT NULL CHECK (acceptance IN ('ME', 'ANY_TRUSTED_HOME', 'MY_COORDINATOR')),
        minimum_tier home_tier NOT NULL DEFAULT 'NEW',
        published_cell h3_cell NOT NULL,
        time_zone text NOT NULL,
        -- Half-days: days since 1970-01-01 times two, plus one for the afternoon. Null: whenever.
        from_half integer,
        until_half integer,
        opens_at timestamptz,
        closes_at timestamptz,
        languages text[] NOT NULL DEFAULT '{}',
        access_needs text[] NOT NULL DEFAULT '{}',
        summary_box bytea,
        text_state text NOT NULL DEFAULT 'SHOWN' CHECK (text_state IN ('SHOWN', 'WAITING', 'RETURNED')),
        text_reasons text[] NOT NULL DEFAULT '{}',
        dietary_shown text[] NOT NULL DEFAULT '{}',
        series_rule text CHECK (char_length(series_rule) <= 500),
        series_until date,
        held_for_review boolean NOT NULL DEFAULT false,
        posted_on date NOT NULL,
        -- The half-day of posting, in UTC: lists are ordered by it and, within it, by the random id.
        bucket integer NOT NULL,
        expires_at timestamptz NOT NULL,
        expiry_told boolean NOT NULL DEFAULT false,
        renewals smallint NOT NULL DEFAULT 0 CHECK (renewals BETWEEN 0 AND 2),
        ending request_ending,
        ended_at timestamptz,
        listed boolean NOT NULL DEFAULT false,
        CHECK (num_nonnulls(from_half, until_half, opens_at, closes_at) IN (0, 4)),
        CHECK (from_half <= until_half AND opens_at < closes_at),
        CHECK ((ending IS NULL) = (ended_at IS NULL)),
        CHECK ((series_rule IS NULL) = (series_until IS NULL)),
        CHECK (series_rule IS NULL OR opens_at IS NOT NULL),
        UNIQUE (id, kind)
      );
      CREATE UNIQUE INDEX live_alias ON request (alias) WHERE ended_at IS NULL;
      CREATE INDEX listed_requests ON request (urgency, bucket, id) WHERE listed AND kind <> 'MONEY';
      CREATE INDEX listed_requests_by_kind ON request (kind, urgency, bucket, id) WHERE listed;
      CREATE INDEX listed_requests_by_cell ON request (published_cell, kind, urgency, bucket, id) WHERE listed;
      CREATE INDEX requests_of_partner ON request (partner_id, bucket DESC, id);
      CREATE INDEX live_requests_of_partner ON request (partner_id, urgency, bucket, id) WHERE ended_at IS NULL;
      CREATE INDEX requests_taken_in ON request (intake_coordinator_id, bucket DESC, id) WHERE intake_coordinator_id IS NOT NULL;
      CREATE INDEX requests_to_expire ON request (expires_at) WHERE ended_at IS NULL;
      CREATE INDEX requests_ended ON request (ended_at) WHERE ended_at IS NOT NULL;
      CREATE INDEX live_series ON request (id) WHERE series_rule IS NOT NULL AND ended_at IS NULL;
      -- Those of which all may have come.
      CREATE INDEX requests_taken ON request (id) WHERE NOT listed AND NOT held_for_review AND ended_at IS NULL;
      CREATE INDEX requests_to_tell ON request (expires_at) WHERE closes_at IS NULL AND NOT expiry_told AND ended_at IS NULL;

      -- What remains of a request in the end: of which kind, how it ended, in which month it was posted. Nobody serves it.
      CREATE TABLE past_request (
        kind help_kind NOT NULL,
        ending request_ending NOT NULL,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        count integer NOT NULL CHECK (count > 0),
        PRIMARY KEY (kind, ending, month)
      );

      CREATE TABLE grocery_request (
        request_id uuid PRIMARY KEY, kind help_kind NOT NULL DEFAULT 'GROCERY' CHECK (kind = 'GROCERY'),
        household_size text NOT NULL CHECK (household_size IN ('ONE', 'TWO', 'THREE_TO_FOUR', 'FIVE_TO_SIX', 'SEVEN_OR_MORE')),
        substitutions text NOT NULL CHECK (substitutions IN ('ANY_SIMILAR', 'ASK_ME', 'NONE')),
        payer text NOT NULL CHECK (payer IN ('HOME', 'FAMILY_PAYS_BACK', 'FUND')),
        budget_ceiling integer CHECK (budget_ceiling > 0),
        budget_currency text CHECK (budget_currency ~ '^[A-Z]{3}$'),
        drop_off text NOT NULL CHECK (drop_off IN ('DOORSTEP', 'MEETING_POINT', 'THROUGH_COORDINATOR')),
        FOREIGN KEY (request_id, kind) REFERENCES request (id, kind) ON DELETE CASCADE,
        CHECK ((budget_ceiling IS NULL) = (budget_currency IS NULL))
      );

      CREATE TABLE ride_request (
        request_id uuid PRIMARY KEY, kind help_kind NOT NULL DEFAULT 'RIDE' CHECK (kind = 'RIDE'),
        passengers smallint NOT NULL CHECK (passengers BETWEEN 1 AND 8),
        infant_seats smallint NOT NULL DEFAULT 0 CHECK (infant_seats BETWEEN 0 AND 4),
        toddler_seats smallint NOT NULL DEFAULT 0 CHECK (toddler_seats BETWEEN 0 AND 4),
        booster_seats smallint NOT NULL DEFAULT 0 CHECK (booster_seats BETWEEN 0 AND 4),
        wheelchair text NOT NULL CHECK (wheelchair IN ('NONE', 'TRANSFER', 'RAMP')),
        return_leg boolean NOT NULL,
        luggage text NOT NULL CHECK (luggage IN ('NONE', 'BAGS', 'BULKY')),
        shares_trip boolean NOT NULL,
        FOREIGN KEY (request_id, kind) REFERENCES request (id, kind) ON DELETE CASCADE
      );

      -- What the money is for stays sealed; how it may be paid tells nothing.
      CREATE TABLE money_request (
        request_id uuid PRIMARY KEY, kind help_kind NOT NULL DEFAULT 'MONEY' CHECK (kind = 'MONEY'),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        payable_as text[] NOT NULL CHECK (cardinality(payable_as) > 0
          AND payable_as <@ ARRAY['GIFT_CARD', 'CASH_THROUGH_COORDINATOR', 'BILL_PAID_BY_PARTNER']),
        FOREIGN KEY (request_id, kind) REFERENCES request (id, kind) ON DELETE CASCADE
      );

      CREATE TABLE time_request (
        request_id uuid PRIMARY KEY, kind help_kind NOT NULL DEFAULT 'TIME' CHECK (kind = 'TIME'),
        skill text NOT NULL CHECK (skill IN ('CHILDCARE', 'ELDERCARE', 'INTERPRETATION', 'ACCOMPANIMENT', 'PAPERWORK',
          'TUTORING', 'REPAIR', 'MOVING', 'OTHER')),
        spoken_language text,
        mode text NOT NULL CHECK (mode IN ('REMOTE', 'IN_PERSON')),
        FOREIGN KEY (request_id, kind) REFERENCES request (id, kind) ON DELETE CASCADE
      );

      CREATE TABLE request_line (
        id uuid PRIMARY KEY,
        request_id uuid NOT NULL REFERENCES request ON DELETE CASCADE,
        position smallint NOT NULL,
        label_box bytea,
        note_box bytea,
        unit text NOT NULL CHECK (char_length(unit) BETWEEN 1 AND 30),
        quantity integer NOT NULL CHECK (quantity > 0),
        divisible boolean NOT NULL,
        UNIQUE (request_id, position),
        UNIQUE (id, request_id)
      );

      -- A plain request has one occurrence, a series one for each date, made 14 days ahead.
      CREATE TABLE occurrence (
        id uuid PRIMARY KEY,
        request_id uuid NOT NULL REFERENCES request ON DELETE CASCADE,
        from_half integer,
        until_half integer,
        opens_at timestamptz,
        closes_at timestamptz,
        first_refusal_home_id uuid REFERENCES home,
        first_refusal_until timestamptz,
        over boolean NOT NULL DEFAULT false,
        UNIQUE NULLS NOT DISTINCT (request_id, from_half),
        UNIQUE (id, request_id),
        CHECK (num_nonnulls(from_half, until_half, opens_at, closes_at) IN (0, 4)),
        CHECK ((first_refusal_home_id IS NULL) = (first_refusal_until IS NULL))
      );

      CREATE INDEX occurrences_to_end ON occurrence (closes_at) WHERE NOT over AND closes_at IS NOT NULL;

      -- held and fulfilled are written by triggers on claims alone. The check is what refuses over-claiming.
      CREATE TABLE occurrence_line (
        occurrence_id uuid NOT NULL,
        line_id uuid NOT NULL,
        request_id uuid NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        held integer NOT NULL DEFAULT 0 CHECK (held >= 0),
        fulfilled integer NOT NULL DEFAULT 0 CHECK (fulfilled >= 0),
        PRIMARY KEY (occurrence_id, line_id),
        FOREIGN KEY (occurrence_id, request_id) REFERENCES occurrence (id, request_id) ON DELETE CASCADE,
        FOREIGN KEY (line_id, request_id) REFERENCES request_line (id, request_id) ON DELETE CASCADE,
        CONSTRAINT request_line_not_over_claimed CHECK (held + fulfilled <= quantity)
      );
      CREATE INDEX occurrence_line_by_request ON occurrence_line (request_id);
      CREATE INDEX occurrence_line_by_line ON occurrence_line (line_id);

      -- Blocks are copied to each request, since the list of a family's requests is shut. Which home it is, only a digest tells: keyed by a
      -- secret that is in no database and bound to the request, so that two requests which block one home have nothing in common.
      CREATE TABLE request_block (
        request_id uuid NOT NULL REFERENCES request ON DELETE CASCADE,
        digest bytea NOT NULL CHECK (octet_length(digest) = 32),
        PRIMARY KEY (request_id, digest)
      );

      -- The same of an e-mail or phone number that a family named: a home with a member of that address never sees the request.
      CREATE TABLE request_hidden (
        request_id uuid NOT NULL REFERENCES request ON DELETE CASCADE,
        digest bytea NOT NULL CHECK (octet_length(digest) = 32),
        PRIMARY KEY (request_id, digest)
      );

      CREATE FUNCTION refresh_request_listed(the_request uuid) RETURNS void LANGUAGE sql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        UPDATE request SET listed = fresh.listed
        FROM (
          SELECT r.ended_at IS NULL AND NOT r.held_for_review AND EXISTS (
            SELECT FROM occurrence_line l JOIN occurrence o ON o.id = l.occurrence_id
            WHERE l.request_id = r.id AND NOT o.over AND l.held + l.fulfilled < l.quantity) AS listed
          FROM request r WHERE r.id = the_request
        ) fresh
        WHERE id = the_request AND request.listed IS DISTINCT FROM fresh.listed
      $$;

      CREATE FUNCTION keep_request_listed() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF TG_TABLE_NAME = 'request' THEN
          PERFORM refresh_request_listed(NEW.id);
        ELSE
          PERFORM refresh_request_listed(NEW.request_id);
        END IF;
        RETURN NULL;
      END $$;

      CREATE TRIGGER listed_follows_request AFTER UPDATE OF ended_at, held_for_review ON request
        FOR EACH ROW EXECUTE FUNCTION keep_request_listed();
      CREATE TRIGGER listed_follows_occurrence AFTER UPDATE OF over ON occurrence
        FOR EACH ROW EXECUTE FUNCTION keep_request_listed();
      CREATE TRIGGER listed_follows_lines AFTER INSERT OR UPDATE OF held, fulfilled ON occurrence_line
        FOR EACH ROW EXECUTE FUNCTION keep_request_listed();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE past_request, request_hidden, request_block, occurrence_line, occurrence, request_line,
        time_request, money_request, ride_request, grocery_request, request;
      DROP FUNCTION keep_request_listed();
      DROP FUNCTION refresh_request_listed(uuid);
      DROP TYPE request_ending;
      DROP TYPE urgency;
    `);
  }
}
