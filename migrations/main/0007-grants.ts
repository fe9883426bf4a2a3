/** What the serving role may do: read what may be listed, write what use cases write, and not one thing more. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Grants1763800000007 implements MigrationInterface {
  readonly name = 'Grants1763800000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO sanctuary_api, sanctuary_opener;

      GRANT SELECT ON partner, partner_area, partner_key, circle, coordinator, home, home_member, person_session,
        request, grocery_request, ride_request, money_request, time_request, request_line, occurrence, occurrence_line,
        request_block, request_hidden, offer, offer_line, offer_window, offer_period, offer_capacity, claim, claim_line,
        holding, disclosure, notice, report, idempotent_answer, publishable_cell, area_need, snapshot TO sanctuary_api;

      GRANT INSERT ON partner_key, coordinator, home, home_member, person_session, request, grocery_request, ride_request,
        money_request, time_request, request_block, request_hidden, offer, offer_line, offer_window, offer_period,
        claim, disclosure, notice, report, idempotent_answer, area_presence, request_line, occurrence, holding
        TO sanctuary_api;
      -- Quantities are set when a line is made; what is held of them belongs to the triggers.
      GRANT INSERT (occurrence_id, line_id, request_id, quantity) ON occurrence_line TO sanctuary_api;
      GRANT INSERT (period_id, line_id, offer_id, quantity) ON offer_capacity TO sanctuary_api;
      GRANT INSERT (id, claim_id, occurrence_id, request_line_id, quantity, period_id, offer_line_id, offer_quantity)
        ON claim_line TO sanctuary_api;

      GRANT UPDATE (last_used_on, revoked_at) ON partner_key TO sanctuary_api;
      GRANT UPDATE (password_hash, invitation_digest, invitation_ends_at, joined_on, left_at) ON coordinator TO sanctuary_api;
      GRANT UPDATE (tier, vouched_by, vouched_on, paused_at, last_asked_half, languages, features, short_name_box) ON home TO sanctuary_api;
      GRANT UPDATE (password_hash, phone_digest) ON home_member TO sanctuary_api;
      GRANT UPDATE (urgency, until_half, closes_at, summary_box, text_state, text_reasons, held_for_review, expires_at, expiry_told, renewals,
        ending, ended_at, intake_coordinator_id, acceptance) ON request TO sanctuary_api;
      GRANT UPDATE (label_box, note_box) ON request_line TO sanctuary_api;
      -- A window moves on when nobody came in it.
      GRANT UPDATE (over, first_refusal_home_id, first_refusal_until, until_half, closes_at) ON occurrence TO sanctuary_api;
      GRANT UPDATE (status, made_until, last_asked_half) ON offer TO sanctuary_api;
      GRANT UPDATE (status, consents_given, lease_ends_at, extended, accepted_at, first_opened_at, delivered_at, disputed_at,
        ended_at, end_reason, confirmed_by) ON claim TO sanctuary_api;
      GRANT UPDATE (delivered, offer_delivered) ON claim_line TO sanctuary_api;
      GRANT UPDATE (received, paid) ON holding TO sanctuary_api;
      GRANT UPDATE (read, mail_due) ON notice TO sanctuary_api;
      GRANT UPDATE (settled_on, upheld) ON report TO sanctuary_api;
      GRANT UPDATE (applied, box, started_at) ON idempotent_answer TO sanctuary_api;

      -- They run as the owner: nobody but the triggers may set what is held.
      REVOKE EXECUTE ON FUNCTION move_quantities(uuid, uuid, uuid, uuid, integer, integer, integer, integer),
        refresh_request_listed(uuid) FROM PUBLIC;
      -- For the check of health: whether the schema is the one that this program was written for.
      GRANT SELECT ON migration TO sanctuary_api;

      GRANT DELETE ON person_session, idempotent_answer, request_hidden TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM sanctuary_api, sanctuary_opener;
      REVOKE USAGE ON SCHEMA public FROM sanctuary_api, sanctuary_opener;
    `);
  }
}
