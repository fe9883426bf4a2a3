/** One transaction of the serving role, and the only door from it into the schema `sealed`. */
import type { EntityTarget, ObjectLiteral, QueryDeepPartialEntity, QueryRunner } from 'typeorm';
import type { Queryable, QueryOutcome } from '../queryable.js';

/** The rows of the schema `sealed` that a transaction takes in hand: row level security shows it no others. */
export interface SealedRows {
  readonly request?: string;
  readonly claim?: string;
  readonly person?: string;
  readonly report?: string;
  readonly queueEntry?: string;
  readonly gathering?: string;
}

export class Transaction implements Queryable {
  private readonly afterwards: (() => Promise<void>)[] = [];

  constructor(private readonly runner: QueryRunner) {}

  async query<Row extends object>(
    name: string,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<QueryOutcome<Row>> {
    // TypeORM types a statement as text; pg takes { name, text } and prepares it once per connection.
    const outcome = await this.runner.query({ name, text } as never, [...values], true);
    return { rows: outcome.records as Row[], rowCount: outcome.affected ?? outcome.records.length };
  }

  async insert<Row extends ObjectLiteral>(
    row: EntityTarget<Row>,
    values: QueryDeepPartialEntity<Row> | QueryDeepPartialEntity<Row>[],
  ): Promise<void> {
    await this.runner.manager.createQueryBuilder().insert().into(row).values(values).updateEntity(false).execute();
  }

  /** Runs `work` as the opening role with exactly these rows in hand, then returns to the serving role. */
  async asOpener<T>(rows: SealedRows, work: (sealed: Queryable) => Promise<T>): Promise<T> {
    await this.query(
      'take-sealed-rows',
      `SELECT set_config('role', 'sanctuary_opener', true), set_config('sanctuary.request', $1, true),
         set_config('sanctuary.claim', $2, true), set_config('sanctuary.person', $3, true), set_config('sanctuary.report', $4, true),
         set_config('sanctuary.queue_entry', $5, true), set_config('sanctuary.gathering', $6, true)`,
      [rows.request, rows.claim, rows.person, rows.report, rows.queueEntry, rows.gathering].map((id) => id ?? ''),
    );
    const result = await work(this);
    // When work throws, the transaction is over and with it the role: there is nothing to put back.
    await this.query(
      'put-back-sealed-rows',
      `SELECT set_config('role', 'sanctuary_api', true), set_config('sanctuary.request', '', true),
         set_config('sanctuary.claim', '', true), set_config('sanctuary.person', '', true), set_config('sanctuary.report', '', true),
         set_config('sanctuary.queue_entry', '', true), set_config('sanctuary.gathering', '', true)`,
    );
    return result;
  }

  /**
   * Runs `work` once this transaction has been committed, before its caller goes on: what must not happen unless it is true, such as
   * destroying a key. Whoever asks for it deals with its failure, and has a sweep that comes after.
   */
  afterCommit(work: () => Promise<void>): void {
    this.afterwards.push(work);
  }

  async runAfterCommit(): Promise<void> {
    for (const work of this.afterwards.splice(0)) await work();
  }
}
