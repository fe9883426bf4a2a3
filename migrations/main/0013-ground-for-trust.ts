/** What the parts of trust stand on: roles, the circles' links, how far a request has widened, agreements, certificates. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GroundForTrust1764400000013 implements MigrationInterface {
  readonly name = 'GroundForTrust1764400000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whoever coordinates already does everything, as before.
      ALTER TABLE coordinator ADD COLUMN roles text[] NOT NULL DEFAULT ARRAY['INTAKE', 'REVIEWER', 'DISPATCHER', 'ADMIN']
        CHECK (cardinality(roles) > 0 AND roles <@ ARRAY['INTAKE', 'REVIEWER', 'DISPATCHER', 'ADMIN']);

      ALTER TABLE home
        ADD COLUMN kind text NOT NULL DEFAULT 'HOUSEHOLD' CHECK (kind IN ('HOUSEHOLD', 'LOCAL_BUSINESS', 'CONGREGATION')),
        ADD COLUMN closed_at timestamptz,
        ADD CONSTRAINT home_of_partner UNIQUE (id, partner_id);

      -- Every partner has a circle of its own, which homes join that nobody invited into another.
      ALTER TABLE circle ADD COLUMN is_own boolean NOT NULL DEFAULT false;
      INSERT INTO circle (id, partner_id, name)
        SELECT gen_random_uuid(), p.id, left(p.name, 80) FROM partner p WHERE NOT EXISTS (SELECT FROM circle c WHERE c.partner_id = p.id);
      UPDATE circle SET is_own = true WHERE id IN (SELECT DISTINCT ON (partner_id) id FROM circle ORDER BY partner_id, name);
      CREATE UNIQUE INDEX one_own_circle ON circle (partner_id) WHERE is_own;

      -- Two circles, the lower id first: a pair has one row, and no circle is linked to itself. It stands once both sides have said yes.
      CREATE TABLE circle_link (
        low_id uuid NOT NULL REFERENCES circle ON DELETE CASCADE,
        high_id uuid NOT NULL REFERENCES circle ON DELETE CASCADE,
        proposed_by uuid NOT NULL REFERENCES circle,
        proposed_on date NOT NULL,
        agreed_on date,
        PRIMARY KEY (low_id, high_id),
        CONSTRAINT no_circle_linked_to_itself CHECK (low_id < high_id),
        CHECK (proposed_by IN (low_id, high_id))
      );
      CREATE INDEX circle_link_by_high ON circle_link (high_id);

      -- A request is known in its circle first. Money is never listed, and those that were there before are known everywhere.
      ALTER TABLE request
        ADD COLUMN circle_id uuid REFERENCES circle,
        ADD COLUMN widens_to text NOT NULL DEFAULT 'NETWORK' CHECK (widens_to IN ('CIRCLE', 'LINKED', 'NETWORK')),
        ADD COLUMN reach text NOT NULL DEFAULT 'NETWORK' CHECK (reach IN ('CIRCLE', 'LINKED', 'NETWORK')),
        ADD COLUMN widens_at timestamptz,
        ADD COLUMN required_training text CHECK (required_training IN ('KNOW_YOUR_RIGHTS', 'RAPID_RESPONSE',
          'COMMUNITY_DEFENSE', 'FAIR_EMPLOYMENT', 'CHILD_SAFETY', 'ACCOMPANIMENT')),
        ADD CHECK (circle_id IS NOT NULL OR reach = 'NETWORK');
      CREATE INDEX requests_to_widen ON request (widens_at) WHERE widens_at IS NOT NULL AND ended_at IS NULL;
      CREATE INDEX requests_of_circle ON request (circle_id);

      -- What a home agrees to before its first claim; a new version asks again.
      CREATE TABLE agreement (
        partner_id uuid NOT NULL REFERENCES partner,
        version integer NOT NULL CHECK (version > 0),
        adopted_on date NOT NULL,
        adopted_by uuid REFERENCES coordinator,
        PRIMARY KEY (partner_id, version)
      );
      CREATE TABLE agreement_acceptance (
        home_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        version integer NOT NULL,
        accepted_on date NOT NULL,
        PRIMARY KEY (home_id, version),
        FOREIGN KEY (home_id, partner_id) REFERENCES home (id, partner_id) ON DELETE CASCADE,
        FOREIGN KEY (partner_id, version) REFERENCES agreement (partner_id, version)
      );

      -- Of a member; the home has it while that member is one of its own.
      CREATE TABLE certificate (
        id uuid PRIMARY KEY,
        member_id uuid NOT NULL REFERENCES home_member ON DELETE CASCADE,
        home_id uuid NOT NULL REFERENCES home ON DELETE CASCADE,
        topic text NOT NULL CHECK (topic IN ('KNOW_YOUR_RIGHTS', 'RAPID_RESPONSE', 'COMMUNITY_DEFENSE', 'FAIR_EMPLOYMENT',
          'CHILD_SAFETY', 'ACCOMPANIMENT')),
        partner_id uuid NOT NULL REFERENCES partner,
        issued_on date NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX certificates_of_home ON certificate (home_id, topic) WHERE revoked_at IS NULL;
      CREATE INDEX certificates_of_member ON certificate (member_id);

      GRANT SELECT ON circle_link, agreement, agreement_acceptance, certificate TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE certificate, agreement_acceptance, agreement;
      DROP INDEX requests_of_circle, requests_to_widen;
      ALTER TABLE request DROP COLUMN required_training, DROP COLUMN widens_at, DROP COLUMN reach, DROP COLUMN widens_to, DROP COLUMN circle_id;
      DROP TABLE circle_link;
      DROP INDEX one_own_circle;
      ALTER TABLE circle DROP COLUMN is_own;
      ALTER TABLE home DROP CONSTRAINT home_of_partner, DROP COLUMN closed_at, DROP COLUMN kind;
      ALTER TABLE coordinator DROP COLUMN roles;
    `);
  }
}
