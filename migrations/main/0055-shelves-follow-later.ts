/** Offers of a branch that is paused, or goes on, follow their homes a little later: thousands at once would keep whoever pauses it waiting. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ShelvesFollowLater1764600000055 implements MigrationInterface {
  readonly name = 'ShelvesFollowLater1764600000055';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- While it is set, the home's offers have yet to be put where it stands by now. Whoever looks closely at one asks its home, so nothing is shown by it.
      ALTER TABLE home ADD COLUMN shelves_due boolean NOT NULL DEFAULT false;
      CREATE INDEX homes_with_shelves_due ON home (id) WHERE shelves_due;
      GRANT UPDATE (shelves_due) ON home TO sanctuary_api;

      DROP TRIGGER offers_follow_home ON home;
      CREATE TRIGGER offers_follow_home AFTER UPDATE OF tier, paused_at, closed_at, circle_id, shelves_due ON home FOR EACH ROW
        WHEN (NOT NEW.shelves_due AND (OLD.tier, OLD.paused_at, OLD.closed_at, OLD.circle_id, OLD.shelves_due)
          IS DISTINCT FROM (NEW.tier, NEW.paused_at, NEW.closed_at, NEW.circle_id, NEW.shelves_due))
        EXECUTE FUNCTION shelve_offers_of_home();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE home SET shelves_due = false WHERE shelves_due;
      DROP TRIGGER offers_follow_home ON home;
      CREATE TRIGGER offers_follow_home AFTER UPDATE OF tier, paused_at, closed_at, circle_id ON home FOR EACH ROW
        WHEN ((OLD.tier, OLD.paused_at, OLD.closed_at, OLD.circle_id) IS DISTINCT FROM (NEW.tier, NEW.paused_at, NEW.closed_at, NEW.circle_id))
        EXECUTE FUNCTION shelve_offers_of_home();
      ALTER TABLE home DROP COLUMN shelves_due;
    `);
  }
}
