/** Several rides on one trip: of each claim only that somebody else rides along. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Runs1764500000035 implements MigrationInterface {
  readonly name = 'Runs1764500000035';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Not with whom: what belongs to one trip stands nowhere.
      ALTER TABLE claim ADD COLUMN others_ride_along boolean NOT NULL DEFAULT false
        CONSTRAINT only_rides_are_shared CHECK (NOT others_ride_along OR kind = 'RIDE');
      GRANT UPDATE (others_ride_along) ON claim TO sanctuary_api;

      -- Nobody rides along where the family did not say so.
      CREATE FUNCTION refuse_unwanted_company() RETURNS trigger LANGUAGE plpgsql AS $$
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
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER company_is_wanted ON claim;
      DROP FUNCTION refuse_unwanted_company();
      ALTER TABLE claim DROP COLUMN others_ride_along;
    `);
  }
}
