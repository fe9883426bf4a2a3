/** The main database as the serving role sees it: single reads, and transactions that commit only what was not refused. */
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import type { RefusalCode } from '../../kernel/refusals.js';
import { currentCall, throwIfOver } from '../current-call.js';
import type { Queryable, QueryOutcome } from '../queryable.js';
import { Transaction } from './transaction.js';

export type Row = EntityTarget<ObjectLiteral>;

/** Constraints that two processes can race for: losing is an outcome, not a bug. */
const REFUSAL_OF_CONSTRAINT: Readonly<Record<string, RefusalCode>> = {
  request_line_not_over_claimed: 'NOTHING_LEFT',
  offer_period_not_over_claimed: 'OFFER_EXHAUSTED',
  account_not_overdrawn: 'NOT_RECEIVED_YET',
  account_not_given_back_beyond: 'MORE_THAN_GIVEN',
  account_within_bounds: 'QUANTITY_OUT_OF_RANGE',
  bank_reference_is_new: 'ALREADY_RECEIVED',
  ledger_transfer_reverses_id_key: 'WRONG_STATE',
  paid_by_a_second: 'SECOND_NEEDED',
  reimbursed_by_a_second: 'SECOND_NEEDED',
  one_reimbursement_of_claim: 'WRONG_STATE',
  receipt_is_new: 'RECEIPT_USED',
  gathering_not_overfull: 'CAPACITY_TAKEN',
  home_is_open: 'NOT_FOUND',
  person_is_there: 'NOT_FOUND',
  home_has_a_keeper: 'LAST_KEEPER',
  member_has_a_way_in: 'LAST_WAY_IN',
  passkeys_are_few: 'TOO_MANY_PASSKEYS',
  passkey_credential_id_key: 'PASSKEY_REFUSED',
  home_member_email_digest_key: 'REGISTRATION_FAILED',
  coordinator_email_digest_key: 'REGISTRATION_FAILED',
  partner_keeps_an_admin: 'LAST_ADMIN',
};
const MOST_TRIES = 4;
const MOST_CLOSING_MS = 2_000;
/** A connection keeps the plans of its statements, and planning the longest takes longer than all that is done with it: a quiet instance keeps its connections too. */
const KEPT_IDLE_MS = 600_000;

export interface DatabaseOptions {
  readonly url: string;
  readonly role: string | null;
  readonly poolSize: number;
  readonly rows: Row[];
  readonly applicationName: string;
  /** Milliseconds after which a statement is given up; 0 for never. */
  readonly statementTimeout: number;
  /** Whether what is written through it appears for others at once, and not on the next mark of the clock. */
  readonly publishAtOnce?: boolean;
}

export interface PlannedAhead {
  readonly name: string;
  readonly text: string;
  /** What is put in, as many as there are. */
  readonly names: readonly string[];
}

export class Database implements Queryable {
  private isClosing = false;

  private constructor(private readonly source: DataSource) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    const settings = [
      // Whoever serves asks the same few statements over and over: planning each anew costs more than running it, and now and then errs.
      // Of many callers each has one core at most, and what is read in order is not gathered out of it.
      ...(options.role
        ? [`-c role=${options.role}`, '-c plan_cache_mode=force_generic_plan', '-c max_parallel_workers_per_gather=0']
        : []),
      `-c statement_timeout=${options.statementTimeout}`,
      ...(options.publishAtOnce ? ['-c sanctuary.publish_at_once=on'] : []),
      '-c idle_in_transaction_session_timeout=30000',
      // The one setting of a server's log that is a client's to make; of the others we can only tell (server-log.ts).
      '-c log_parameter_max_length_on_error=0',
      '-c timezone=UTC',
      '-c jit=off',
    ];
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      entities: options.rows as never, // TypeORM wants a mutable union of classes and schemas; these are classes.
      synchronize: false,
      logging: false,
      applicationName: options.applicationName,
      extra: {
        ...{ max: options.poolSize, idleTimeoutMillis: KEPT_IDLE_MS, connectionTimeoutMillis: 5_000 },
        ...{ keepAlive: true, options: settings.join(' ') },
      },
    });
    await source.initialize();
    return new Database(source);
  }

  async query<R extends object>(name: string, text: string, values: readonly unknown[] = []): Promise<QueryOutcome<R>> {
    const outcome = await this.pool.query<R>({ name, text, values: [...values] });
    return { rows: outcome.rows, rowCount: outcome.rowCount ?? outcome.rows.length };
  }

  /**
   * The connection that is used first plans these statements now, so that nobody waits for it where few ask at once: each is run with nothing put in. Others plan them when they
   * are asked for.
   */
  async planAhead(statements: readonly PlannedAhead[]): Promise<void> {
    const client = await this.pool.connect();
    let isPlanned = false;
    // When it breaks, the statement says so; without anybody who listens it would end the program besides.
    const ignore = () => undefined;
    client.on('error', ignore);
    try {
      for (const { name, text, names } of statements) {
        if (this.isClosing) return;
        await client.query({ name, text, values: names.map(() => null) });
      }
      isPlanned = true;
    } finally {
      if (isPlanned) client.off('error', ignore);
      client.release(!isPlanned);
    }
  }

  /**
   * Runs `work` in a transaction. A refusal rolls back and is returned; so is losing a race that the database decided.
   * Serialization failures and deadlocks (40001, 40P01) are tried again in a new transaction.
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T | Refused> {
    const done = await this.committed(work);
    if (isRefused(done)) return done;
    // The connection is back in the pool by now: what follows may take its time, or a connection of its own.
    await done.tx.runAfterCommit();
    return done.result;
  }

  private async committed<T>(work: (tx: Transaction) => Promise<T>): Promise<{ tx: Transaction; result: T } | Refused> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        const code = databaseErrorCode(error);
        if (attempt < MOST_TRIES && (code === '40001' || code === '40P01')) continue;
        const refusal = REFUSAL_OF_CONSTRAINT[constraintOf(error) ?? ''];
        if ((code === '23514' || code === '23505') && refusal) return refuse(refusal);
        throw error;
      }
    }
  }

  private async once<T>(work: (tx: Transaction) => Promise<T>): Promise<{ tx: Transaction; result: T } | Refused> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.connect();
      await runner.startTransaction();
      const tx = new Transaction(runner);
      const result = await work(tx);
      if (isRefused(result)) {
        await runner.rollbackTransaction();
        return result;
      }
      for (const also of currentCall()?.beforeCommit ?? []) await also(tx);
      // Whoever was told that nothing was done must not find it done.
      throwIfOver(currentCall());
      await runner.commitTransaction();
      return { tx, result };
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** For the check that rows and tables agree. */
  get entityMetadatas(): DataSource['entityMetadatas'] {
    return this.source.entityMetadatas;
  }

  /** For the figures of the service. */
  get poolUsage(): { total: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  async close(): Promise<void> {
    if (!this.source.isInitialized) return;
    this.isClosing = true;
    // A sweep that does not end holds its connection: leaving is what ends it.
    await Promise.race([this.source.destroy(), delay(MOST_CLOSING_MS, undefined, { ref: false })]);
  }

  private get pool(): Pool {
    // TypeORM's type of `driver` is its common interface; the PostgreSQL driver keeps pg's pool in `master`.
    const { driver } = this.source;
    if ('master' in driver && driver.master instanceof Pool) return driver.master;
    throw new Error('the database has no pool of connections');
  }
}

/** SQLSTATE of a database error, however deeply TypeORM wrapped it. Never its message, which carries values. */
export function databaseErrorCode(error: unknown): string | undefined {
  return stringOf(error, 'code') ?? stringOf(inner(error), 'code');
}

export function constraintOf(error: unknown): string | undefined {
  return stringOf(error, 'constraint') ?? stringOf(inner(error), 'constraint');
}

function inner(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'driverError' in error ? error.driverError : undefined;
}

function stringOf(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null || !(key in value)) return undefined;
  const found = (value as Record<string, unknown>)[key]; // Narrowed to an object that has the key.
  return typeof found === 'string' ? found : undefined;
}
