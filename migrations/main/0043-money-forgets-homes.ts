/** A home that is erased is forgotten by all that tells of its money, in one place: also when a backup of before is restored. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MoneyForgetsHomes1764500000043 implements MigrationInterface {
  readonly name = 'MoneyForgetsHomes1764500000043';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Figures stay, and lead nowhere: what came through an offer is a claim of the home, so its transfers forget which.
      CREATE FUNCTION money_forgets(which uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        UPDATE pledge SET home_id = NULL, state = CASE WHEN next_month IS NULL THEN state ELSE 'CANCELLED' END, next_month = NULL
          WHERE home_id = which;
        UPDATE ledger_transfer SET claim_id = NULL WHERE claim_id IN (SELECT id FROM claim WHERE home_id = which AND shape = 'GIVING');
        UPDATE ledger_account SET home_id = NULL WHERE home_id = which;
        UPDATE reimbursement SET home_id = NULL WHERE home_id = which;
        -- A drive that never was one is words of the home, and nothing else.
        DELETE FROM fund WHERE started_by_home = which AND state IN ('PROPOSED', 'DECLINED');
        UPDATE fund SET started_by_home = NULL WHERE started_by_home = which;
      $$;
      CREATE FUNCTION money_forgets_home() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        PERFORM money_forgets(NEW.id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER money_forgets_home AFTER UPDATE OF erased_on ON home FOR EACH ROW
        WHEN (NEW.erased_on IS NOT NULL) EXECUTE FUNCTION money_forgets_home();
      REVOKE EXECUTE ON FUNCTION money_forgets(uuid), money_forgets_home() FROM PUBLIC;
      -- Nobody else forgets. Locking an account takes a right to change something of it: its id, which never changes.
      GRANT UPDATE (id) ON ledger_account TO sanctuary_api;
      REVOKE UPDATE (home_id) ON pledge, ledger_account, reimbursement FROM sanctuary_api;
      REVOKE UPDATE (started_by_home) ON fund FROM sanctuary_api;
      SELECT money_forgets(id) FROM home WHERE erased_on IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER money_forgets_home ON home;
      DROP FUNCTION money_forgets_home();
      DROP FUNCTION money_forgets(uuid);
      REVOKE UPDATE (id) ON ledger_account FROM sanctuary_api;
      GRANT UPDATE (home_id) ON pledge, ledger_account, reimbursement TO sanctuary_api;
      GRANT UPDATE (started_by_home) ON fund TO sanctuary_api;
    `);
  }
}
