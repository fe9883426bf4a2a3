/** Whoever waits gets a place only before the gathering begins, and only when somebody says at which moment; and the homes of a partner are found in order. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NobodyMovesUpLate1764400000041 implements MigrationInterface {
  readonly name = 'NobodyMovesUpLate1764400000041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER room_is_filled ON gathering;
      DROP FUNCTION make_room();
      DROP FUNCTION fill_places(uuid);

      -- What is free is for those who wait: whoever comes now queues behind them.
      CREATE OR REPLACE FUNCTION take_place() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE its gathering;
      BEGIN
        SELECT * INTO its FROM gathering WHERE id = NEW.gathering_id FOR NO KEY UPDATE;
        NEW.moved_up := false;
        NEW.attendance := NULL;
        IF its.waiting = 0 AND (its.capacity IS NULL OR its.taken < its.capacity) THEN
          NEW.waiting_number := NULL;
          UPDATE gathering SET taken = taken + 1 WHERE id = NEW.gathering_id;
        ELSE
          NEW.waiting_number := its.last_waiting + 1;
          UPDATE gathering SET waiting = waiting + 1, last_waiting = last_waiting + 1 WHERE id = NEW.gathering_id;
        END IF;
        RETURN NEW;
      END $$;

      -- A place that is left is counted, and given to nobody: a trigger does not know whether the gathering has begun.
      CREATE OR REPLACE FUNCTION leave_place() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        UPDATE gathering SET taken = taken - (OLD.waiting_number IS NULL)::integer, waiting = waiting - (OLD.waiting_number IS NOT NULL)::integer
          WHERE id = OLD.gathering_id;
        RETURN NULL;
      END $$;

      -- Those who have waited longest get what is free at that moment; nothing is once it has begun.
      CREATE FUNCTION fill_places(which uuid, at timestamptz) RETURNS integer LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE free integer;
        moved integer;
      BEGIN
        SELECT least(coalesce(capacity, taken + waiting) - taken, waiting) INTO free FROM gathering
          WHERE id = which AND cancelled_at IS NULL AND starts_at > at FOR NO KEY UPDATE;
        IF free IS NULL OR free <= 0 THEN RETURN 0; END IF;
        UPDATE sign_up SET waiting_number = NULL, moved_up = true WHERE id IN (SELECT s.id FROM sign_up s
          WHERE s.gathering_id = which AND s.waiting_number IS NOT NULL ORDER BY s.waiting_number LIMIT free);
        GET DIAGNOSTICS moved = ROW_COUNT;
        UPDATE gathering SET taken = taken + moved, waiting = waiting - moved WHERE id = which;
        RETURN moved;
      END $$;
      REVOKE EXECUTE ON FUNCTION fill_places(uuid, timestamptz) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION fill_places(uuid, timestamptz) TO sanctuary_api;
      CREATE INDEX gatherings_with_waiting ON gathering (starts_at) WHERE waiting > 0 AND cancelled_at IS NULL;

      CREATE INDEX homes_of_partner_in_order ON home (partner_id, registered_on, id) WHERE closed_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX homes_of_partner_in_order;
      DROP INDEX gatherings_with_waiting;
      DROP FUNCTION fill_places(uuid, timestamptz);

      CREATE OR REPLACE FUNCTION take_place() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE its gathering;
      BEGIN
        SELECT * INTO its FROM gathering WHERE id = NEW.gathering_id FOR NO KEY UPDATE;
        NEW.moved_up := false;
        NEW.attendance := NULL;
        IF its.capacity IS NULL OR its.taken < its.capacity THEN
          NEW.waiting_number := NULL;
          UPDATE gathering SET taken = taken + 1 WHERE id = NEW.gathering_id;
        ELSE
          NEW.waiting_number := its.last_waiting + 1;
          UPDATE gathering SET waiting = waiting + 1, last_waiting = last_waiting + 1 WHERE id = NEW.gathering_id;
        END IF;
        RETURN NEW;
      END $$;
      CREATE FUNCTION fill_places(which uuid) RETURNS void LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE free integer;
        moved integer;
      BEGIN
        SELECT least(coalesce(capacity, taken + waiting) - taken, waiting) INTO free FROM gathering
          WHERE id = which AND cancelled_at IS NULL FOR NO KEY UPDATE;
        IF free > 0 THEN
          UPDATE sign_up SET waiting_number = NULL, moved_up = true WHERE id IN (SELECT s.id FROM sign_up s
            WHERE s.gathering_id = which AND s.waiting_number IS NOT NULL ORDER BY s.waiting_number LIMIT free);
          -- Fewer when those who wait are forgotten in the same statement.
          GET DIAGNOSTICS moved = ROW_COUNT;
          UPDATE gathering SET taken = taken + moved, waiting = waiting - moved WHERE id = which;
        END IF;
      END $$;
      CREATE OR REPLACE FUNCTION leave_place() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF OLD.waiting_number IS NULL THEN
          UPDATE gathering SET taken = taken - 1 WHERE id = OLD.gathering_id;
          PERFORM fill_places(OLD.gathering_id);
        ELSE
          UPDATE gathering SET waiting = waiting - 1 WHERE id = OLD.gathering_id;
        END IF;
        RETURN NULL;
      END $$;
      CREATE FUNCTION make_room() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        PERFORM fill_places(NEW.id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER room_is_filled AFTER UPDATE OF capacity ON gathering FOR EACH ROW EXECUTE FUNCTION make_room();
      REVOKE EXECUTE ON FUNCTION make_room(), fill_places(uuid) FROM PUBLIC;
    `);
  }
}
