/** The ledger: accounts, and transfers between them that are whole, balanced, and never changed. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Ledger1764400000026 implements MigrationInterface {
  readonly name = 'Ledger1764400000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A balance is moved by entries alone. Giver and request meet in no transfer: a fund, or the partner's holding, stands between.
      --   PLEDGE +, PROMISED −   what was promised and has not come
      --   GIVER −                what came from a giver; FUND, HOLDING +: what the partner has of it
      --   REQUEST +              what is set aside for a request; PAID, REIMBURSED, FEES +: what went out
      CREATE TABLE ledger_account (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('PLEDGE', 'PROMISED', 'GIVER', 'FUND', 'HOLDING', 'REQUEST', 'PAID', 'REIMBURSED', 'FEES')),
        partner_id uuid NOT NULL REFERENCES partner,
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        fund_id uuid,
        pledge_id uuid,
        -- Null once the home is erased, or the request forgotten: the figures stay.
        home_id uuid REFERENCES home ON DELETE SET NULL,
        request_id uuid REFERENCES request ON DELETE SET NULL,
        -- Minor units. Written by a trigger alone.
        balance bigint NOT NULL DEFAULT 0,
        UNIQUE (id, currency),
        FOREIGN KEY (fund_id, partner_id, currency) REFERENCES fund (id, partner_id, currency),
        FOREIGN KEY (pledge_id, partner_id, currency) REFERENCES pledge (id, partner_id, currency),
        CHECK ((kind = 'FUND') = (fund_id IS NOT NULL)),
        CHECK (kind IN ('PLEDGE', 'GIVER') OR num_nonnulls(pledge_id, home_id) = 0),
        CHECK (kind = 'REQUEST' OR request_id IS NULL),
        CONSTRAINT account_not_overdrawn CHECK (kind IN ('GIVER', 'PROMISED') OR balance >= 0),
        CONSTRAINT account_not_given_back_beyond CHECK (kind NOT IN ('GIVER', 'PROMISED') OR balance <= 0),
        CONSTRAINT account_within_bounds CHECK (balance BETWEEN -9000000000000000 AND 9000000000000000)
      );
      CREATE UNIQUE INDEX one_account_of_partner ON ledger_account (partner_id, currency, kind)
        WHERE kind IN ('PROMISED', 'HOLDING', 'PAID', 'REIMBURSED', 'FEES');
      CREATE UNIQUE INDEX one_account_of_fund ON ledger_account (fund_id) WHERE fund_id IS NOT NULL;
      CREATE UNIQUE INDEX one_account_of_pledge ON ledger_account (pledge_id, kind) WHERE pledge_id IS NOT NULL;
      CREATE UNIQUE INDEX one_account_of_home ON ledger_account (home_id, partner_id, currency, kind)
        WHERE home_id IS NOT NULL AND pledge_id IS NULL;
      CREATE UNIQUE INDEX one_account_of_request ON ledger_account (request_id) WHERE request_id IS NOT NULL;
      CREATE INDEX accounts_of_home ON ledger_account (home_id) WHERE home_id IS NOT NULL;

      -- Known by its day, and by the part that somebody had in it: no number, no moment and no person would say which came with which.
      CREATE TABLE ledger_transfer (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('OPENING', 'PLEDGED', 'PLEDGE_WITHDRAWN', 'RECEIVED', 'GIVEN_BACK', 'ALLOCATED', 'RELEASED', 'PAID',
          'PAYMENT_RETURNED', 'MOVED', 'REIMBURSED', 'REVERSED')),
        partner_id uuid NOT NULL REFERENCES partner,
        currency text NOT NULL,
        -- In UTC.
        day date NOT NULL,
        by_whom text NOT NULL CHECK (by_whom IN ('HOME', 'FAMILY', 'COORDINATOR', 'CLOCK', 'OPERATOR')),
        reverses_id uuid UNIQUE REFERENCES ledger_transfer DEFERRABLE INITIALLY DEFERRED,
        -- Of one half of money alone: a giving or a receiving claim. It goes with the request.
        claim_id uuid REFERENCES claim ON DELETE SET NULL,
        pledge_id uuid REFERENCES pledge,
        -- HMAC of what a bank statement calls it: the same twice is the same money.
        reference_digest bytea CHECK (octet_length(reference_digest) = 32),
        method text CHECK (method IN ('GIFT_CARD', 'CASH_THROUGH_COORDINATOR', 'BILL_PAID_BY_PARTNER')),
        UNIQUE (id, day, currency),
        CHECK ((kind = 'REVERSED') = (reverses_id IS NOT NULL)),
        CHECK (claim_id IS NULL OR pledge_id IS NULL)
      );
      CREATE UNIQUE INDEX bank_reference_is_new ON ledger_transfer (partner_id, reference_digest) WHERE reference_digest IS NOT NULL;
      CREATE INDEX transfers_of_claim ON ledger_transfer (claim_id) WHERE claim_id IS NOT NULL;
      CREATE INDEX transfers_of_pledge ON ledger_transfer (pledge_id) WHERE pledge_id IS NOT NULL;
      CREATE INDEX transfers_of_partner ON ledger_transfer (partner_id, day);

      -- Day and currency are those of the transfer, and the currency that of the account: the keys say so.
      CREATE TABLE ledger_entry (
        transfer_id uuid NOT NULL,
        account_id uuid NOT NULL,
        amount bigint NOT NULL CHECK (amount <> 0 AND amount BETWEEN -9000000000000000 AND 9000000000000000),
        day date NOT NULL,
        currency text NOT NULL,
        PRIMARY KEY (transfer_id, account_id),
        FOREIGN KEY (transfer_id, day, currency) REFERENCES ledger_transfer (id, day, currency),
        FOREIGN KEY (account_id, currency) REFERENCES ledger_account (id, currency)
      );
      CREATE INDEX entries_of_account ON ledger_entry (account_id, day) INCLUDE (amount, transfer_id);

      -- All entries of a transfer come in one statement, sum to zero, and move the balances under the locks of their accounts, always in
      -- the order of their ids.
      CREATE FUNCTION post_entries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        IF EXISTS (SELECT FROM (SELECT transfer_id, count(*) AS entries, sum(amount) AS total FROM entered GROUP BY transfer_id) t
          WHERE t.entries < 2 OR t.total <> 0
            OR t.entries <> (SELECT count(*) FROM ledger_entry e WHERE e.transfer_id = t.transfer_id))
        THEN
          RAISE EXCEPTION 'a transfer is whole and balanced' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        PERFORM FROM ledger_account WHERE id IN (SELECT account_id FROM entered) ORDER BY id FOR NO KEY UPDATE;
        UPDATE ledger_account a SET balance = a.balance + moved.amount
        FROM (SELECT account_id, sum(amount)::bigint AS amount FROM entered GROUP BY account_id) moved WHERE a.id = moved.account_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER balances_follow_entries AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS entered
        FOR EACH STATEMENT EXECUTE FUNCTION post_entries();

      -- Once more at the end of the transaction: no transfer is empty, and a reversal undoes exactly one transfer that is none itself.
      CREATE FUNCTION check_transfer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE
        entries bigint;
        total numeric;
      BEGIN
        SELECT count(*), coalesce(sum(amount), 0) INTO entries, total FROM ledger_entry WHERE transfer_id = NEW.id;
        IF entries < 2 OR total <> 0 THEN
          RAISE EXCEPTION 'a transfer is whole and balanced' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NEW.reverses_id IS NOT NULL AND (
          EXISTS (SELECT FROM ledger_transfer WHERE id = NEW.reverses_id AND reverses_id IS NOT NULL)
          OR EXISTS (SELECT account_id, amount FROM ledger_entry WHERE transfer_id = NEW.id
            EXCEPT SELECT account_id, -amount FROM ledger_entry WHERE transfer_id = NEW.reverses_id)
          OR entries <> (SELECT count(*) FROM ledger_entry WHERE transfer_id = NEW.reverses_id))
        THEN
          RAISE EXCEPTION 'a reversal undoes one transfer, whole' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER transfer_is_whole AFTER INSERT ON ledger_transfer DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION check_transfer();

      -- Nobody changes what was entered, the owner neither. Written anew as it is, in another place, is no change; what a transfer or an
      -- account is about may be forgotten.
      CREATE FUNCTION refuse_change_of_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
          -- From within the trigger on entries.
          IF TG_TABLE_NAME = 'ledger_account' AND pg_trigger_depth() > 1 THEN
            OLD.balance := NEW.balance;
            IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
          END IF;
          IF to_jsonb(NEW) = to_jsonb(OLD) || '{"claim_id": null}' OR to_jsonb(NEW) = to_jsonb(OLD) || '{"home_id": null}'
            OR to_jsonb(NEW) = to_jsonb(OLD) || '{"request_id": null}'
          THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION 'the ledger does not change' USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ledger();
      CREATE TRIGGER transfer_stays BEFORE UPDATE OR DELETE ON ledger_transfer FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ledger();
      CREATE TRIGGER account_stays BEFORE UPDATE OR DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ledger();

      REVOKE EXECUTE ON FUNCTION post_entries(), check_transfer() FROM PUBLIC;
      GRANT SELECT ON ledger_account, ledger_transfer, ledger_entry TO sanctuary_api;
      GRANT INSERT (id, kind, partner_id, currency, fund_id, pledge_id, home_id, request_id) ON ledger_account TO sanctuary_api;
      GRANT INSERT ON ledger_transfer, ledger_entry TO sanctuary_api;
      GRANT UPDATE (home_id) ON ledger_account TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE ledger_entry, ledger_transfer, ledger_account;
      DROP FUNCTION refuse_change_of_ledger();
      DROP FUNCTION check_transfer();
      DROP FUNCTION post_entries();
    `);
  }
}
