/** Claims a second, on requests of their own and all on a few: the use case and the whole mutation, in turn with pgbench, which sends the same statements. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { HomeViewer } from '../../src/kernel/viewer.js';
import { type BenchInstance, openBenchInstance } from './instance.js';
import { type Neighbours, writeHomes } from './neighbours.js';
import { callerOf } from './post.js';
import { median, rounded } from './table.js';

/** Half of them are pgbench's: how many a home has open is counted by each claim, and bounded by the service alone. */
const HOMES = 8_000;
const REQUESTS = 20_000;
/** More than anybody can claim while it is measured: nothing is refused, and each claim finds as much to read as the other side's. */
const PLENTY = 1_000_000;
/** All at once on so many requests, others in each turn. */
const HOT = 2;
const CONNECTIONS = 4 * cpus().length;
const CALLERS = 4 * CONNECTIONS;
const SECONDS = 5;
const TURNS = 3;
const OPTIONS =
  '-c role=sanctuary_api -c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0 -c jit=off -c timezone=UTC';

const built = <T>(path: string) => import(join(import.meta.dirname, '../../dist/src', path)) as Promise<T>; // What is built has the types of its source.

/** From which request on, and how many: one is drawn for each claim. */
interface Among {
  readonly first: number;
  readonly count: number;
}
/** Claims a second. */
type Run = (among: Among) => Promise<number>;

export async function measureClaims() {
  const instance = await openBenchInstance();
  try {
    const homes = await writeHomes(instance.client, HOMES, (n) => idOf('d', n));
    await writeRequests(instance.client, homes.partnerId);
    const service = await openService(instance);
    const statements = await statementsOfOne(instance, service.claim);
    const runs: Readonly<Record<string, Run | null>> = {
      pgbench: await pgbench(instance, homes.partnerId, statements),
      'use case': (among) => asManyAsGo((n) => service.claim(n, among)),
      'over HTTP': overHttp(instance, homes),
    };
    // Connections are there and the code is warm.
    for (const run of Object.values(runs)) await run?.({ first: 0, count: REQUESTS / 2 });
    const figures = {
      uncontended: await inTurns(runs, () => ({ first: 0, count: REQUESTS / 2 })),
      contended: await inTurns(runs, (turn) => ({ first: REQUESTS / 2 + HOT * turn, count: HOT })),
    };
    await service.close();
    return report(figures, statements.length);
  } finally {
    await instance.close();
  }
}

type PerSecond = Readonly<Record<string, number | null>>;

async function inTurns(runs: Readonly<Record<string, Run | null>>, among: (turn: number) => Among): Promise<PerSecond> {
  const seen = new Map<string, number[]>();
  let turn = 0;
  for (let round = 0; round < TURNS; round += 1) {
    for (const [name, run] of Object.entries(runs)) {
      const perSecond = await run?.(among(turn++));
      if (perSecond !== undefined) seen.set(name, [...(seen.get(name) ?? []), perSecond]);
    }
  }
  process.stdout.write(`  ${JSON.stringify(Object.fromEntries(seen))}\n`);
  return Object.fromEntries(
    Object.keys(runs).map((name) => [name, seen.has(name) ? median(seen.get(name) ?? []) : null]),
  );
}

/** Ids that pgbench can reckon too. */
const idOf = (letter: string, n: number) => `${letter.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const idInSql = (letter: string, n: string) =>
  `(lpad('', 8, '${letter}') || '-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`;

/** Bags of groceries, whenever, to which the family says yes itself. */
async function writeRequests(client: Client, partnerId: string): Promise<void> {
  const rows = 'FROM generate_series(0, $1::integer - 1) AS n';
  const write = (text: string, ...more: unknown[]) => client.query(text, [REQUESTS, ...more]);
  await write(
    `INSERT INTO request (id, kind, alias, partner_id, urgency, acceptance, published_cell, time_zone, posted_on, bucket, expires_at, published)
     SELECT ${idInSql('a', 'n')}, 'GROCERY', 'Bench ' || n, $2, 'THIS_WEEK', 'ME', '862a10727ffffff', 'America/New_York', '2026-06-01', 41000,
       '2100-01-01', true ${rows}`,
    partnerId,
  );
  await write(
    `INSERT INTO grocery_request (request_id, household_size, substitutions, payer, drop_off)
     SELECT ${idInSql('a', 'n')}, 'ONE', 'NONE', 'HOME', 'DOORSTEP' ${rows}`,
  );
  await write(
    `INSERT INTO request_line (id, request_id, position, unit, quantity, divisible)
     SELECT ${idInSql('b', 'n')}, ${idInSql('a', 'n')}, 0, 'BAG', ${PLENTY}, true ${rows}`,
  );
  await write(`INSERT INTO occurrence (id, request_id) SELECT ${idInSql('c', 'n')}, ${idInSql('a', 'n')} ${rows}`);
  await write(
    `INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity)
     SELECT ${idInSql('c', 'n')}, ${idInSql('b', 'n')}, ${idInSql('a', 'n')}, ${PLENTY} ${rows}`,
  );
  await client.query('VACUUM ANALYZE');
}

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const drawn = ({ first, count }: Among) => first + Math.floor(Math.random() * count);
/** Those of the service, one after the other. */
const homeOf = (n: number) => n % (HOMES / 2);

/** The built service in this process, for the use case alone. */
async function openService({ databaseUrl, dataFolder }: BenchInstance) {
  const { openInstance } = await built<typeof import('../../src/platform/instance.js')>('platform/instance.js');
  const { readConfig } = await built<typeof import('../../src/platform/config.js')>('platform/config.js');
  const { SystemClock } = await built<typeof import('../../src/kernel/clock.js')>('kernel/clock.js');
  const { createApplication } = await built<typeof import('../../src/application.js')>('application.js');
  const { ClaimRequest } = await built<typeof import('../../src/claim/claim-request.js')>('claim/claim-request.js');
  const { mainRows, keyStoreRows } = await built<typeof import('../../src/rows.js')>('rows.js');
  const environment = {
    DATABASE_URL: databaseUrl,
    DATA_FOLDER: dataFolder,
    MIGRATE: 'off',
    SAMPLE: 'off',
    JOBS: 'off',
  };
  const parts = await openInstance({
    config: readConfig({ ...environment, DATABASE_POOL: String(CONNECTIONS), METRICS_PORT: '0' }),
    clock: new SystemClock(),
    rows: { main: mainRows, keyStore: keyStoreRows },
  });
  const app = await createApplication(parts);
  await app.init();
  const claims = app.get(ClaimRequest, { strict: false });
  return {
    async claim(n: number, among: Among): Promise<void> {
      const [home, request] = [homeOf(n), drawn(among)];
      const viewer = {
        kind: 'HOME',
        homeId: idOf('d', home),
        vouched: true,
        paused: false,
        agreed: true,
      } as HomeViewer; // What the use case asks of it.
      const placed = await claims.execute(viewer, {
        ...{ requestId: idOf('a', request), occurrenceId: null, offerId: null },
        lines: [{ requestLineId: idOf('b', request), quantity: 1 }],
        plannedFor: { date: tomorrow(), half: 'AFTERNOON' },
      });
      if ('code' in placed) throw new Error(`a claim was refused: ${placed.code}`);
    },
    async close() {
      await app.close();
      await parts.close();
    },
  };
}

/** Goes on from turn to turn: no home comes again before all others did. */
let next = 0;

/** So many callers, each again as soon as it is answered. */
async function asManyAsGo(one: (n: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  let done = 0;
  const caller = async () => {
    while (performance.now() - began < SECONDS * 1_000) {
      await one(next++);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return Math.round((done * 1_000) / (performance.now() - began));
}

const CLAIM = `mutation ($input: ClaimRequestInput!) {
  claimRequest(input: $input) { __typename ... on Refusal { code } }
}`;

function overHttp({ service }: BenchInstance, { tokens }: Neighbours): Run {
  const caller = callerOf(new URL('/graphql', service.url), CALLERS);
  return (among) =>
    asManyAsGo(async (n) => {
      const request = drawn(among);
      const input = {
        requestId: idOf('a', request),
        lines: [{ requestLineId: idOf('b', request), quantity: 1 }],
        plannedFor: { date: tomorrow(), half: 'AFTERNOON' },
      };
      const { text } = await caller.post(JSON.stringify({ query: CLAIM, variables: { input } }), tokens[homeOf(n)]);
      if (!text.includes('"ClaimPlaced"')) throw new Error(`a claim was not placed: ${text}`);
    });
}

interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** All that the use case sends to the main database for one claim, as it sends it. */
async function statementsOfOne(
  { databaseUrl }: BenchInstance,
  claim: (n: number, among: Among) => Promise<void>,
): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const { database } = new Client({ connectionString: databaseUrl });
  const its = Client.prototype;
  const query = its.query;
  its.query = function (this: Client, ...given: unknown[]) {
    const [first, second] = given;
    const { text, values } = typeof first === 'string' ? { text: first, values: undefined } : (first as Sent);
    if (this.database === database) sent.push({ text, values: values ?? (Array.isArray(second) ? second : []) });
    return Reflect.apply(query, this, given);
  } as typeof its.query;
  // Once before, so that nothing is sent that belongs to a first claim.
  await claim(KNOWN, { first: KNOWN, count: 1 });
  sent.splice(0);
  await claim(KNOWN, { first: KNOWN, count: 1 });
  its.query = query;
  return sent;
}

/** The home and the request of the claim that is listened to. */
const KNOWN = REQUESTS / 2 - 1;

/** A client written in C. Null where there is none. */
async function pgbench(
  { databaseUrl, dataFolder }: BenchInstance,
  partnerId: string,
  sent: readonly Sent[],
): Promise<Run | null> {
  const script = join(dataFolder, 'claim.sql');
  const lines = await inPgbench(databaseUrl, partnerId, sent);
  return async ({ first, count }) => {
    const variables = [
      `\\set request random(${first}, ${first + count - 1})`,
      `\\set home random(${HOMES / 2}, ${HOMES - 1})`,
      '\\set high random(0, 2147483647)',
      '\\set low random(0, 2147483647)',
    ];
    await writeFile(script, [...variables, ...lines, ''].join('\n'));
    const { stdout } = await promisify(execFile)(
      'pgbench',
      [
        ...['--no-vacuum', '--protocol=prepared', `--client=${CONNECTIONS}`, `--jobs=${cpus().length}`],
        ...[`--time=${SECONDS}`, `--file=${script}`, databaseUrl],
      ],
      { env: { ...process.env, PGOPTIONS: OPTIONS } },
    );
    return Math.round(Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1] ?? Number.NaN));
  };
}

/** Those of one claim with what differs from claim to claim drawn anew: home, request, and all ids that the service draws. */
async function inPgbench(databaseUrl: string, partnerId: string, sent: readonly Sent[]): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl, options: OPTIONS });
  await client.connect();
  const known = new Map([
    [idOf('a', KNOWN), idInSql('a', ':request')],
    [idOf('b', KNOWN), idInSql('b', ':request')],
    [idOf('c', KNOWN), idInSql('c', ':request')],
    [idOf('d', homeOf(KNOWN)), idInSql('d', ':home')],
    [partnerId, `'${partnerId}'::uuid`],
  ]);
  const lines: string[] = [];
  for (const { text, values } of sent) {
    // As the server understands them: an empty list or NULL does not say of what it is.
    await client.query(`PREPARE one AS ${/^(SELECT|INSERT|UPDATE|DELETE|WITH)/i.test(text) ? text : 'SELECT'}`);
    const { rows } = await client.query<{ types: string[] }>(
      `SELECT parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = 'one'`,
    );
    await client.query('DEALLOCATE one');
    const types = rows[0]?.types ?? [];
    const whole = text.replace(/\$(\d+)/g, (_, at: string) => {
      const place = Number(at) - 1;
      return `(${inSql(values[place], known)})::${types[place]}`;
    });
    lines.push(`${whole.trim()};`);
  }
  await client.end();
  return lines;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Without a colon, which is how a variable of pgbench begins. */
function inSql(value: unknown, known: Map<string, string>): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return `ARRAY[${value.map((one) => inSql(one, known)).join()}]`;
  if (value instanceof Date) return `to_timestamp(${value.getTime() / 1_000})`;
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`;
  if (typeof value === 'string' && UUID.test(value)) {
    const drawnAnew = known.get(value) ?? `md5(:high::text || '-' || :low::text || '-${known.size}')::uuid`;
    known.set(value, drawnAnew);
    return drawnAnew;
  }
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

function report(figures: Readonly<Record<'uncontended' | 'contended', PerSecond>>, statements: number) {
  const row = (what: string, its: PerSecond) => {
    const floor = its['pgbench'] ?? null;
    const share = (name: string) => (floor === null ? '-' : rounded((its[name] ?? Number.NaN) / floor));
    return [
      what,
      ...[its['use case'] ?? '-', its['over HTTP'] ?? '-', floor ?? 'is not installed (Debian: postgresql-contrib)'],
      ...[share('use case'), share('over HTTP')],
    ];
  };
  return {
    table: {
      title: `Claims a second, ${statements} statements each, by ${CALLERS} callers over ${CONNECTIONS} connections; median of ${TURNS} turns`,
      columns: ['on', 'use case', 'over HTTP', 'pgbench', 'use case, share', 'over HTTP, share'],
      rows: [row('requests of their own', figures.uncontended), row(`${HOT} requests at once`, figures.contended)],
    },
    figures: { ...figures, statements, callers: CALLERS, connections: CONNECTIONS },
  };
}
