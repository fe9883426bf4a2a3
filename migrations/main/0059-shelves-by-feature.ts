/** Whatever a family may need of a home has its shelf, and on each of them lies beside the kind which skills an offer of time has in person: a search for what few have goes straight to it. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In the order of their bits. */
const SKILLS = [
  'CHILDCARE',
  'ELDERCARE',
  'INTERPRETATION',
  'ACCOMPANIMENT',
  'PAPERWORK',
  'TUTORING',
  'REPAIR',
  'MOVING',
  'OTHER',
];
const HAD_SHELVES = [
  'VEHICLE_WITH_RAMP',
  'SIGNS',
  'PRINTS_LARGE',
  'ROOM_FOR_FOLDED_WHEELCHAIR',
  'WRITES_INSTEAD_OF_SPEAKING',
  'WELCOMES_SERVICE_ANIMAL',
];
const NEW_SHELVES = ['WEARS_MASK', 'SCENT_FREE', 'KEEPS_QUIET', 'PET_FREE', 'SMOKE_FREE', 'STEP_FREE'];

const KEYS =
  'kind, cell, reach_rings DESC, prior, last_asked_half, home_tier, open_from, open_until, gives, utc_days, skills_in_person';
const KEYS_BEFORE = KEYS.replace(', skills_in_person', '');
const BESIDE =
  'id, home_circle_id, time_zone, week_halves, understands, features, infant_seats, toddler_seats, booster_seats';

export class ShelvesByFeature1764700000059 implements MigrationInterface {
  readonly name = 'ShelvesByFeature1764700000059';

  async up(runner: QueryRunner): Promise<void> {
    const bits = SKILLS.map((skill, at) => `WHEN '${skill}' THEN ${2 ** at}`).join(' ');
    await runner.query(`
      ALTER TABLE offer ADD COLUMN skills_in_person smallint NOT NULL DEFAULT 0 CHECK (skills_in_person BETWEEN 0 AND ${2 ** SKILLS.length - 1});
      CREATE FUNCTION skills_in_person_of(skills text[], modes text[]) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT CASE WHEN 'IN_PERSON' = ANY (modes)
          THEN (SELECT coalesce(sum(DISTINCT CASE skill ${bits} END), 0) FROM unnest(skills) AS skill) ELSE 0 END::smallint $$;

      CREATE FUNCTION put_skills_on_shelf() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      BEGIN
        NEW.skills_in_person := skills_in_person_of(NEW.skills, NEW.modes);
        RETURN NEW;
      END $$;
      CREATE TRIGGER skills_on_shelf BEFORE INSERT OR UPDATE OF skills, modes ON offer
        FOR EACH ROW WHEN (NEW.kind = 'TIME') EXECUTE FUNCTION put_skills_on_shelf();
      REVOKE EXECUTE ON FUNCTION put_skills_on_shelf() FROM PUBLIC;

      UPDATE offer SET skills_in_person = skills_in_person_of(skills, modes) WHERE kind = 'TIME' AND modes @> ARRAY['IN_PERSON'];
    `);
    for (const feature of HAD_SHELVES) await runner.query(`DROP INDEX ${nameOf(feature)}`);
    for (const feature of [...HAD_SHELVES, ...NEW_SHELVES]) await runner.query(shelf(feature, KEYS));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const feature of [...HAD_SHELVES, ...NEW_SHELVES]) await runner.query(`DROP INDEX ${nameOf(feature)}`);
    for (const feature of HAD_SHELVES) await runner.query(shelf(feature, KEYS_BEFORE));
    await runner.query(`
      DROP TRIGGER skills_on_shelf ON offer;
      DROP FUNCTION put_skills_on_shelf();
      DROP FUNCTION skills_in_person_of(text[], text[]);
      ALTER TABLE offer DROP COLUMN skills_in_person;
    `);
  }
}

const nameOf = (feature: string) => `offers_on_shelf_${feature.toLowerCase()}`;

function shelf(feature: string, keys: string): string {
  return `CREATE INDEX ${nameOf(feature)} ON offer (${keys}) INCLUDE (${BESIDE})
    WHERE status = 'OPEN' AND NOT made_for_claim AND home_tier <> 'NEW' AND features @> ARRAY['${feature}']`;
}
