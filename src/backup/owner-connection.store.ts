/** One connection to one database as its owner, which may take its time, and in which every value is the text that PostgreSQL prints. */
import { Client, escapeIdentifier } from 'pg';
import type { Queryable, QueryOutcome } from '../platform/queryable.js';

/** So that text means the same wherever it is read again. */
const SETTINGS = [
  '-c timezone=UTC',
  '-c datestyle=ISO',
  '-c intervalstyle=iso_8601',
  '-c bytea_output=hex',
  '-c extra_float_digits=1',
  '-c statement_timeout=0',
  '-c idle_in_transaction_session_timeout=0',
  '-c jit=off',
];

export class OwnerConnection implements Queryable {
  private constructor(private readonly client: Client) {}

  static async open(url: string, purpose: string): Promise<OwnerConnection> {
    const client = new Client({
      connectionString: url,
      application_name: `sanctuary ${purpose}`,
      options: SETTINGS.join(' '),
    });
    // A connection that breaks while it is idle says so again with the next statement.
    client.on('error', () => undefined);
    await client.connect();
    return new OwnerConnection(client);
  }

  /** `name` is for whoever reads the code: nothing here is asked often enough to be prepared. */
  async query<Row extends object>(
    _name: string,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<QueryOutcome<Row>> {
    const { rows, rowCount } = await this.client.query<Row>(text, [...values]);
    return { rows, rowCount: rowCount ?? rows.length };
  }

  /** Rows as lists of text. */
  async texts(text: string): Promise<(string | null)[][]> {
    const { rows } = await this.client.query<(string | null)[]>({
      text,
      rowMode: 'array',
      types: { getTypeParser: () => (value: string) => value },
    });
    return rows;
  }

  /** All or nothing. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query('BEGIN');
    try {
      const result = await work();
      await this.client.query('COMMIT');
      return result;
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

export function quoted(...names: readonly string[]): string {
  return names.map(escapeIdentifier).join('.');
}
