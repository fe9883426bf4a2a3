/** Every partner has an agreement from its first day: the one that ships, until it adopts another. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AgreedByDefault1764400000022 implements MigrationInterface {
  readonly name = 'AgreedByDefault1764400000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whoever makes a partner, and however: none is there without.
      CREATE FUNCTION adopt_shipped_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO agreement (partner_id, version, adopted_on, shipped) VALUES (NEW.id, 1, NEW.created_on, 1);
        RETURN NULL;
      END $$;
      CREATE TRIGGER partner_adopts_agreement AFTER INSERT ON partner FOR EACH ROW EXECUTE FUNCTION adopt_shipped_agreement();

      -- Homes of partners that had adopted none are asked now, and told so. What they have accepted to do stands.
      WITH adopted AS (
        INSERT INTO agreement (partner_id, version, adopted_on, shipped)
        SELECT p.id, 1, (now() AT TIME ZONE 'UTC')::date, 1 FROM partner p
        WHERE NOT EXISTS (SELECT FROM agreement a WHERE a.partner_id = p.id) RETURNING partner_id)
      INSERT INTO notice (id, home_id, code, subject_kind, subject_id, happened_half, mail_due)
      SELECT gen_random_uuid(), h.id, 'AGREEMENT_CHANGED', 'HOME', h.id, floor(extract(epoch FROM now()) / 43200)::integer, true
      FROM home h JOIN adopted ON adopted.partner_id = h.partner_id WHERE h.closed_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER partner_adopts_agreement ON partner;
      DROP FUNCTION adopt_shipped_agreement();
    `);
  }
}
