/** Indexes by cell beside the shelves looked cheaper for suggestions than they are, and led to each row of a city: one is by area now, and beside the other the shelf has a key of its own. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const PRESSING = 'urgency, bucket, minimum_tier';
const BESIDE = `INCLUDE (id, partner_id, circle_id, from_half, until_half, series_until, time_zone, languages, access_needs, asked_skill,
  by_phone, asks_least, asks, posted_on`;
const KNOWN_EVERYWHERE = `WHERE listed AND reach = 'NETWORK' AND NOT by_phone`;

export class NearestShelf1764500000048 implements MigrationInterface {
  readonly name = 'NearestShelf1764500000048';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- For what is missing in an area.
      DROP INDEX open_offers_by_cell;
      CREATE INDEX open_offers_by_area ON offer (kind, area_of_cell(cell), reach_rings)
        WHERE status = 'OPEN' AND NOT made_for_claim AND home_tier <> 'NEW';

      -- The same cell, in words that listed_requests_by_cell does not know. Each skill lies by itself: nobody reads past those of the others.
      DROP INDEX requests_on_shelf, requests_on_shelf_by_area;
      CREATE INDEX requests_on_shelf ON request (kind, (published_cell || ''), (coalesce(asked_skill, '')), ${PRESSING})
        ${BESIDE}, published_cell) ${KNOWN_EVERYWHERE};
      CREATE INDEX requests_on_shelf_by_area ON request (kind, area_of_cell(published_cell), (coalesce(asked_skill, '')), ${PRESSING})
        ${BESIDE}, published_cell) ${KNOWN_EVERYWHERE};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX requests_on_shelf, requests_on_shelf_by_area;
      CREATE INDEX requests_on_shelf ON request (kind, published_cell, ${PRESSING}) ${BESIDE}) ${KNOWN_EVERYWHERE};
      CREATE INDEX requests_on_shelf_by_area ON request (kind, area_of_cell(published_cell), ${PRESSING}) ${BESIDE}, published_cell) ${KNOWN_EVERYWHERE};
      DROP INDEX open_offers_by_area;
      CREATE INDEX open_offers_by_cell ON offer (kind, cell, reach_rings) WHERE status = 'OPEN' AND NOT made_for_claim;
    `);
  }
}
