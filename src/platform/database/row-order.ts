/** Rows are written anew by one transaction, in an order drawn at random: neither it nor their place on disk tells which came one after the other. */
import { isRefused } from '../../kernel/decision.js';
import { type Database, databaseErrorCode } from './database.js';

/** A table whose first key column is random. */
export interface OrderlessTable {
  readonly name: string;
  readonly key: string;
  /** The index that begins with it. */
  readonly index: string;
}

/** An earlier run: what was written after it is not in order yet. */
export interface Shuffled {
  /** The number of a transaction: the run saw nothing that was written after it. */
  readonly began: string;
  /** The run's own transactions. */
  readonly writers: readonly string[];
}

/** So few at once that nobody who wants one of them waits long. Which of more come together is drawn at random. */
const AT_ONCE = 1_000;
/** Rows of a full page move to others when they are written anew. Those of a small table may find room where they were: it is sorted instead. */
const SMALL_BYTES = 4 * 1024 * 1024;
/** Whoever reads for long, as a backup does, is not waited for: everybody else would wait behind us. The next mark comes. */
const PATIENCE = '250ms';
const LOCK_NOT_AVAILABLE = '55P03';

export class RowOrder {
  /** `owner`: of the tables. */
  constructor(
    private readonly owner: Database,
    private readonly tables: readonly OrderlessTable[],
  ) {}

  /** What was written since an earlier run, and by others than it; null for all there is. */
  async shuffle(since: Shuffled | null): Promise<Shuffled & { readonly rows: number }> {
    const began = await this.here();
    // Another database's numbers, as after a restore, mean nothing here.
    const after = since && BigInt(since.began) <= BigInt(began) ? since : null;
    const writers: string[] = [];
    let rows = 0;
    for (const table of this.tables) {
      const rewritten = await this.rewrite(table, after, began, writers);
      if (rewritten > 0) await this.sort(table);
      rows += rewritten;
    }
    return { rows, began, writers };
  }

  private async here(): Promise<string> {
    const { rows } = await this.owner.query<{ xid: string }>('here', 'SELECT pg_current_xact_id()::text AS xid');
    return rows[0]?.xid ?? '0';
  }

  /** Nothing of a row changes but who wrote it, and where. What somebody else has in hand comes next time. */
  private async rewrite(
    table: OrderlessTable,
    since: Shuffled | null,
    began: string,
    writers: string[],
  ): Promise<number> {
    for (let total = 0; ; ) {
      const rewritten = await this.owner.transaction(async (tx) => {
        // One row after the other, in the order in which they were chosen.
        await tx.query(
          'keep-drawn-order',
          "SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)",
        );
        const values = [began, since?.began ?? null, since?.writers ?? []];
        const { rowCount } = await tx.query(`rewrite-${table.name}`, rewriting(table), values);
        const { rows } = await tx.query<{ xid: string }>('writer', 'SELECT pg_current_xact_id()::xid::text AS xid');
        if (rowCount > 0) writers.push(...rows.map(({ xid }) => xid));
        return rowCount;
      });
      if (isRefused(rewritten)) return total;
      total += rewritten;
      if (rewritten < AT_ONCE) return total;
    }
  }

  private async sort({ name, index }: OrderlessTable): Promise<void> {
    try {
      await this.owner.transaction(async (tx) => {
        const { rows } = await tx.query<{ small: boolean }>(
          'is-small-table',
          'SELECT pg_relation_size($1::text::regclass) <= $2::bigint AS small, set_config($3, $4, true)',
          [name, SMALL_BYTES, 'lock_timeout', PATIENCE],
        );
        if (rows[0]?.small) await tx.query(`sort-${name}`, `CLUSTER ${name} USING ${index}`);
      });
    } catch (error) {
      if (databaseErrorCode(error) !== LOCK_NOT_AVAILABLE) throw error;
    }
  }
}

/** Names of tables and columns are ours, a fixed list. */
function rewriting({ name, key }: OrderlessTable): string {
  return `WITH chosen AS MATERIALIZED (SELECT ctid AS place FROM ${name}
      WHERE age(xmin) > age($1::text::xid8::xid) AND ($2::text IS NULL OR (age(xmin) <= age($2::text::xid8::xid) AND xmin::text <> ALL ($3::text[])))
      ORDER BY gen_random_uuid() LIMIT ${AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED)
    UPDATE ${name} AS its SET ${key} = its.${key} FROM chosen WHERE its.ctid = chosen.place`;
}
