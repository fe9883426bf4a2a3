/** Circles that homes join by invitation, and how requests widen from circle to linked circles to the network. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Circles1764400000017 implements MigrationInterface {
  readonly name = 'Circles1764400000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE circle
        ADD COLUMN languages text[] NOT NULL DEFAULT '{}',
        ADD COLUMN required_training text CHECK (required_training IN ('KNOW_YOUR_RIGHTS', 'RAPID_RESPONSE',
          'COMMUNITY_DEFENSE', 'FAIR_EMPLOYMENT', 'CHILD_SAFETY', 'ACCOMPANIMENT')),
        ADD COLUMN members_invite boolean NOT NULL DEFAULT false,
        -- Whoever leaves a circle is in the own one: it must be open to every home of its partner.
        ADD CONSTRAINT own_circle_demands_nothing CHECK (NOT is_own OR required_training IS NULL),
        ADD CONSTRAINT circle_of_partner UNIQUE (id, partner_id);

      -- A home is in exactly one circle, of its own partner.
      UPDATE home h SET circle_id = own.id FROM circle c, circle own
        WHERE c.id = h.circle_id AND c.partner_id <> h.partner_id AND own.partner_id = h.partner_id AND own.is_own;
      ALTER TABLE home ADD CONSTRAINT home_in_circle_of_its_partner FOREIGN KEY (circle_id, partner_id) REFERENCES circle (id, partner_id);
      CREATE INDEX homes_of_circle ON home (circle_id);

      -- Where a circle's homes live, as coarse as what is published of requests: resolution 2 to 6.
      CREATE TABLE circle_area (
        circle_id uuid NOT NULL REFERENCES circle ON DELETE CASCADE,
        cell text NOT NULL CHECK (cell ~ '^8[2-6][0-9a-f]{13}$'),
        PRIMARY KEY (circle_id, cell)
      );
      CREATE INDEX circle_area_by_cell ON circle_area (cell);

      -- Only the digest of its token. Gone when it is used up or over.
      CREATE TABLE circle_invitation (
        id uuid PRIMARY KEY,
        circle_id uuid NOT NULL REFERENCES circle ON DELETE CASCADE,
        digest bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
        uses_left smallint NOT NULL CHECK (uses_left BETWEEN 1 AND 50),
        ends_at timestamptz NOT NULL,
        home_id uuid REFERENCES home ON DELETE CASCADE,
        coordinator_id uuid REFERENCES coordinator ON DELETE CASCADE,
        CONSTRAINT invited_by_one CHECK (num_nonnulls(home_id, coordinator_id) = 1)
      );
      CREATE INDEX circle_invitations_over ON circle_invitation (ends_at);
      CREATE INDEX circle_invitations_of_circle ON circle_invitation (circle_id);

      -- Each step takes in the one before.
      CREATE FUNCTION reach_step(reach text) RETURNS integer LANGUAGE sql IMMUTABLE
        AS $$ SELECT array_position(ARRAY['CIRCLE', 'LINKED', 'NETWORK'], reach) $$;
      ALTER TABLE request
        ADD CONSTRAINT reach_within_what_was_said CHECK (circle_id IS NULL OR reach_step(reach) <= reach_step(widens_to)),
        ADD CONSTRAINT widens_while_there_is_more CHECK (widens_at IS NULL OR (circle_id IS NOT NULL AND reach <> widens_to)),
        ADD CONSTRAINT money_widens_nowhere CHECK (kind <> 'MONEY' OR (circle_id IS NULL AND required_training IS NULL));

      -- The pages of homes are a merge of these: what is known everywhere, and what a circle has for itself or with the circles linked to it.
      DROP INDEX listed_requests_by_kind;
      CREATE INDEX listed_everywhere ON request (urgency, bucket, id) WHERE listed AND reach = 'NETWORK' AND kind <> 'MONEY';
      CREATE INDEX listed_everywhere_by_kind ON request (kind, urgency, bucket, id) WHERE listed AND reach = 'NETWORK' AND kind <> 'MONEY';
      CREATE INDEX listed_in_circle ON request (circle_id, urgency, bucket, id) WHERE listed AND reach <> 'NETWORK' AND kind <> 'MONEY';
      CREATE INDEX listed_in_linked ON request (circle_id, urgency, bucket, id) WHERE listed AND reach = 'LINKED' AND kind <> 'MONEY';

      GRANT SELECT, INSERT, DELETE ON circle_area, circle_invitation TO sanctuary_api;
      GRANT UPDATE (uses_left) ON circle_invitation TO sanctuary_api;
      GRANT INSERT, DELETE ON circle, circle_link TO sanctuary_api;
      GRANT UPDATE (name, languages, required_training, members_invite) ON circle TO sanctuary_api;
      GRANT UPDATE (agreed_on) ON circle_link TO sanctuary_api;
      GRANT UPDATE (circle_id) ON home TO sanctuary_api;
      GRANT UPDATE (circle_id, widens_to, reach, widens_at) ON request TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE UPDATE (circle_id, widens_to, reach, widens_at) ON request FROM sanctuary_api;
      REVOKE UPDATE (circle_id) ON home FROM sanctuary_api;
      REVOKE UPDATE (agreed_on) ON circle_link FROM sanctuary_api;
      REVOKE UPDATE (name, languages, required_training, members_invite) ON circle FROM sanctuary_api;
      REVOKE INSERT, DELETE ON circle, circle_link FROM sanctuary_api;
      DROP INDEX listed_in_linked, listed_in_circle, listed_everywhere_by_kind, listed_everywhere;
      CREATE INDEX listed_requests_by_kind ON request (kind, urgency, bucket, id) WHERE listed;
      ALTER TABLE request DROP CONSTRAINT money_widens_nowhere, DROP CONSTRAINT widens_while_there_is_more,
        DROP CONSTRAINT reach_within_what_was_said;
      DROP FUNCTION reach_step(text);
      DROP TABLE circle_invitation, circle_area;
      DROP INDEX homes_of_circle;
      ALTER TABLE home DROP CONSTRAINT home_in_circle_of_its_partner;
      ALTER TABLE circle DROP CONSTRAINT circle_of_partner, DROP CONSTRAINT own_circle_demands_nothing, DROP COLUMN members_invite,
        DROP COLUMN required_training, DROP COLUMN languages;
    `);
  }
}
