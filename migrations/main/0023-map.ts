/** Homes that are counted on the map of their street, in sealed cells, and the counts that stand for a crowd; declarations among the movement's numbers. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Map1764400000023 implements MigrationInterface {
  readonly name = 'Map1764400000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The box holds a cell of resolution 7 to 9: nothing finer than 7 lies in the clear. Null: the home is hidden again.
      CREATE TABLE map_home (
        home_id uuid PRIMARY KEY REFERENCES home ON DELETE CASCADE,
        cell_box bytea CHECK (octet_length(cell_box) > 16),
        named_on date NOT NULL
      );

      -- Only counts that single nobody out are ever written here.
      CREATE TABLE map_count (
        cell text COLLATE "C" PRIMARY KEY CHECK (cell ~ '^8[2-9][0-9a-f]{13}$'),
        homes integer NOT NULL CHECK (homes >= 5)
      );
      CREATE INDEX map_counts_of_regions ON map_count (cell) WHERE substr(cell, 2, 1) = '2';
      ALTER TABLE movement_mark ADD COLUMN map_counted_on date;

      -- What was given up must not come back with a backup.
      CREATE FUNCTION remember_erased_map_place() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF OLD.cell_box IS NOT NULL AND (TG_OP = 'DELETE' OR NEW.cell_box IS DISTINCT FROM OLD.cell_box) THEN
          PERFORM remember_erased('box', OLD.cell_box);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER erased_is_remembered AFTER DELETE OR UPDATE OF cell_box ON map_home
        FOR EACH ROW EXECUTE FUNCTION remember_erased_map_place();
      REVOKE EXECUTE ON FUNCTION remember_erased_map_place() FROM PUBLIC;

      ALTER TABLE movement_number DROP CONSTRAINT movement_number_what_check;
      ALTER TABLE movement_number ADD CONSTRAINT movement_number_what_check CHECK (what IN ('HOMES_OPEN', 'HOMES_VOUCHED',
        'HOMES_DECLARED', 'DELIVERIES', 'RIDES', 'TIME', 'MONEY', 'TRAININGS'));
      -- Where too few families ask there is no crowd, and yet something to count in larger areas.
      ALTER TABLE movement_tally DROP CONSTRAINT movement_tally_crowd_check;
      ALTER TABLE movement_tally ADD CONSTRAINT movement_tally_crowd_check CHECK (crowd >= 0);

      GRANT SELECT, INSERT, DELETE ON map_home TO sanctuary_api;
      GRANT UPDATE (cell_box, named_on) ON map_home TO sanctuary_api;
      -- A home that hides takes with it, at once, what would stand for too few.
      GRANT SELECT, DELETE ON map_count TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM movement_tally WHERE crowd = 0;
      ALTER TABLE movement_tally DROP CONSTRAINT movement_tally_crowd_check;
      ALTER TABLE movement_tally ADD CONSTRAINT movement_tally_crowd_check CHECK (crowd > 0);
      DELETE FROM movement_number WHERE what = 'HOMES_DECLARED';
      ALTER TABLE movement_number DROP CONSTRAINT movement_number_what_check;
      ALTER TABLE movement_number ADD CONSTRAINT movement_number_what_check
        CHECK (what IN ('HOMES_OPEN', 'HOMES_VOUCHED', 'DELIVERIES', 'RIDES', 'TIME', 'MONEY', 'TRAININGS'));
      ALTER TABLE movement_mark DROP COLUMN map_counted_on;
      DROP TABLE map_count, map_home;
      DROP FUNCTION remember_erased_map_place();
    `);
  }
}
