/** On the shelves by cell what reaches farthest lies first, and every shelf knows on which days an offer may stand: what is not looked for is passed over inside the index. What a close look asks of periods, windows and lines is in their keys. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ORDER = 'prior, last_asked_half, reach_rings, home_tier, open_from, open_until, gives';
const BY_CELL = 'cell, reach_rings DESC, prior, last_asked_half, home_tier, open_from, open_until, gives, utc_days';
const BESIDE =
  'id, home_circle_id, time_zone, week_halves, understands, features, infant_seats, toddler_seats, booster_seats';
const ON_SHELF = `status = 'OPEN' AND NOT made_for_claim AND home_tier <> 'NEW'`;

export class ShelvesByReach1764600000056 implements MigrationInterface {
  readonly name = 'ShelvesByReach1764600000056';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Days of the week in UTC, so that those of all zones compare: bit 0 is a Thursday. What was offered before is looked at whatever the day.
      ALTER TABLE offer ADD COLUMN utc_days smallint NOT NULL DEFAULT 127 CHECK (utc_days BETWEEN 1 AND 127);

      CREATE FUNCTION forget_days_of_offer() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      BEGIN
        NEW.utc_days := 127;
        RETURN NEW;
      END $$;
      CREATE TRIGGER offer_forgets_days BEFORE INSERT OR UPDATE OF made_for_claim ON offer
        FOR EACH ROW WHEN (NEW.made_for_claim) EXECUTE FUNCTION forget_days_of_offer();
      REVOKE EXECUTE ON FUNCTION forget_days_of_offer() FROM PUBLIC;
    `);
    await shelve(runner, (keys) =>
      keys.replace(`cell, ${ORDER})`, `${BY_CELL})`).replace(`${ORDER})`, `${ORDER}, utc_days)`),
    );
    await runner.query(`
      -- Where most lies, the few that reach beyond five rings by themselves: from afar nothing else is looked for.
      CREATE INDEX offers_on_shelf_any_far ON offer (kind, ${BY_CELL}) INCLUDE (${BESIDE})
        WHERE ${ON_SHELF} AND kind <> 'TIME' AND reach_rings > 5;
      DROP INDEX offers_of_circle_on_shelf;
      CREATE INDEX offers_of_circle_on_shelf ON offer (home_circle_id, kind, cell, ${ORDER}, utc_days)
        INCLUDE (${BESIDE.replace('home_circle_id, ', '')}, skills, modes) WHERE ${ON_SHELF} AND home_circle_id IS NOT NULL;
    `);
    await changeKeys(runner, {
      window: ' INCLUDE (closes_at)',
      period: ' INCLUDE (ends_at, id)',
      line: ' INCLUDE (unit)',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await changeKeys(runner, { window: '', period: '', line: '' });
    await runner.query(`
      DROP INDEX offers_of_circle_on_shelf, offers_on_shelf_any_far;
      CREATE INDEX offers_of_circle_on_shelf ON offer (home_circle_id, kind, cell, ${ORDER}) WHERE ${ON_SHELF} AND home_circle_id IS NOT NULL;
    `);
    await shelve(runner, (keys) =>
      keys.replace(`${BY_CELL})`, `cell, ${ORDER})`).replace(`${ORDER}, utc_days)`, `${ORDER})`),
    );
    await runner.query(`
      DROP TRIGGER offer_forgets_days ON offer;
      DROP FUNCTION forget_days_of_offer();
      ALTER TABLE offer DROP COLUMN utc_days;
    `);
  }
}

/** Each shelf as it is, but for its keys. */
async function shelve(runner: QueryRunner, change: (definition: string) => string): Promise<void> {
  const shelves: { name: string; definition: string }[] = await runner.query(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid = 'offer'::regclass AND starts_with(indexrelid::regclass::text, 'offers_on_shelf_') ORDER BY 1`,
  );
  for (const { name, definition } of shelves) await runner.query(`DROP INDEX ${name}; ${change(definition)}`);
}

/** What lies beside the keys, so that the rows themselves need not be read. */
async function changeKeys(
  runner: QueryRunner,
  beside: { readonly window: string; readonly period: string; readonly line: string },
): Promise<void> {
  await runner.query(`
    ALTER TABLE offer_window DROP CONSTRAINT offer_window_pkey,
      ADD CONSTRAINT offer_window_pkey PRIMARY KEY (offer_id, opens_at)${beside.window};
    ALTER TABLE offer_period DROP CONSTRAINT offer_period_offer_id_starts_at_key,
      ADD CONSTRAINT offer_period_offer_id_starts_at_key UNIQUE (offer_id, starts_at)${beside.period};
    ALTER TABLE offer_capacity DROP CONSTRAINT offer_capacity_line_id_offer_id_fkey;
    ALTER TABLE offer_line DROP CONSTRAINT offer_line_id_offer_id_key,
      ADD CONSTRAINT offer_line_id_offer_id_key UNIQUE (id, offer_id)${beside.line};
    ALTER TABLE offer_capacity ADD CONSTRAINT offer_capacity_line_id_offer_id_fkey
      FOREIGN KEY (line_id, offer_id) REFERENCES offer_line (id, offer_id) ON DELETE CASCADE;
  `);
}
