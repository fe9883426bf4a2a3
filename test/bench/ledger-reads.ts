/** What the service reads of a large ledger: what funds hold, what a fund's report and a home's giving say of a year, and the check of all of it. */
import { join } from 'node:path';
import type { Client } from 'pg';
import type { BenchInstance } from './instance.js';
import { FUNDS, idOf } from './money-rows.js';
import { median, percentile, rounded } from './table.js';

const SAMPLES = 200;
const YEAR = 2026;
/** As for an instance of ordinary settings. */
const LEAST_GIVERS = 5;

export interface LedgerReads {
  readonly entries: number;
  readonly balanceMs: number;
  readonly slowestBalanceMs: number;
  readonly statementMs: number;
  readonly slowestStatementMs: number;
  readonly linesOfStatement: number;
  readonly verifySeconds: number;
  readonly faults: number;
}

/** By the built service's own classes: reads as the serving role, the check as the owner. */
export async function measureReads({ client, databaseUrl }: BenchInstance, partnerId: string): Promise<LedgerReads> {
  const built = <T>(path: string) => import(join(import.meta.dirname, '../../dist/src', path)) as Promise<T>; // What is built has the types of its source.
  const { Database } = await built<typeof import('../../src/platform/database/database.js')>(
    'platform/database/database.js',
  );
  const { FundFiguresStore } =
    await built<typeof import('../../src/fund/fund-figures.store.js')>('fund/fund-figures.store.js');
  const { ReadStatements } =
    await built<typeof import('../../src/statement/read-statements.js')>('statement/read-statements.js');
  const { StatementStore } =
    await built<typeof import('../../src/statement/statement.store.js')>('statement/statement.store.js');
  const database = await Database.open({
    ...{ url: databaseUrl, role: 'sanctuary_api', poolSize: 1, rows: [], applicationName: 'bench' },
    statementTimeout: 0,
  });
  const figures = new FundFiguresStore();
  const config = { leastFamilies: LEAST_GIVERS };
  const clock = { now: () => new Date(Date.UTC(YEAR, 11, 31)) };
  const reading = new ReadStatements(database, new StatementStore(), { config } as never, clock as never); // They ask for no more of them.
  const viewer = { kind: 'COORDINATOR', partnerId } as Parameters<typeof reading.fund>[0]; // As above.
  try {
    const fund = (at: number) => idOf('f', 1 + (at % FUNDS));
    const balances = await times(SAMPLES, (at) => figures.of(database, [fund(at)]));
    const statements = await times(SAMPLES / 4, async (at) => {
      const report = await reading.fund(viewer, fund(at), YEAR);
      if (!('movements' in report) || report.movements.length !== 24) throw new Error('not the report of a full year');
    });
    return { ...figuresOf(balances, statements), ...(await linesAndCheck(client)) };
  } finally {
    await database.close();
  }
}

function figuresOf(balances: readonly number[], statements: readonly number[]) {
  return {
    balanceMs: rounded(median(balances)),
    slowestBalanceMs: rounded(percentile(balances, 0.99)),
    statementMs: rounded(median(statements)),
    slowestStatementMs: rounded(percentile(statements, 0.99)),
  };
}

async function linesAndCheck(client: Client) {
  const built = <T>(path: string) => import(join(import.meta.dirname, '../../dist/src', path)) as Promise<T>; // As above.
  const { VerifyLedgerStore } = await built<typeof import('../../src/ledger/verify-ledger.store.js')>(
    'ledger/verify-ledger.store.js',
  );
  const owner = {
    query: async <R extends object>(name: string, text: string, values: readonly unknown[] = []) => {
      const outcome = await client.query<R>({ name, text, values: [...values] });
      return { rows: outcome.rows, rowCount: outcome.rowCount ?? 0 };
    },
  };
  const { rows } = await client.query<{ lines: number }>(
    'SELECT count(*)::int AS lines FROM ledger_entry WHERE account_id = $1',
    [idOf('a', 1)],
  );
  const verify = new VerifyLedgerStore();
  const startedAt = performance.now();
  const found = await verify.faults(owner, 100);
  const verifySeconds = rounded((performance.now() - startedAt) / 1_000);
  const { entries } = await verify.counts(owner);
  return { entries, linesOfStatement: rows[0]?.lines ?? 0, verifySeconds, faults: found.length };
}

async function times(count: number, work: (at: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const startedAt = performance.now();
    await work(at);
    took.push(performance.now() - startedAt);
  }
  return took;
}
