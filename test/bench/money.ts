/** Money: allocations at once out of funds that cover a part of them, beside pgbench with the same statements; and a ledger of a million entries. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Client } from 'pg';
import type { BenchInstance } from './instance.js';
import { openBenchInstance } from './instance.js';
import { writeHomes } from './neighbours.js';
import { median, percentile, rounded } from './table.js';

const FUNDS = 50;
const REQUESTS = 20_000;
/** Of all that is wanted. */
const COVERED = 0.6;
/** Who ask at once, each again as soon as it is answered: more would wait longer for a connection than anybody may. */
const CALLERS = 1_000;
const CONNECTIONS = 4 * cpus().length;
const AMOUNT = 500;
const SECONDS_OF_PGBENCH = 15;
const SAMPLES = 200;

export async function measureMoney(allocations: number, entries: number) {
  const instance = await openBenchInstance();
  try {
    const { partnerId } = await writeHomes(instance.client, 1);
    await writeAccounts(instance.client, partnerId, Math.ceil((allocations * AMOUNT * COVERED) / FUNDS));
    const at = await allocate(instance, partnerId, allocations);
    const floor = await pgbench(instance, partnerId);
    const large = await measureLarge(instance.client, partnerId, entries);
    return report(at, floor, large);
  } finally {
    await instance.close();
  }
}

/** Their ids are numbers, so that pgbench can name them too. */
async function writeAccounts(client: Client, partnerId: string, covered: number): Promise<void> {
  await client.query(
    `INSERT INTO fund (id, partner_id, currency, kind, state, title, needs, begun_on)
     SELECT (lpad('', 8, 'f') || '-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, 'USD', 'FUND', 'OPEN', 'Fund ' || n, '{MONEY}', '2026-01-01'
     FROM generate_series(1, $2::integer) AS n`,
    [partnerId, FUNDS],
  );
  const account = (letter: string) =>
    `(lpad('', 8, '${letter}') || '-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid`;
  await client.query(
    `INSERT INTO ledger_account (id, kind, partner_id, currency, fund_id)
     SELECT ${account('a')}, 'FUND', $1, 'USD', ${account('f')} FROM generate_series(1, $2::integer) AS n`,
    [partnerId, FUNDS],
  );
  await client.query(
    `INSERT INTO ledger_account (id, kind, partner_id, currency) SELECT ${account('b')}, 'REQUEST', $1, 'USD' FROM generate_series(1, $2::integer) AS n`,
    [partnerId, REQUESTS],
  );
  await client.query(
    `INSERT INTO ledger_account (id, kind, partner_id, currency) VALUES (gen_random_uuid(), 'GIVER', $1, 'USD')`,
    [partnerId],
  );
  await fill(client, partnerId, covered);
}

/** So much comes into each fund, from one giver. */
async function fill(client: Client, partnerId: string, amount: number): Promise<void> {
  await client.query(
    `WITH t AS (INSERT INTO ledger_transfer (id, kind, partner_id, currency, day, by_whom)
       SELECT gen_random_uuid(), 'RECEIVED', $1, 'USD', '2026-01-01', 'COORDINATOR' FROM generate_series(1, $2::integer) RETURNING id),
     numbered AS (SELECT id, row_number() OVER () AS n FROM t)
     INSERT INTO ledger_entry (transfer_id, account_id, amount, day, currency)
     SELECT id, CASE side WHEN 1 THEN (lpad('', 8, 'a') || '-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid
         ELSE (SELECT id FROM ledger_account WHERE kind = 'GIVER' AND partner_id = $1 LIMIT 1) END, $3::bigint * side, '2026-01-01', 'USD'
     FROM numbered, unnest('{1,-1}'::integer[]) AS side`,
    [partnerId, FUNDS, amount],
  );
}

const idOf = (letter: string, n: number) => `${letter.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** As a use case does it: the fund's money under lock, a decision, a transfer; each in a transaction of its own. */
async function allocate({ client, databaseUrl }: BenchInstance, partnerId: string, allocations: number) {
  const built = <T>(path: string) => import(join(import.meta.dirname, '../../dist/src', path)) as Promise<T>; // What is built has the types of its source.
  const { Database } = await built<typeof import('../../src/platform/database/database.js')>(
    'platform/database/database.js',
  );
  const { LedgerStore } = await built<typeof import('../../src/ledger/ledger.store.js')>('ledger/ledger.store.js');
  const { accept, refuse, isRefused } =
    await built<typeof import('../../src/kernel/decision.js')>('kernel/decision.js');
  const database = await Database.open({
    ...{ url: databaseUrl, role: 'sanctuary_api', poolSize: CONNECTIONS, rows: [], applicationName: 'bench' },
    statementTimeout: 0,
  });
  const store = new LedgerStore();
  const before = await sums(client);
  const accepted: string[] = [];
  let refused = 0;
  let lastAcceptedAt = 0;
  const one = async (at: number) => {
    const fund = { kind: 'FUND', partnerId, currency: 'USD', fundId: idOf('f', 1 + (at % FUNDS)) } as const;
    const done = await database.transaction(async (tx) => {
      const available = await store.lockBalance(tx, fund);
      if (available < AMOUNT) return refuse('NOT_RECEIVED_YET');
      const id = crypto.randomUUID();
      const entries = [
        { account: idOf('a', 1 + (at % FUNDS)), amount: -AMOUNT },
        { account: idOf('b', 1 + (at % REQUESTS)), amount: AMOUNT },
      ];
      const its = {
        id,
        kind: 'ALLOCATED',
        partnerId,
        currency: 'USD',
        day: '2026-06-10',
        byWhom: 'COORDINATOR',
        entries,
      } as const;
      const none = { reversesId: null, claimId: null, pledgeId: null, referenceDigest: null, method: null };
      await store.enter(tx, [accept({ ...its, ...none }).value]);
      return id;
    });
    if (isRefused(done)) refused += 1;
    else {
      accepted.push(done);
      lastAcceptedAt = performance.now();
    }
  };
  const startedAt = performance.now();
  let next = 0;
  const caller = async () => {
    while (next < allocations) await one(next++);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const seconds = (performance.now() - startedAt) / 1_000;
  await database.close();
  const after = await sums(client);
  const { rows } = await client.query<{ there: number }>(
    `SELECT count(*)::int AS there FROM ledger_transfer WHERE kind = 'ALLOCATED' AND id = ANY ($1::uuid[])`,
    [accepted],
  );
  return {
    allocations,
    accepted: accepted.length,
    refused,
    lost: accepted.length - (rows[0]?.there ?? 0),
    duplicated: after.allocated / AMOUNT - accepted.length,
    received: before.received / 100,
    allocated: after.allocated / 100,
    // While there was money: what is refused afterwards is no transfer.
    perSecond: Math.round((accepted.length * 1_000) / (lastAcceptedAt - startedAt)),
    seconds: rounded(seconds),
  };
}

async function sums(client: Client): Promise<{ received: number; allocated: number }> {
  const { rows } = await client.query<{ received: number; allocated: number }>(
    `SELECT -coalesce(sum(balance) FILTER (WHERE kind = 'GIVER'), 0)::float8 AS received,
       coalesce(sum(balance) FILTER (WHERE kind = 'REQUEST'), 0)::float8 AS allocated FROM ledger_account`,
  );
  return rows[0] ?? { received: 0, allocated: 0 };
}

/** The same statements by a client written in C, on the same rows, with as many connections. Null where there is no pgbench. */
async function pgbench({ client, databaseUrl, dataFolder }: BenchInstance, partnerId: string): Promise<number | null> {
  await fill(client, partnerId, 1_000_000_000);
  const account = (letter: string, name: string) =>
    `(lpad('', 8, '${letter}') || '-0000-4000-8000-' || lpad(:${name}::text, 12, '0'))::uuid`;
  const script = join(dataFolder, 'allocate.sql');
  // One statement enters both, as the service's does: the transfer's id is reckoned before it.
  await writeFile(
    script,
    `\\set fund random(1, ${FUNDS})
\\set request random(1, ${REQUESTS})
\\set high random(0, 2147483647)
\\set low random(0, 2147483647)
BEGIN;
SELECT id FROM ledger_account WHERE fund_id = ${account('f', 'fund')};
SELECT balance FROM ledger_account WHERE fund_id = ${account('f', 'fund')} FOR NO KEY UPDATE;
WITH entered AS (
  INSERT INTO ledger_transfer (id, kind, partner_id, currency, day, by_whom, reverses_id, claim_id, pledge_id, reference_digest, method)
  SELECT * FROM unnest(ARRAY[md5(:high::text || '-' || :low::text)::uuid], ARRAY['ALLOCATED'], ARRAY['${partnerId}'::uuid], ARRAY['USD'], ARRAY['2026-06-11'::date],
    ARRAY['COORDINATOR'], ARRAY[NULL::uuid], ARRAY[NULL::uuid], ARRAY[NULL::uuid], ARRAY[NULL::bytea], ARRAY[NULL::text]))
INSERT INTO ledger_entry (transfer_id, account_id, amount, day, currency)
SELECT md5(:high::text || '-' || :low::text)::uuid, account, amount, '2026-06-11'::date, 'USD'
FROM unnest(ARRAY[${account('a', 'fund')}, ${account('b', 'request')}], ARRAY[-${AMOUNT}, ${AMOUNT}]::bigint[]) AS its (account, amount);
COMMIT;
`,
  );
  try {
    const { stdout } = await promisify(execFile)('pgbench', [
      ...['--no-vacuum', '--protocol=prepared', `--client=${CONNECTIONS}`, `--jobs=${cpus().length}`],
      ...[`--time=${SECONDS_OF_PGBENCH}`, `--file=${script}`, databaseUrl],
    ]);
    return Math.round(Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1] ?? Number.NaN));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** So many entries altogether, over a year, between funds and requests. */
async function measureLarge(client: Client, partnerId: string, entries: number) {
  const BATCH = 20_000;
  for (;;) {
    const { rows } = await client.query<{ there: number }>('SELECT count(*)::int AS there FROM ledger_entry');
    const missing = Math.ceil((entries - (rows[0]?.there ?? 0)) / 2);
    if (missing <= 0) break;
    await client.query(
      `WITH t AS (INSERT INTO ledger_transfer (id, kind, partner_id, currency, day, by_whom)
         SELECT gen_random_uuid(), 'ALLOCATED', $1, 'USD', date '2026-01-01' + n % 365, 'COORDINATOR' FROM generate_series(1, $2::integer) AS n
         RETURNING id, day),
       numbered AS (SELECT id, day, row_number() OVER () AS n FROM t)
       INSERT INTO ledger_entry (transfer_id, account_id, amount, day, currency)
       SELECT id, (CASE side WHEN -1 THEN lpad('', 8, 'a') || '-0000-4000-8000-' || lpad((1 + n % ${FUNDS})::text, 12, '0')
           ELSE lpad('', 8, 'b') || '-0000-4000-8000-' || lpad((1 + n % ${REQUESTS})::text, 12, '0') END)::uuid, side, day, 'USD'
       FROM numbered, unnest('{1,-1}'::bigint[]) AS side`,
      [partnerId, Math.min(BATCH, missing)],
    );
  }
  await client.query('VACUUM ANALYZE');
  // As the service plans.
  await client.query('SET plan_cache_mode = force_generic_plan');
  const built = <T>(path: string) => import(join(import.meta.dirname, '../../dist/src', path)) as Promise<T>; // As above.
  const { LedgerStore } = await built<typeof import('../../src/ledger/ledger.store.js')>('ledger/ledger.store.js');
  const { VerifyLedgerStore } = await built<typeof import('../../src/ledger/verify-ledger.store.js')>(
    'ledger/verify-ledger.store.js',
  );
  const db = {
    query: async <R extends object>(name: string, text: string, values: readonly unknown[] = []) => {
      const outcome = await client.query<R>({ name, text, values: [...values] });
      return { rows: outcome.rows, rowCount: outcome.rowCount ?? 0 };
    },
  };
  const store = new LedgerStore();
  const fund = (at: number) =>
    ({ kind: 'FUND', partnerId, currency: 'USD', fundId: idOf('f', 1 + (at % FUNDS)) }) as const;
  const balances: number[] = [];
  const statements: number[] = [];
  let lines = 0;
  for (let at = 0; at < SAMPLES; at += 1) balances.push((await timed(() => store.balance(db, fund(at)))).took);
  for (let at = 0; at < SAMPLES / 10; at += 1) {
    const { took, value } = await timed(() => store.entries(db, fund(at), '2026-01-01', '2026-12-31'));
    statements.push(took);
    lines = Math.max(lines, value.length);
  }
  const verify = new VerifyLedgerStore();
  const { took, value: found } = await timed(() => verify.faults(db, 100));
  const { entries: there } = await verify.counts(db);
  return {
    entries: there,
    balanceMs: rounded(median(balances)),
    slowestBalanceMs: rounded(percentile(balances, 0.99)),
    statementMs: rounded(median(statements)),
    slowestStatementMs: rounded(percentile(statements, 0.99)),
    linesOfStatement: lines,
    verifySeconds: rounded(took / 1_000),
    faults: found.length,
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly took: number; readonly value: T }> {
  const startedAt = performance.now();
  const value = await work();
  return { took: performance.now() - startedAt, value };
}

function report(
  at: Awaited<ReturnType<typeof allocate>>,
  floor: number | null,
  large: Awaited<ReturnType<typeof measureLarge>>,
) {
  const ratio = floor === null ? null : rounded(at.perSecond / floor);
  return {
    table: {
      title: `${at.allocations} allocations by ${CALLERS} callers at once out of ${FUNDS} funds that cover ${COVERED * 100} percent, over ${CONNECTIONS} connections`,
      columns: ['what', 'figure'],
      rows: [
        ['accepted / refused', `${at.accepted} / ${at.refused}`],
        ['lost / duplicated', `${at.lost} / ${at.duplicated}`],
        ['allocated of received, dollars', `${at.allocated} of ${at.received}`],
        ['transfers a second', at.perSecond],
        ['pgbench, the same statements', floor ?? 'is not installed (Debian: postgresql-contrib)'],
        ['share of pgbench', ratio ?? '-'],
        [
          `balance of an account among ${large.entries} entries, ms`,
          `${large.balanceMs} (99 of 100: ${large.slowestBalanceMs})`,
        ],
        [
          `statement of a year, ${large.linesOfStatement} lines, ms`,
          `${large.statementMs} (99 of 100: ${large.slowestStatementMs})`,
        ],
        ['ledger verify, seconds', large.verifySeconds],
        ['faults found', large.faults],
      ],
    },
    figures: { ...at, connections: CONNECTIONS, pgbenchPerSecond: floor, shareOfPgbench: ratio, large },
  };
}
