/** Shelves of requests are keyed by their turn and their day, in numbers: what an offer cannot serve for its time is passed over in the index, and what could not be among the best is not read. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVERYWHERE = `WHERE listed AND reach = 'NETWORK'`;
const IN_CIRCLES = `WHERE listed AND reach <> 'NETWORK'`;

const IN_TURN = `turn_of_request(urgency, bucket), half_of_request(from_half, until_half, series_until), asks_least, minimum_tier`;
const BESIDE = `INCLUDE (id, partner_id, circle_id, from_half, until_half, series_until, posted_on, asks, urgency, bucket, by_phone, time_zone, languages,
  access_needs, published_cell`;

const PRESSING = 'urgency, bucket, minimum_tier';
const BESIDE_BEFORE = `INCLUDE (id, partner_id, circle_id, from_half, until_half, series_until, time_zone, languages, access_needs, by_phone, asks_least,
  asks, posted_on, published_cell`;

const SHELVES = `requests_on_shelf, requests_on_shelf_by_area, requests_on_shelf_by_phone, requests_of_circle_on_shelf,
  requests_of_circle_on_shelf_by_phone`;

export class RequestsInTurn1764700000057 implements MigrationInterface {
  readonly name = 'RequestsInTurn1764700000057';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The order in which requests press: by urgency, and in each class those that have waited longest first.
      CREATE FUNCTION turn_of_request(asked urgency, bucket integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT CASE asked WHEN 'TODAY' THEN 0 WHEN 'THIS_WEEK' THEN 1000000 ELSE 2000000 END + bucket $$;
      -- The one half-day that a request is for. With a minus, the first of a few; -2 for a series and what takes longer, -1 without a date.
      CREATE FUNCTION half_of_request(from_half integer, until_half integer, series_until date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT CASE WHEN from_half IS NULL THEN -1 WHEN series_until IS NOT NULL OR until_half - from_half > 7 THEN -2
          WHEN until_half > from_half THEN -from_half ELSE from_half END $$;
      -- An index of the H3 grid is a number, and its name that number in hexadecimal: it takes half the room.
      CREATE FUNCTION number_of_cell(cell text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ('x' || cell)::bit(60)::bigint $$;

      DROP INDEX ${SHELVES};
      CREATE INDEX requests_on_shelf ON request (number_of_cell(published_cell), kind, hashtext(coalesce(asked_skill, '')), ${IN_TURN})
        ${BESIDE}, asked_skill) ${EVERYWHERE} AND NOT by_phone;
      CREATE INDEX requests_on_shelf_by_area ON request (number_of_cell(area_of_cell(published_cell)), kind, hashtext(coalesce(asked_skill, '')), ${IN_TURN})
        ${BESIDE}, asked_skill) ${EVERYWHERE} AND NOT by_phone;
      CREATE INDEX requests_on_shelf_by_phone ON request (asked_skill, ${IN_TURN}) ${BESIDE}, kind) ${EVERYWHERE} AND by_phone;
      CREATE INDEX requests_of_circle_on_shelf ON request (circle_id, kind, area_of_cell(published_cell), turn_of_request(urgency, bucket))
        ${IN_CIRCLES} AND NOT by_phone;
      CREATE INDEX requests_of_circle_on_shelf_by_phone ON request (circle_id, asked_skill, turn_of_request(urgency, bucket)) ${IN_CIRCLES} AND by_phone;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ${SHELVES};
      CREATE INDEX requests_on_shelf ON request (kind, (published_cell || ''), (coalesce(asked_skill, '')), ${PRESSING})
        ${BESIDE_BEFORE}, asked_skill) ${EVERYWHERE} AND NOT by_phone;
      CREATE INDEX requests_on_shelf_by_area ON request (kind, area_of_cell(published_cell), (coalesce(asked_skill, '')), ${PRESSING})
        ${BESIDE_BEFORE}, asked_skill) ${EVERYWHERE} AND NOT by_phone;
      CREATE INDEX requests_on_shelf_by_phone ON request (asked_skill, ${PRESSING}) ${BESIDE_BEFORE}, kind) ${EVERYWHERE} AND by_phone;
      CREATE INDEX requests_of_circle_on_shelf ON request (circle_id, kind, area_of_cell(published_cell), ${PRESSING}) ${IN_CIRCLES} AND NOT by_phone;
      CREATE INDEX requests_of_circle_on_shelf_by_phone ON request (circle_id, asked_skill, ${PRESSING}) ${IN_CIRCLES} AND by_phone;
      DROP FUNCTION number_of_cell(text);
      DROP FUNCTION half_of_request(integer, integer, date);
      DROP FUNCTION turn_of_request(urgency, integer);
    `);
  }
}
