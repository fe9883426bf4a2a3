/** What was entered wrongly is undone by a reversal that says why; and what the bank called it may then be entered rightly. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nobody changes what was entered; `forgets`: what may be forgotten of it besides claim, home and request. */
const refusingChange = (forgets: string) => `
  CREATE OR REPLACE FUNCTION refuse_change_of_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
      -- From within the trigger on entries.
      IF TG_TABLE_NAME = 'ledger_account' AND pg_trigger_depth() > 1 THEN
        OLD.balance := NEW.balance;
        IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
      END IF;
      IF to_jsonb(NEW) = to_jsonb(OLD) || '{"claim_id": null}' OR to_jsonb(NEW) = to_jsonb(OLD) || '{"home_id": null}'
        OR to_jsonb(NEW) = to_jsonb(OLD) || '{"request_id": null}'${forgets}
      THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'the ledger does not change' USING ERRCODE = 'integrity_constraint_violation';
  END $$;
`;
const REFERENCE_OF_WHAT_IS_UNDONE = `
        OR (to_jsonb(NEW) = to_jsonb(OLD) || '{"reference_digest": null}' AND EXISTS (SELECT FROM ledger_transfer WHERE reverses_id = (to_jsonb(OLD) ->> 'id')::uuid))`;

export class Reversals1764500000044 implements MigrationInterface {
  readonly name = 'Reversals1764500000044';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ledger_transfer
        ADD COLUMN reason text CHECK (reason IN ('WRONG_AMOUNT', 'WRONG_PLEDGE', 'ENTERED_TWICE', 'NEVER_CAME')),
        ADD CONSTRAINT reason_of_reversal CHECK (reason IS NULL OR kind = 'REVERSED');
      ${refusingChange(REFERENCE_OF_WHAT_IS_UNDONE)}
      CREATE FUNCTION forget_reference() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        UPDATE ledger_transfer SET reference_digest = NULL WHERE id = NEW.reverses_id AND reference_digest IS NOT NULL;
        RETURN NULL;
      END $$;
      REVOKE EXECUTE ON FUNCTION forget_reference() FROM PUBLIC;
      CREATE TRIGGER reference_is_free AFTER INSERT ON ledger_transfer FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL)
        EXECUTE FUNCTION forget_reference();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER reference_is_free ON ledger_transfer;
      DROP FUNCTION forget_reference();
      ${refusingChange('')}
      ALTER TABLE ledger_transfer DROP COLUMN reason;
    `);
  }
}
