/** Coordinators are known by their mailbox as well: whoever writes something behind a plus does not vouch for a home of their own. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CoordinatorsMailboxes1764400000038 implements MigrationInterface {
  readonly name = 'CoordinatorsMailboxes1764400000038';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Null until it is reckoned, and once the person has left.
      ALTER TABLE coordinator ADD COLUMN mailbox_digest bytea CHECK (octet_length(mailbox_digest) = 32);
      CREATE INDEX coordinators_to_know ON coordinator (id) WHERE mailbox_digest IS NULL AND left_at IS NULL;
      -- Nobody signs in with the passkeys of who has left.
      DELETE FROM passkey k USING coordinator c WHERE c.id = k.coordinator_id AND c.left_at IS NOT NULL;
      GRANT UPDATE (mailbox_digest) ON coordinator TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE UPDATE (mailbox_digest) ON coordinator FROM sanctuary_api;
      DROP INDEX coordinators_to_know;
      ALTER TABLE coordinator DROP COLUMN mailbox_digest;
    `);
  }
}
