/** Partners, their keys and coordinators, circles, homes and everybody's sign-in: who may act, and for whom. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class People1763800000001 implements MigrationInterface {
  readonly name = 'People1763800000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE help_kind AS ENUM ('GROCERY', 'RIDE', 'MONEY', 'TIME');
      CREATE TYPE home_tier AS ENUM ('NEW', 'VOUCHED', 'TRUSTED');
      CREATE TYPE party AS ENUM ('HOME', 'FAMILY', 'COORDINATOR');

      -- A hexagon of Uber's H3 grid. Finer than resolution 7 is nearly an address and never stored.
      CREATE DOMAIN h3_cell AS text COLLATE "C" CHECK (VALUE ~ '^8[2-7][0-9a-f]{13}$');

      CREATE TABLE partner (
        id uuid PRIMARY KEY,
        name text NOT NULL UNIQUE CHECK (char_length(name) BETWEEN 1 AND 120),
        is_host boolean NOT NULL DEFAULT false,
        reviews_requests boolean NOT NULL DEFAULT false,
        languages text[] NOT NULL DEFAULT '{}',
        contact_for_families text CHECK (char_length(contact_for_families) <= 200),
        created_on date NOT NULL
      );
      CREATE UNIQUE INDEX one_host_partner ON partner (is_host) WHERE is_host;

      -- Where a partner looks after what no frontend or coordinator of its own posted. Resolution 4 or coarser.
      CREATE TABLE partner_area (
        partner_id uuid NOT NULL REFERENCES partner,
        cell h3_cell NOT NULL CHECK (substr(cell, 2, 1) IN ('2', '3', '4')),
        PRIMARY KEY (partner_id, cell)
      );
      CREATE INDEX partner_area_by_cell ON partner_area (cell);

      CREATE TABLE partner_key (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        kind text NOT NULL CHECK (kind IN ('PUBLISHABLE', 'SECRET')),
        label text NOT NULL CHECK (char_length(label) BETWEEN 1 AND 80),
        digest bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
        origins text[] NOT NULL DEFAULT '{}',
        scopes text[] NOT NULL DEFAULT '{}',
        created_on date NOT NULL,
        last_used_on date,
        revoked_at timestamptz,
        CHECK (kind = 'SECRET' OR scopes = '{}'),
        CHECK (kind = 'PUBLISHABLE' OR origins = '{}')
      );

      CREATE TABLE circle (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
        UNIQUE (partner_id, name)
      );

      CREATE TABLE coordinator (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        email_digest bytea NOT NULL UNIQUE CHECK (octet_length(email_digest) = 32),
        password_hash text,
        invitation_digest bytea UNIQUE,
        invitation_ends_at timestamptz,
        joined_on date,
        left_at timestamptz,
        CHECK ((password_hash IS NULL) = (joined_on IS NULL)),
        CHECK ((invitation_digest IS NULL) = (invitation_ends_at IS NULL))
      );

      CREATE TABLE home (
        id uuid PRIMARY KEY,
        circle_id uuid NOT NULL REFERENCES circle,
        partner_id uuid NOT NULL REFERENCES partner,
        tier home_tier NOT NULL DEFAULT 'NEW',
        short_name_box bytea NOT NULL,
        languages text[] NOT NULL DEFAULT '{}',
        features text[] NOT NULL DEFAULT '{}',
        vouched_by uuid REFERENCES coordinator,
        vouched_on date,
        paused_at timestamptz,
        last_asked_half integer NOT NULL DEFAULT 0,
        registered_on date NOT NULL,
        CHECK ((vouched_by IS NULL) = (vouched_on IS NULL)),
        CHECK (tier = 'NEW' OR vouched_by IS NOT NULL)
      );
      CREATE INDEX home_by_partner ON home (partner_id);

      CREATE TABLE home_member (
        id uuid PRIMARY KEY,
        home_id uuid NOT NULL REFERENCES home,
        email_digest bytea NOT NULL UNIQUE CHECK (octet_length(email_digest) = 32),
        phone_digest bytea CHECK (octet_length(phone_digest) = 32),
        password_hash text NOT NULL
      );
      CREATE INDEX home_member_by_home ON home_member (home_id);
      CREATE INDEX home_member_by_phone ON home_member (phone_digest) WHERE phone_digest IS NOT NULL;

      -- Homes and coordinators. Families have their sessions in the key store, away from everything they own.
      CREATE TABLE person_session (
        digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
        member_id uuid REFERENCES home_member,
        coordinator_id uuid REFERENCES coordinator,
        expires_at timestamptz NOT NULL,
        CHECK (num_nonnulls(member_id, coordinator_id) = 1)
      );
      CREATE INDEX person_session_by_expiry ON person_session (expires_at);
      CREATE INDEX person_session_by_member ON person_session (member_id) WHERE member_id IS NOT NULL;
      CREATE INDEX person_session_by_coordinator ON person_session (coordinator_id) WHERE coordinator_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE person_session, home_member, home, coordinator, circle, partner_key, partner_area, partner;
      DROP DOMAIN h3_cell;
      DROP TYPE party;
      DROP TYPE home_tier;
      DROP TYPE help_kind;
    `);
  }
}
