/** Nothing is added to a home that is closed, nor an address to a person who is gone: whoever began before waits until the home has closed, and is refused. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Table, and its columns that name a home or a member of one. What is not among them has its reason in test/closed-homes.e2e-spec.ts. */
const REFUSED = [
  ['agreement_acceptance', 'home_id'],
  ['calendar_link', 'member_id'],
  ['circle_invitation', 'home_id'],
  ['fund', 'started_by_home'],
  ['home_commitment', 'home_id'],
  ['home_invitation', 'home_id'],
  ['map_home', 'home_id'],
  ['passkey', 'member_id'],
  ['pledge', 'home_id'],
  ['queue_entry', 'home_id'],
  ['reimbursement', 'home_id'],
  ['sanctuary_declaration', 'home_id'],
  ['sign_up', 'member_id'],
  ['step_mark', 'home_id'],
  ['step_reminder', 'home_id'],
  ['vouch', 'home_id', 'by_home_id'],
  ['vouch_code', 'home_id'],
] as const;

/** Written beside what is true of others, who must not be refused for it: left out. */
const LEFT_OUT = [
  ['certificate', 'member_id'],
  ['earned_delivery', 'home_id'],
] as const;

export class ClosedHomesStayEmpty1764600000058 implements MigrationInterface {
  readonly name = 'ClosedHomesStayEmpty1764600000058';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The first argument says what becomes of the row; the others are the columns to look at. Whoever adds shares the home's row with others who do,
      -- and whoever closes it waits for them, and then sees what they added. The last of the triggers before an insert: whoever closes holds what is
      -- added to before the home.
      CREATE FUNCTION stay_out_of_closed_home() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE
        its_column text;
        its_id uuid;
        its_home uuid;
        of_member boolean;
      BEGIN
        FOREACH its_column IN ARRAY TG_ARGV[1:] LOOP
          its_id := (to_jsonb(NEW) ->> its_column)::uuid;
          CONTINUE WHEN its_id IS NULL;
          of_member := its_column = 'member_id';
          its_home := CASE WHEN of_member THEN (SELECT home_id FROM home_member WHERE id = its_id) ELSE its_id END;
          PERFORM FROM home WHERE id = its_home AND closed_at IS NULL FOR SHARE;
          -- Whoever takes a member out holds the home as well: looked for again when that is over.
          IF NOT FOUND OR (of_member AND NOT EXISTS (SELECT FROM home_member WHERE id = its_id)) THEN
            IF TG_ARGV[0] = 'LEAVE_OUT' THEN
              RETURN NULL;
            END IF;
            RAISE EXCEPTION 'a home that is closed stays as it is' USING ERRCODE = 'check_violation', CONSTRAINT = 'home_is_open';
          END IF;
        END LOOP;
        RETURN NEW;
      END $$;

      -- An address has a person whose it is; coordinators keep their row.
      CREATE FUNCTION stay_with_person() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      BEGIN
        PERFORM FROM home_member WHERE id = NEW.person_id FOR KEY SHARE;
        IF NOT FOUND AND NOT EXISTS (SELECT FROM coordinator WHERE id = NEW.person_id) THEN
          RAISE EXCEPTION 'nobody is there any more' USING ERRCODE = 'check_violation', CONSTRAINT = 'person_is_there';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER stays_with_person BEFORE INSERT ON sealed.person FOR EACH ROW EXECUTE FUNCTION stay_with_person();
      REVOKE EXECUTE ON FUNCTION stay_out_of_closed_home(), stay_with_person() FROM PUBLIC;
    `);
    for (const its of REFUSED) await runner.query(trigger('REFUSE', its));
    for (const its of LEFT_OUT) await runner.query(trigger('LEAVE_OUT', its));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER stays_with_person ON sealed.person');
    for (const [table] of [...REFUSED, ...LEFT_OUT]) {
      await runner.query(`DROP TRIGGER stays_out_of_closed_home ON ${table}`);
    }
    await runner.query('DROP FUNCTION stay_with_person(), stay_out_of_closed_home()');
  }
}

function trigger(becomes: 'REFUSE' | 'LEAVE_OUT', [table, ...columns]: readonly [string, ...string[]]): string {
  const some = columns.map((column) => `NEW.${column} IS NOT NULL`).join(' OR ');
  const args = [becomes, ...columns].map((its) => `'${its}'`).join(', ');
  return `CREATE TRIGGER stays_out_of_closed_home BEFORE INSERT ON ${table} FOR EACH ROW WHEN (${some})
    EXECUTE FUNCTION stay_out_of_closed_home(${args})`;
}
