/** Offers and requests lie on shelves: indexes in the order of the rank, so that suggestions read the first of each cell and no more. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

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
/** Features that few homes have: looked for among all offers, they would be looked for long. */
const RARE_FEATURES = [
  'VEHICLE_WITH_RAMP',
  'SIGNS',
  'PRINTS_LARGE',
  'ROOM_FOR_FOLDED_WHEELCHAIR',
  'WRITES_INSTEAD_OF_SPEAKING',
  'WELCOMES_SERVICE_ANIMAL',
];

const ON_SHELF = `status = 'OPEN' AND NOT made_for_claim AND home_tier <> 'NEW'`;
const ORDER = 'prior, last_asked_half, reach_rings, home_tier, open_from, open_until, gives';
const BESIDE = `INCLUDE (id, home_circle_id, time_zone, week_halves, understands, features, infant_seats, toddler_seats, booster_seats)`;

/** One shelf for each skill by each way of doing it, each rare feature, child seats, and one for everything else. */
const SHELVES: readonly (readonly [string, string, string])[] = [
  ['any', 'kind, cell', `kind <> 'TIME'`],
  ['seats', 'kind, cell', 'infant_seats + toddler_seats + booster_seats > 0'],
  ...RARE_FEATURES.map((feature) => [feature, 'kind, cell', `features @> ARRAY['${feature}']`] as const),
  ...SKILLS.flatMap((skill) => [
    [
      `${skill}_in_person`,
      'cell',
      `kind = 'TIME' AND skills @> ARRAY['${skill}'] AND modes @> ARRAY['IN_PERSON']`,
    ] as const,
    [`${skill}_remote`, '', `kind = 'TIME' AND skills @> ARRAY['${skill}'] AND modes @> ARRAY['REMOTE']`] as const,
  ]),
].map(([name = '', keys = '', where = '']) => [`offers_on_shelf_${name.toLowerCase()}`, keys, where] as const);

export class Shelves1764400000030 implements MigrationInterface {
  readonly name = 'Shelves1764400000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How many of its claims somebody confirmed, and how many it broke, as the sweep found them last.
      ALTER TABLE home
        ADD COLUMN confirmed_claims integer NOT NULL DEFAULT 0 CHECK (confirmed_claims >= 0),
        ADD COLUMN broken_claims integer NOT NULL DEFAULT 0 CHECK (broken_claims >= 0);

      ALTER TABLE offer
        -- Of its home, kept by triggers. NEW as well while the home is paused or closed: nobody is offered what it gives.
        ADD COLUMN home_tier home_tier NOT NULL DEFAULT 'NEW',
        ADD COLUMN home_circle_id uuid,
        -- The part of the rank that is the same for every request, in 16 steps, the best first.
        ADD COLUMN prior smallint NOT NULL DEFAULT 8 CHECK (prior BETWEEN 0 AND 15),
        -- Half-days of a week in the offer's own zone in which it may stand: no change of the clock moves them. Bit 0 is a Thursday's morning.
        ADD COLUMN week_halves smallint NOT NULL DEFAULT 16383 CHECK (week_halves BETWEEN 1 AND 16383),
        ADD COLUMN open_from timestamptz NOT NULL DEFAULT '-infinity',
        -- ends_at, or for ever.
        ADD COLUMN open_until timestamptz NOT NULL DEFAULT 'infinity',
        -- The most of one unit that it gives at a time.
        ADD COLUMN gives integer NOT NULL DEFAULT 2147483647 CHECK (gives > 0),
        -- The base languages, without script and region.
        ADD COLUMN understands text[] NOT NULL DEFAULT '{}';

      CREATE FUNCTION base_languages(tags text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT coalesce(array_agg(DISTINCT split_part(tag, '-', 1)), '{}') FROM unnest(tags) AS tag $$;
      CREATE FUNCTION tier_in_service(home) RETURNS home_tier LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT CASE WHEN $1.paused_at IS NULL AND $1.closed_at IS NULL THEN $1.tier ELSE 'NEW' END $$;

      -- The rule of succession, as src/matching/domain/rank.ts has it, in 16 steps.
      CREATE FUNCTION prior_of(confirmed integer, broken integer) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT round(15.0 * (broken + 1) / (confirmed + broken + 2))::smallint $$;

      CREATE FUNCTION put_offer_on_shelf() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        NEW.open_until := coalesce(NEW.ends_at, 'infinity');
        NEW.understands := base_languages(NEW.languages);
        IF NEW.made_for_claim THEN
          -- On no shelf, and no longer saying when and how much.
          NEW.week_halves := 16383;
          NEW.open_from := '-infinity';
          NEW.gives := 2147483647;
        END IF;
        IF TG_OP = 'INSERT' THEN
          SELECT tier_in_service(h), h.circle_id, prior_of(h.confirmed_claims, h.broken_claims)
            INTO NEW.home_tier, NEW.home_circle_id, NEW.prior FROM home h WHERE h.id = NEW.home_id;
          -- Without a home the row is refused by its key.
          NEW.home_tier := coalesce(NEW.home_tier, 'NEW');
          NEW.prior := coalesce(NEW.prior, 8);
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER offer_on_shelf BEFORE INSERT OR UPDATE OF ends_at, languages, made_for_claim ON offer
        FOR EACH ROW EXECUTE FUNCTION put_offer_on_shelf();

      CREATE FUNCTION shelve_offers_of_home() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        UPDATE offer SET home_tier = tier_in_service(NEW), home_circle_id = NEW.circle_id
        WHERE home_id = NEW.id AND (home_tier, home_circle_id) IS DISTINCT FROM (tier_in_service(NEW), NEW.circle_id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER offers_follow_home AFTER UPDATE OF tier, paused_at, closed_at, circle_id ON home FOR EACH ROW
        WHEN ((OLD.tier, OLD.paused_at, OLD.closed_at, OLD.circle_id) IS DISTINCT FROM (NEW.tier, NEW.paused_at, NEW.closed_at, NEW.circle_id))
        EXECUTE FUNCTION shelve_offers_of_home();

      UPDATE offer o SET home_tier = tier_in_service(h), home_circle_id = h.circle_id, prior = prior_of(0, 0),
        open_until = coalesce(o.ends_at, 'infinity'), understands = base_languages(o.languages)
        FROM home h WHERE h.id = o.home_id;

      -- What kind of time is asked for, beside the request: the details of time follow their request.
      ALTER TABLE request
        ADD COLUMN asked_skill text,
        ADD COLUMN by_phone boolean NOT NULL DEFAULT false,
        -- The least that is any use to it, when it was posted: what may not be split, whole.
        ADD COLUMN asks_least integer NOT NULL DEFAULT 1 CHECK (asks_least > 0),
        -- The quantity of its smallest line, when it was posted.
        ADD COLUMN asks integer NOT NULL DEFAULT 1 CHECK (asks > 0);
      CREATE FUNCTION put_time_on_shelf() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        UPDATE request SET asked_skill = NEW.skill, by_phone = NEW.mode = 'REMOTE' WHERE id = NEW.request_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER time_on_shelf AFTER INSERT OR UPDATE OF skill, mode ON time_request
        FOR EACH ROW EXECUTE FUNCTION put_time_on_shelf();
      UPDATE request r SET asked_skill = t.skill, by_phone = t.mode = 'REMOTE' FROM time_request t WHERE t.request_id = r.id;

      -- The cell of resolution 4 that a cell lies in; the cell itself when it is as coarse. Of an H3 index's 15 digits the seventh ends with it.
      CREATE FUNCTION area_of_cell(cell text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN substr(cell, 2, 1) <= '4' THEN cell ELSE '84' || substr(cell, 3, 4)
          || to_hex(('x' || substr(cell, 7, 1))::bit(4)::integer | 1) || 'ffffffff' END $$;

      REVOKE EXECUTE ON FUNCTION put_offer_on_shelf(), shelve_offers_of_home(), put_time_on_shelf() FROM PUBLIC;
    `);
    await runner.query(offerIndexes().join(''));
    await runner.query(REQUEST_INDEXES);
    await runner.query(`
      -- An index is read alone only while its pages are known to be visible to all: dead rows are cleared away early.
      ALTER TABLE offer SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
      ALTER TABLE request SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE request RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor);
      ALTER TABLE offer RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor);
      DROP INDEX requests_on_shelf, requests_on_shelf_by_area, requests_on_shelf_by_phone, requests_of_circle_on_shelf,
        requests_of_circle_on_shelf_by_phone;
      DROP TRIGGER time_on_shelf ON time_request;
      DROP FUNCTION put_time_on_shelf();
      DROP FUNCTION area_of_cell(text);
      ALTER TABLE request DROP COLUMN asks, DROP COLUMN asks_least, DROP COLUMN by_phone, DROP COLUMN asked_skill;
      DROP TRIGGER offers_follow_home ON home;
      DROP FUNCTION shelve_offers_of_home();
      DROP TRIGGER offer_on_shelf ON offer;
      DROP FUNCTION put_offer_on_shelf();
      DROP FUNCTION prior_of(integer, integer);
      ALTER TABLE offer DROP COLUMN understands, DROP COLUMN gives, DROP COLUMN open_until, DROP COLUMN open_from, DROP COLUMN week_halves,
        DROP COLUMN prior, DROP COLUMN home_circle_id, DROP COLUMN home_tier;
      DROP FUNCTION tier_in_service(home);
      DROP FUNCTION base_languages(text[]);
      ALTER TABLE home DROP COLUMN broken_claims, DROP COLUMN confirmed_claims;
    `);
  }
}

function offerIndexes(): string[] {
  const shelves = SHELVES.map(
    ([name, keys, where]) =>
      `CREATE INDEX ${name} ON offer (${keys ? `${keys}, ` : ''}${ORDER}) ${keys ? BESIDE : BESIDE.replace('id,', 'id, cell,')} WHERE ${ON_SHELF} AND ${where};`,
  );
  // Whoever asks for no circle must not take it: PostgreSQL would skip from circle to circle.
  const ofCircle = `CREATE INDEX offers_of_circle_on_shelf ON offer (home_circle_id, kind, cell, ${ORDER})
    WHERE ${ON_SHELF} AND home_circle_id IS NOT NULL;`;
  return [...shelves, ofCircle];
}

const ASKED_BESIDE = `INCLUDE (id, published_cell, partner_id, circle_id, from_half, until_half, series_until, time_zone, languages,
  access_needs, asked_skill, by_phone, asks_least, asks, posted_on)`;
const PRESSING = 'urgency, bucket, minimum_tier';
const KNOWN_EVERYWHERE = `listed AND reach = 'NETWORK'`;
const KNOWN_IN_CIRCLES = `listed AND reach <> 'NETWORK'`;
/** Of a request, urgency and waiting are the part of the rank that is the same for every offer: together they are an order. */
const REQUEST_INDEXES = `
  CREATE INDEX requests_on_shelf ON request (kind, published_cell, ${PRESSING})
    ${ASKED_BESIDE.replace('published_cell, ', '')} WHERE ${KNOWN_EVERYWHERE} AND NOT by_phone;
  CREATE INDEX requests_on_shelf_by_area ON request (kind, area_of_cell(published_cell), ${PRESSING}) ${ASKED_BESIDE}
    WHERE ${KNOWN_EVERYWHERE} AND NOT by_phone;
  CREATE INDEX requests_on_shelf_by_phone ON request (asked_skill, ${PRESSING}) ${ASKED_BESIDE.replace('asked_skill, ', 'kind, ')}
    WHERE ${KNOWN_EVERYWHERE} AND by_phone;
  CREATE INDEX requests_of_circle_on_shelf ON request (circle_id, kind, area_of_cell(published_cell), ${PRESSING})
    WHERE ${KNOWN_IN_CIRCLES} AND NOT by_phone;
  CREATE INDEX requests_of_circle_on_shelf_by_phone ON request (circle_id, asked_skill, ${PRESSING}) WHERE ${KNOWN_IN_CIRCLES} AND by_phone;
`;
