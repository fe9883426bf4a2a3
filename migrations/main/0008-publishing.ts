/** Requests appear for others on marks of the clock, not when they are posted. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Publishing1763800000008 implements MigrationInterface {
  readonly name = 'Publishing1763800000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Off unless the program that connects says otherwise: whoever forgets to say it publishes later, never earlier.
      CREATE FUNCTION publishes_at_once() RETURNS boolean LANGUAGE sql STABLE
        AS $$ SELECT coalesce(current_setting('sanctuary.publish_at_once', true) = 'on', false) $$;

      -- Whether it has passed a mark of the clock since it was posted: before, it is there for nobody but its family and who took it in.
      ALTER TABLE request ADD published boolean NOT NULL DEFAULT true;
      ALTER TABLE request ALTER published SET DEFAULT publishes_at_once();
      CREATE INDEX requests_to_publish ON request (id) WHERE NOT published;

      -- Something of it is free, whether or not others find it yet.
      CREATE FUNCTION request_is_wanted(the_request uuid) RETURNS boolean LANGUAGE sql STABLE
      SET search_path = pg_catalog, public AS $$
        SELECT r.ended_at IS NULL AND NOT r.held_for_review AND EXISTS (
          SELECT FROM occurrence_line l JOIN occurrence o ON o.id = l.occurrence_id
          WHERE l.request_id = r.id AND NOT o.over AND l.held + l.fulfilled < l.quantity)
        FROM request r WHERE r.id = the_request
      $$;

      -- It disappears at once. It appears, also again, on a mark of the clock: there the sweep sets what this leaves alone.
      CREATE OR REPLACE FUNCTION refresh_request_listed(the_request uuid) RETURNS void LANGUAGE sql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        UPDATE request SET listed = fresh.listed
        FROM (
          SELECT request_is_wanted(r.id) AND (r.listed OR publishes_at_once()) AS listed FROM request r WHERE r.id = the_request
        ) fresh
        WHERE id = the_request AND request.listed IS DISTINCT FROM fresh.listed
      $$;

      -- When rows were last written anew in no order, in each half-day (in UTC): before which transaction, and by which.
      CREATE TABLE row_order (
        store text NOT NULL CHECK (store IN ('MAIN', 'KEYS')),
        half integer NOT NULL,
        began text NOT NULL CHECK (began ~ '^[0-9]{1,20}$'),
        writers text[] NOT NULL,
        PRIMARY KEY (store, half)
      );

      -- Whoever is blocked takes the place of a household that there is not.
      GRANT DELETE ON request_block TO sanctuary_api;

      GRANT EXECUTE ON FUNCTION request_is_wanted(uuid), publishes_at_once() TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION refresh_request_listed(the_request uuid) RETURNS void LANGUAGE sql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        UPDATE request SET listed = fresh.listed
        FROM (
          SELECT r.ended_at IS NULL AND NOT r.held_for_review AND EXISTS (
            SELECT FROM occurrence_line l JOIN occurrence o ON o.id = l.occurrence_id
            WHERE l.request_id = r.id AND NOT o.over AND l.held + l.fulfilled < l.quantity) AS listed
          FROM request r WHERE r.id = the_request
        ) fresh
        WHERE id = the_request AND request.listed IS DISTINCT FROM fresh.listed
      $$;
      REVOKE DELETE ON request_block FROM sanctuary_api;
      DROP TABLE row_order;
      DROP FUNCTION request_is_wanted(uuid);
      DROP INDEX requests_to_publish;
      ALTER TABLE request DROP published;
      DROP FUNCTION publishes_at_once();
    `);
  }
}
