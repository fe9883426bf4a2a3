/** Groceries go on runs as rides do: their family says whether another household's shopping may be done on the same trip. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GroceryRuns1764500000051 implements MigrationInterface {
  readonly name = 'GroceryRuns1764500000051';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Nobody who asked before was asked this.
      ALTER TABLE grocery_request ADD COLUMN shares_trip boolean NOT NULL DEFAULT false;

      ALTER TABLE claim RENAME COLUMN others_ride_along TO others_on_trip;
      ALTER TABLE claim RENAME CONSTRAINT claim_others_ride_along_not_null TO claim_others_on_trip_not_null;
      ALTER TABLE claim DROP CONSTRAINT only_rides_are_shared;
      ALTER TABLE claim ADD CONSTRAINT only_trips_are_shared CHECK (NOT others_on_trip OR kind IN ('RIDE', 'GROCERY'));

      -- Nobody else is on the trip where the family did not say so.
      DROP TRIGGER company_is_wanted ON claim;
      CREATE OR REPLACE FUNCTION refuse_unwanted_company() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.others_on_trip
          AND NOT EXISTS (SELECT FROM ride_request r WHERE r.request_id = NEW.request_id AND r.shares_trip)
          AND NOT EXISTS (SELECT FROM grocery_request g WHERE g.request_id = NEW.request_id AND g.shares_trip)
        THEN
          RAISE EXCEPTION 'this trip is not shared' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER company_is_wanted BEFORE INSERT OR UPDATE OF others_on_trip ON claim
        FOR EACH ROW WHEN (NEW.others_on_trip) EXECUTE FUNCTION refuse_unwanted_company();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER company_is_wanted ON claim;
      -- What was shared before only rides could say so.
      UPDATE claim SET others_on_trip = false WHERE kind = 'GROCERY' AND others_on_trip;
      ALTER TABLE claim DROP CONSTRAINT only_trips_are_shared;
      ALTER TABLE claim RENAME COLUMN others_on_trip TO others_ride_along;
      ALTER TABLE claim RENAME CONSTRAINT claim_others_on_trip_not_null TO claim_others_ride_along_not_null;
      ALTER TABLE claim ADD CONSTRAINT only_rides_are_shared CHECK (NOT others_ride_along OR kind = 'RIDE');
      CREATE OR REPLACE FUNCTION refuse_unwanted_company() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.others_ride_along AND NOT EXISTS (
          SELECT FROM ride_request r WHERE r.request_id = NEW.request_id AND r.shares_trip)
        THEN
          RAISE EXCEPTION 'this trip is not shared' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER company_is_wanted BEFORE INSERT OR UPDATE OF others_ride_along ON claim
        FOR EACH ROW WHEN (NEW.others_ride_along) EXECUTE FUNCTION refuse_unwanted_company();
      ALTER TABLE grocery_request DROP COLUMN shares_trip;
    `);
  }
}
