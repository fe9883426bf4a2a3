/** Where partners were let look after what no people of theirs posted: what they say of themselves counts only there. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AgreedAreas1764600000054 implements MigrationInterface {
  readonly name = 'AgreedAreas1764600000054';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whether a cell is this one or lies in it: both have the digits of the area's resolution in common, three bits each behind the seven of the base cell.
      CREATE FUNCTION lies_in(cell text, area text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT substr(cell, 2, 1) >= substr(area, 2, 1)
          AND left(('x' || substr(cell, 3))::bit(52)::text, 7 + 3 * substr(area, 2, 1)::integer)
            = left(('x' || substr(area, 3))::bit(52)::text, 7 + 3 * substr(area, 2, 1)::integer) $$;

      CREATE TABLE agreed_area (
        partner_id uuid NOT NULL REFERENCES partner,
        cell h3_cell NOT NULL CHECK (substr(cell, 2, 1) IN ('2', '3', '4')),
        agreed_on date NOT NULL,
        PRIMARY KEY (partner_id, cell)
      );
      -- What they look after until now stands.
      INSERT INTO agreed_area (partner_id, cell, agreed_on)
        SELECT said.partner_id, said.cell, current_date FROM (
          SELECT partner_id, cell FROM partner_area
          UNION SELECT g.partner_id, a.cell FROM program_area a JOIN program g ON g.id = a.program_id WHERE g.ended_on IS NULL) said
          JOIN partner p ON p.id = said.partner_id WHERE NOT p.is_host;

      -- The last day on which it began to wait for a yes: the host is told once a day.
      ALTER TABLE partner ADD COLUMN areas_asked_on date;

      ALTER TABLE queue_entry
        DROP CONSTRAINT queue_entry_check, DROP CONSTRAINT one_entry_of_each,
        ADD COLUMN about_partner_id uuid REFERENCES partner,
        ADD CONSTRAINT queue_entry_check CHECK (num_nonnulls(request_id, claim_id, report_id, offer_id, home_id, about_partner_id) = 1),
        ADD CONSTRAINT one_entry_of_each
          UNIQUE NULLS NOT DISTINCT (partner_id, kind, request_id, claim_id, report_id, offer_id, home_id, about_partner_id);
      CREATE INDEX queue_entries_about_partner ON queue_entry (about_partner_id) WHERE about_partner_id IS NOT NULL;

      GRANT SELECT, INSERT, DELETE ON agreed_area TO sanctuary_api;
      GRANT UPDATE (areas_asked_on) ON partner TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM queue_entry WHERE about_partner_id IS NOT NULL;
      ALTER TABLE queue_entry
        DROP CONSTRAINT queue_entry_check, DROP CONSTRAINT one_entry_of_each,
        DROP COLUMN about_partner_id,
        ADD CONSTRAINT queue_entry_check CHECK (num_nonnulls(request_id, claim_id, report_id, offer_id, home_id) = 1),
        ADD CONSTRAINT one_entry_of_each UNIQUE NULLS NOT DISTINCT (partner_id, kind, request_id, claim_id, report_id, offer_id, home_id);
      REVOKE UPDATE (areas_asked_on) ON partner FROM sanctuary_api;
      ALTER TABLE partner DROP COLUMN areas_asked_on;
      DROP TABLE agreed_area;
      DROP FUNCTION lies_in(text, text);
    `);
  }
}
