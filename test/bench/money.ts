/** Money: allocations at once out of funds that cover a part of them, beside pgbench with the same statements; and a ledger of a million entries. */
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { allocateByPgbench, type ByPgbench } from './allocate-by-pgbench.js';
import type { BenchInstance } from './instance.js';
import { openBenchInstance } from './instance.js';
import { type LedgerReads, measureReads } from './ledger-reads.js';
import { FUNDS, fill, idOf, REQUESTS, writeAccounts, writeYear } from './money-rows.js';
import { writeHomes } from './neighbours.js';
import { serverProcessorMs } from './processor-time.js';
import { rounded } from './table.js';

/** Of all that is wanted. */
const COVERED = 0.6;
/** Who ask at once, each again as soon as it is answered: more would wait longer for a connection than anybody may. */
const CALLERS = 1_000;
const CONNECTIONS = 4 * cpus().length;
const AMOUNT = 500;
/** More than pgbench can take in its time. */
const PLENTY = 1_000_000_000;

export async function measureMoney(allocations: number, entries: number) {
  const instance = await openBenchInstance();
  const { client } = instance;
  try {
    const { partnerId } = await writeHomes(client, 1);
    await writeAccounts(client, partnerId);
    await fill(client, partnerId, Math.ceil((allocations * AMOUNT * COVERED) / FUNDS));
    const at = await allocate(instance, partnerId, allocations);
    await fill(client, partnerId, PLENTY);
    const before = await serverProcessorMs(client);
    const floor = await allocateByPgbench(instance, partnerId, { connections: CONNECTIONS, amount: AMOUNT });
    const serverMs = spent(before, await serverProcessorMs(client));
    await writeYear(client, partnerId, entries);
    return report(at, floor && { ...floor, serverMs }, await measureReads(instance, partnerId));
  } finally {
    await instance.close();
  }
}

function spent(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

/** As a use case does it: the fund's money under lock, a decision, a transfer; each in a transaction of its own. */
async function allocate({ client, databaseUrl }: BenchInstance, partnerId: string, allocations: number) {
  const built = <T>(path: string) => import(join(import.meta.dirname, '../../dist/src', path)) as Promise<T>; // What is built has the types of its source.
  const { Database } = await built<typeof import('../../src/platform/database/database.js')>(
    'platform/database/database.js',
  );
  const { LedgerStore } = await built<typeof import('../../src/ledger/ledger.store.js')>('ledger/ledger.store.js');
  const { refuse, isRefused } = await built<typeof import('../../src/kernel/decision.js')>('kernel/decision.js');
  const database = await Database.open({
    ...{ url: databaseUrl, role: 'sanctuary_api', poolSize: CONNECTIONS, rows: [], applicationName: 'bench' },
    statementTimeout: 0,
  });
  const store = new LedgerStore();
  const before = await sums(client);
  const accepted: string[] = [];
  let refused = 0;
  /** While there was money: what is refused afterwards is no transfer. */
  const whileThere = { count: 0, until: 0, clientMs: 0, server: Promise.resolve<number | null>(null) };
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
      } as const;
      const none = { reversesId: null, claimId: null, pledgeId: null, referenceDigest: null, method: null };
      await store.enter(tx, [{ ...its, ...none, entries }]);
      return id;
    });
    if (!isRefused(done)) accepted.push(done);
    else {
      if (refused === 0) {
        const clientMs = processorMs() - usedBefore;
        const server = serverProcessorMs(client);
        Object.assign(whileThere, { count: accepted.length, until: performance.now(), clientMs, server });
      }
      refused += 1;
    }
  };
  const usedBefore = processorMs();
  const serverBefore = await serverProcessorMs(client);
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
    perSecond: Math.round((whileThere.count * 1_000) / (whileThere.until - startedAt)),
    clientMsOfEach: each(whileThere.clientMs, whileThere.count),
    serverMsOfEach: each(spent(serverBefore, await whileThere.server), whileThere.count),
    seconds: rounded(seconds),
  };
}

/** Of this process, user and system. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function sums(client: Client): Promise<{ received: number; allocated: number }> {
  const { rows } = await client.query<{ received: number; allocated: number }>(
    `SELECT -coalesce(sum(balance) FILTER (WHERE kind = 'GIVER'), 0)::float8 AS received,
       coalesce(sum(balance) FILTER (WHERE kind = 'REQUEST'), 0)::float8 AS allocated FROM ledger_account`,
  );
  return rows[0] ?? { received: 0, allocated: 0 };
}

function each(ms: number | null, count: number): number | null {
  return ms === null ? null : rounded(ms / count, 3);
}

function report(
  at: Awaited<ReturnType<typeof allocate>>,
  floor: (ByPgbench & { readonly serverMs: number | null }) | null,
  large: LedgerReads,
) {
  const ratio = floor && rounded(at.perSecond / floor.perSecond);
  const ofFloor = floor && each(floor.serverMs, floor.transactions);
  return {
    table: {
      title: `${at.allocations} allocations by ${CALLERS} callers at once out of ${FUNDS} funds that cover ${COVERED * 100} percent, over ${CONNECTIONS} connections`,
      columns: ['what', 'figure'],
      rows: [
        ['accepted / refused', `${at.accepted} / ${at.refused}`],
        ['lost / duplicated', `${at.lost} / ${at.duplicated}`],
        ['allocated of received, dollars', `${at.allocated} of ${at.received}`],
        ['transfers a second', at.perSecond],
        ['pgbench, the same statements', floor?.perSecond ?? 'is not installed (Debian: postgresql-contrib)'],
        ['share of pgbench', ratio ?? '-'],
        ['processor ms of a transfer: service / its database', `${at.clientMsOfEach} / ${at.serverMsOfEach ?? '-'}`],
        ['the same of the database under pgbench', ofFloor ?? '-'],
        [
          `what a fund holds, among ${large.entries} entries, ms`,
          `${large.balanceMs} (99 of 100: ${large.slowestBalanceMs})`,
        ],
        [
          `report of a fund's year, ${large.linesOfStatement} entries, ms`,
          `${large.statementMs} (99 of 100: ${large.slowestStatementMs})`,
        ],
        ['ledger verify, seconds', large.verifySeconds],
        ['faults found', large.faults],
      ],
    },
    figures: {
      ...{ ...at, connections: CONNECTIONS },
      ...{ pgbenchPerSecond: floor?.perSecond ?? null, serverMsOfEachByPgbench: ofFloor, shareOfPgbench: ratio, large },
    },
  };
}
