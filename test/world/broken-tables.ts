/** A database that fails at whatever is written to a table, and tells every detail of the row in its error; or that does not answer at all. */
import { Client } from 'pg';

const BREAK = `CREATE OR REPLACE FUNCTION public.break_row() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE its text := CASE WHEN TG_OP = 'DELETE' THEN OLD::text ELSE NEW::text END;
  BEGIN
    RAISE EXCEPTION USING MESSAGE = 'broken ' || its, DETAIL = its, HINT = its, COLUMN = 'its', CONSTRAINT = 'its', ERRCODE = 'XX000';
  END $$`;
const TABLES = `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
  WHERE table_schema IN ('public', 'sealed') AND table_type = 'BASE TABLE' AND table_name <> 'migration' ORDER BY 1`;

export class BrokenTables {
  private constructor(
    private readonly client: Client,
    readonly names: readonly string[],
  ) {}

  /** `url`: as a superuser. */
  static async of(url: string): Promise<BrokenTables> {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(BREAK);
    const { rows } = await client.query<{ name: string }>(TABLES);
    return new BrokenTables(
      client,
      rows.map(({ name }) => name),
    );
  }

  async whileBroken(tables: readonly string[], work: () => Promise<void>): Promise<void> {
    for (const name of tables) {
      await this.client.query(
        `CREATE TRIGGER a_break BEFORE INSERT OR UPDATE OR DELETE ON ${name} FOR EACH ROW EXECUTE FUNCTION public.break_row()`,
      );
    }
    try {
      await work();
    } finally {
      for (const name of tables) await this.client.query(`DROP TRIGGER a_break ON ${name}`);
    }
  }

  /** Nobody reads or writes any table meanwhile. */
  async whileStuck<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query('BEGIN');
    await this.client.query(`LOCK TABLE ${this.names.join(', ')} IN ACCESS EXCLUSIVE MODE`);
    try {
      return await work();
    } finally {
      await this.client.query('ROLLBACK');
    }
  }

  /** The statements that every session runs or ran last, as an operator would see them. */
  async statements(): Promise<string> {
    const { rows } = await this.client.query<{ query: string }>('SELECT query FROM pg_stat_activity');
    return rows.map(({ query }) => query).join('\n');
  }

  async query<R extends object>(text: string): Promise<R[]> {
    return (await this.client.query<R>(text)).rows;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
