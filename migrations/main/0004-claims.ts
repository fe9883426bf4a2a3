/** Claims and what they hold. Triggers keep the quantities of both sides, so that no program can over-claim. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Claims1763800000004 implements MigrationInterface {
  readonly name = 'Claims1763800000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE claim_status AS ENUM ('PROPOSED', 'ACCEPTED', 'DELIVERED', 'CONFIRMED', 'DISPUTED',
        'RETURNED', 'DECLINED', 'RETRACTED', 'RELEASED', 'CANCELLED', 'LAPSED');

      CREATE TABLE claim (
        id uuid PRIMARY KEY,
        -- MEETING joins an offer and a request. Money is two claims that share no key: GIVING has no request, RECEIVING no offer.
        shape text NOT NULL CHECK (shape IN ('MEETING', 'GIVING', 'RECEIVING')),
        kind help_kind NOT NULL,
        request_id uuid REFERENCES request ON DELETE CASCADE,
        occurrence_id uuid,
        offer_id uuid,
        home_id uuid,
        partner_id uuid NOT NULL REFERENCES partner,
        status claim_status NOT NULL,
        proposed_by party NOT NULL,
        consents_needed party[] NOT NULL,
        consents_given party[] NOT NULL DEFAULT '{}',
        planned_half integer NOT NULL,
        planned_time_zone text NOT NULL,
        planned_ends_at timestamptz NOT NULL,
        -- The half-day, in UTC, in which it was proposed: a home may begin only so many in a week.
        begun_half integer NOT NULL,
        lease_ends_at timestamptz,
        extended boolean NOT NULL DEFAULT false,
        accepted_at timestamptz,
        first_opened_at timestamptz,
        delivered_at timestamptz,
        disputed_at timestamptz,
        -- The end of its half-day in UTC, and no word that only a block or an erasure leaves: both would join one family's claims.
        ended_at timestamptz CHECK (extract(epoch FROM ended_at)::bigint % 43200 = 0),
        end_reason text CHECK (end_reason IN ('TOO_FAR', 'CANNOT_COME', 'FEELS_UNSAFE', 'OTHER', 'NO_SHOW', 'CHANGED_MIND',
          'WITHDRAWN', 'FINISHED', 'REVOKED')),
        confirmed_by text CHECK (confirmed_by IN ('FAMILY', 'HOME', 'COORDINATOR', 'SILENCE')),
        FOREIGN KEY (occurrence_id, request_id) REFERENCES occurrence (id, request_id) ON DELETE CASCADE,
        FOREIGN KEY (offer_id, home_id) REFERENCES offer (id, home_id),
        CHECK ((shape = 'RECEIVING') = (offer_id IS NULL AND home_id IS NULL)),
        CHECK ((shape = 'GIVING') = (request_id IS NULL AND occurrence_id IS NULL)),
        CHECK (num_nonnulls(request_id, occurrence_id) IN (0, 2) AND num_nonnulls(offer_id, home_id) IN (0, 2)),
        CHECK ((shape = 'MEETING') = (kind <> 'MONEY')),
        CHECK ((status IN ('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED')) = (ended_at IS NULL)),
        CHECK (status <> 'ACCEPTED' OR consents_needed <@ consents_given),
        CHECK ((status = 'CONFIRMED') = (confirmed_by IS NOT NULL)),
        UNIQUE (id, request_id)
      );
      CREATE INDEX claims_of_request ON claim (request_id) WHERE request_id IS NOT NULL;
      CREATE INDEX claims_of_occurrence ON claim (occurrence_id) WHERE occurrence_id IS NOT NULL;
      CREATE INDEX claims_of_offer ON claim (offer_id) WHERE offer_id IS NOT NULL;
      CREATE INDEX claims_of_home ON claim (home_id, status) WHERE home_id IS NOT NULL;
      CREATE INDEX claims_of_partner ON claim (partner_id, status);
      CREATE INDEX claims_to_lapse ON claim (lease_ends_at) WHERE status IN ('PROPOSED', 'ACCEPTED');
      CREATE INDEX claims_to_close ON claim (delivered_at) WHERE status IN ('DELIVERED', 'DISPUTED');
      CREATE INDEX claims_ended ON claim (ended_at) WHERE ended_at IS NOT NULL;

      CREATE TABLE claim_line (
        id uuid PRIMARY KEY,
        claim_id uuid NOT NULL REFERENCES claim ON DELETE CASCADE,
        occurrence_id uuid,
        request_line_id uuid,
        quantity integer NOT NULL CHECK (quantity > 0),
        delivered integer CHECK (delivered >= 0 AND delivered <= quantity),
        period_id uuid,
        offer_line_id uuid,
        offer_quantity integer NOT NULL CHECK (offer_quantity >= 0),
        offer_delivered integer CHECK (offer_delivered >= 0 AND offer_delivered <= offer_quantity),
        FOREIGN KEY (occurrence_id, request_line_id) REFERENCES occurrence_line (occurrence_id, line_id) ON DELETE CASCADE,
        FOREIGN KEY (period_id, offer_line_id) REFERENCES offer_capacity (period_id, line_id),
        CHECK (num_nonnulls(occurrence_id, request_line_id) IN (0, 2)),
        CHECK (num_nonnulls(period_id, offer_line_id) IN (0, 2)),
        CHECK (num_nonnulls(occurrence_id, period_id) > 0),
        CHECK ((delivered IS NULL) = (offer_delivered IS NULL)),
        UNIQUE (claim_id, request_line_id)
      );
      CREATE INDEX claim_line_by_request_line ON claim_line (occurrence_id, request_line_id);
      CREATE INDEX claim_line_by_offer_line ON claim_line (period_id, offer_line_id);

      -- How much of a line a claim keeps from others (held) and how much it has used up for good (spent).
      CREATE FUNCTION holds_quantity(status claim_status) RETURNS boolean LANGUAGE sql IMMUTABLE AS
        $$ SELECT status IN ('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED') $$;

      CREATE FUNCTION move_quantities(occurrence uuid, request_line uuid, period uuid, offer_line uuid,
        request_held integer, request_spent integer, offer_held integer, offer_spent integer)
      RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF request_held <> 0 OR request_spent <> 0 THEN
          UPDATE occurrence_line SET held = held + request_held, fulfilled = fulfilled + request_spent
          WHERE occurrence_id = occurrence AND line_id = request_line;
        END IF;
        IF offer_held <> 0 OR offer_spent <> 0 THEN
          UPDATE offer_capacity SET held = held + offer_held, used = used + offer_spent
          WHERE period_id = period AND line_id = offer_line;
        END IF;
      END $$;

      CREATE FUNCTION keep_quantities_with_status() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE
        was_held integer := holds_quantity(OLD.status)::integer;
        is_held integer := holds_quantity(NEW.status)::integer;
        was_spent integer := (OLD.status = 'CONFIRMED')::integer;
        is_spent integer := (NEW.status = 'CONFIRMED')::integer;
      BEGIN
        IF was_held <> is_held OR was_spent <> is_spent THEN
          PERFORM move_quantities(l.occurrence_id, l.request_line_id, l.period_id, l.offer_line_id,
            coalesce(l.delivered, l.quantity) * (is_held - was_held),
            coalesce(l.delivered, l.quantity) * (is_spent - was_spent),
            coalesce(l.offer_delivered, l.offer_quantity) * (is_held - was_held),
            coalesce(l.offer_delivered, l.offer_quantity) * (is_spent - was_spent))
          -- Steps on one request wait for each other; on one offer they meet only here, so its lines come first.
          FROM (SELECT * FROM claim_line WHERE claim_id = NEW.id ORDER BY offer_line_id, request_line_id) l;
        END IF;
        RETURN NULL;
      END $$;

      CREATE FUNCTION keep_quantities_with_line() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE
        its_status claim_status := (SELECT status FROM claim WHERE id = NEW.claim_id);
        is_held integer := holds_quantity(its_status)::integer;
        is_spent integer := (its_status = 'CONFIRMED')::integer;
        more integer := coalesce(NEW.delivered, NEW.quantity);
        offer_more integer := coalesce(NEW.offer_delivered, NEW.offer_quantity);
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          more := more - coalesce(OLD.delivered, OLD.quantity);
          offer_more := offer_more - coalesce(OLD.offer_delivered, OLD.offer_quantity);
        END IF;
        PERFORM move_quantities(NEW.occurrence_id, NEW.request_line_id, NEW.period_id, NEW.offer_line_id,
          more * is_held, more * is_spent, offer_more * is_held, offer_more * is_spent);
        RETURN NULL;
      END $$;

      CREATE TRIGGER quantities_follow_status AFTER UPDATE OF status ON claim
        FOR EACH ROW EXECUTE FUNCTION keep_quantities_with_status();
      CREATE TRIGGER quantities_follow_line AFTER INSERT OR UPDATE OF delivered, offer_delivered ON claim_line
        FOR EACH ROW EXECUTE FUNCTION keep_quantities_with_line();

      -- What a line is about never changes after it was written: only what was delivered of it.
      CREATE FUNCTION refuse_change_of_line() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.claim_id, NEW.occurrence_id, NEW.request_line_id, NEW.quantity, NEW.period_id, NEW.offer_line_id, NEW.offer_quantity)
          IS DISTINCT FROM (OLD.claim_id, OLD.occurrence_id, OLD.request_line_id, OLD.quantity, OLD.period_id, OLD.offer_line_id, OLD.offer_quantity)
        THEN
          RAISE EXCEPTION 'a claim line does not change' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER claim_line_stays BEFORE UPDATE ON claim_line
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_line();

      -- Ends are final; the lapse of an accepted claim alone may still turn into a delivery. The same moves as in src/claim/domain.
      CREATE FUNCTION refuse_backward_claim() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.status <> OLD.status AND NOT (CASE OLD.status
          WHEN 'PROPOSED' THEN OLD.shape = 'MEETING' AND NEW.status IN ('ACCEPTED', 'DECLINED', 'RETRACTED', 'LAPSED', 'CANCELLED')
          WHEN 'ACCEPTED' THEN CASE NEW.status
            WHEN 'CONFIRMED' THEN OLD.shape = 'MEETING'
            WHEN 'RELEASED' THEN OLD.shape <> 'RECEIVING'
            WHEN 'CANCELLED' THEN OLD.shape <> 'GIVING'
            ELSE NEW.status IN ('DELIVERED', 'LAPSED') END
          WHEN 'DELIVERED' THEN NEW.status IN ('CONFIRMED', 'DISPUTED') OR (NEW.status = 'CANCELLED' AND OLD.shape <> 'GIVING')
          WHEN 'DISPUTED' THEN NEW.status IN ('CONFIRMED', 'RETURNED') OR (NEW.status = 'CANCELLED' AND OLD.shape <> 'GIVING')
          WHEN 'LAPSED' THEN NEW.status = 'DELIVERED' AND OLD.accepted_at IS NOT NULL
          ELSE false END)
        THEN
          RAISE EXCEPTION 'a claim does not move this way' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER claim_moves_forward BEFORE UPDATE OF status ON claim
        FOR EACH ROW EXECUTE FUNCTION refuse_backward_claim();

      -- What a partner received from givers and paid to families: the wall between the two.
      CREATE TABLE holding (
        partner_id uuid NOT NULL REFERENCES partner,
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        received bigint NOT NULL DEFAULT 0 CHECK (received >= 0),
        paid bigint NOT NULL DEFAULT 0 CHECK (paid >= 0),
        PRIMARY KEY (partner_id, currency),
        CONSTRAINT holding_not_overdrawn CHECK (paid <= received)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE holding, claim_line, claim;
      DROP FUNCTION refuse_backward_claim();
      DROP FUNCTION refuse_change_of_line();
      DROP FUNCTION keep_quantities_with_line();
      DROP FUNCTION keep_quantities_with_status();
      DROP FUNCTION move_quantities(uuid, uuid, uuid, uuid, integer, integer, integer, integer);
      DROP FUNCTION holds_quantity(claim_status);
      DROP TYPE claim_status;
    `);
  }
}
