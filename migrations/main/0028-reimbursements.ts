/** What homes had to pay for groceries and rides, asked back from a fund: once for a claim, and once for a receipt. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Reimbursements1764400000028 implements MigrationInterface {
  readonly name = 'Reimbursements1764400000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reimbursement (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        -- Null once the request was forgotten, or the home erased: that the fund paid it stays.
        claim_id uuid REFERENCES claim ON DELETE SET NULL,
        home_id uuid REFERENCES home ON DELETE SET NULL,
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        -- Minor units, as the receipt says.
        amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000),
        -- HMAC of what the receipt is called, for this partner: the same twice is the same receipt.
        receipt_digest bytea NOT NULL CHECK (octet_length(receipt_digest) = 32),
        state text NOT NULL CHECK (state IN ('ASKED', 'ACCEPTED', 'PAID', 'DECLINED', 'WITHDRAWN', 'LAPSED')),
        asked_on date NOT NULL,
        settled_on date CHECK (settled_on >= asked_on),
        -- Set by the first coordinator who agrees.
        fund_id uuid,
        accepted_by uuid REFERENCES coordinator,
        needs_second boolean NOT NULL DEFAULT false,
        paid_by uuid REFERENCES coordinator,
        FOREIGN KEY (fund_id, partner_id, currency) REFERENCES fund (id, partner_id, currency),
        CHECK ((state IN ('PAID', 'DECLINED', 'WITHDRAWN', 'LAPSED')) = (settled_on IS NOT NULL)),
        CHECK ((state = 'PAID') = (paid_by IS NOT NULL)),
        CHECK (state NOT IN ('ACCEPTED', 'PAID') OR (fund_id IS NOT NULL AND accepted_by IS NOT NULL)),
        CHECK (state <> 'ACCEPTED' OR needs_second),
        CONSTRAINT reimbursed_by_a_second CHECK (NOT needs_second OR paid_by IS NULL OR paid_by <> accepted_by)
      );
      CREATE UNIQUE INDEX one_reimbursement_of_claim ON reimbursement (claim_id) WHERE state IN ('ASKED', 'ACCEPTED', 'PAID');
      CREATE UNIQUE INDEX receipt_is_new ON reimbursement (partner_id, receipt_digest) WHERE state IN ('ASKED', 'ACCEPTED', 'PAID');
      CREATE INDEX reimbursements_waiting ON reimbursement (partner_id, asked_on, id) WHERE state IN ('ASKED', 'ACCEPTED');
      CREATE INDEX reimbursements_of_home ON reimbursement (home_id, asked_on, id) WHERE home_id IS NOT NULL;
      CREATE INDEX reimbursements_of_claim ON reimbursement (claim_id) WHERE claim_id IS NOT NULL;

      -- What was paid is paid, and what was asked is not another amount later; claim and home may be forgotten.
      CREATE FUNCTION refuse_change_of_reimbursement() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.id, NEW.partner_id, NEW.currency, NEW.amount, NEW.receipt_digest, NEW.asked_on)
            IS DISTINCT FROM (OLD.id, OLD.partner_id, OLD.currency, OLD.amount, OLD.receipt_digest, OLD.asked_on)
          OR (NEW.claim_id IS NOT NULL AND NEW.claim_id IS DISTINCT FROM OLD.claim_id)
          OR (NEW.home_id IS NOT NULL AND NEW.home_id IS DISTINCT FROM OLD.home_id)
          OR (OLD.settled_on IS NOT NULL AND (NEW.state, NEW.settled_on, NEW.fund_id, NEW.accepted_by, NEW.paid_by)
            IS DISTINCT FROM (OLD.state, OLD.settled_on, OLD.fund_id, OLD.accepted_by, OLD.paid_by))
        THEN
          RAISE EXCEPTION 'a reimbursement does not change' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER reimbursement_stays BEFORE UPDATE ON reimbursement
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_reimbursement();

      CREATE TABLE sealed.receipt (
        reimbursement_id uuid PRIMARY KEY,
        claim_id uuid NOT NULL,
        data_key_id uuid NOT NULL,
        box bytea NOT NULL
      );
      CREATE INDEX sealed_receipts_of_claim ON sealed.receipt (claim_id);
      ALTER TABLE sealed.receipt ENABLE ROW LEVEL SECURITY;
      ALTER TABLE sealed.receipt FORCE ROW LEVEL SECURITY;
      CREATE POLICY one_claim ON sealed.receipt TO sanctuary_opener
        USING (claim_id = sealed.row_in_hand('sanctuary.claim')) WITH CHECK (claim_id = sealed.row_in_hand('sanctuary.claim'));
      CREATE POLICY keeper ON sealed.receipt TO CURRENT_USER USING (true) WITH CHECK (true);
      GRANT SELECT, INSERT, DELETE ON sealed.receipt TO sanctuary_opener;

      GRANT SELECT ON reimbursement TO sanctuary_api;
      GRANT INSERT (id, partner_id, claim_id, home_id, currency, amount, receipt_digest, state, asked_on) ON reimbursement TO sanctuary_api;
      GRANT UPDATE (home_id, state, settled_on, fund_id, accepted_by, needs_second, paid_by) ON reimbursement TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE sealed.receipt, reimbursement;
      DROP FUNCTION refuse_change_of_reimbursement();
    `);
  }
}
