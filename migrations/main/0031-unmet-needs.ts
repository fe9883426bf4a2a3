/** What kind of offer is missing where: counts for partners, taken once a night, that single nobody out. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class UnmetNeeds1764400000031 implements MigrationInterface {
  readonly name = 'UnmetNeeds1764400000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE unmet_need (
        cell h3_cell NOT NULL CHECK (substr(cell, 2, 1) IN ('2', '3', '4')),
        kind help_kind NOT NULL,
        missing text NOT NULL CHECK (missing IN ('OFFER', 'SKILL', 'FEATURE', 'CHILD_SEATS', 'LANGUAGE', 'TRUST', 'TIME', 'FREE_OFFER')),
        open_requests integer NOT NULL CHECK (open_requests >= 5),
        PRIMARY KEY (cell, kind, missing)
      );
      ALTER TABLE snapshot DROP CONSTRAINT snapshot_name_check, ADD CONSTRAINT snapshot_name_check CHECK (name IN ('NEEDS', 'CELLS', 'UNMET'));
      GRANT SELECT ON unmet_need TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE unmet_need;
      DELETE FROM snapshot WHERE name = 'UNMET';
      ALTER TABLE snapshot DROP CONSTRAINT snapshot_name_check, ADD CONSTRAINT snapshot_name_check CHECK (name IN ('NEEDS', 'CELLS'));
    `);
  }
}
