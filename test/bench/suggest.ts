/** What suggestions cost the database, at each size, and how many of the ten best of all they find: the built service's own statements. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { timeToMeet } from '../../src/matching/domain/first-meeting.js';
import { databaseUrls } from '../../src/platform/database/database-urls.js';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/start.js';
import { temporaryFolder } from '../world/temporary-folder.js';
import { cellsOf, type Spread, writeAsking, writeBenchHomes, writeOffers } from './suggest-rows.js';
import { median, percentile, rounded } from './table.js';

/** A Tuesday. */
const NOW = new Date('2027-01-12T05:00:00Z');
const CALLS = 150;
const COMPARED = 40;
const FIRST = 10;
/** As `suggest-requests.ts` has it, when the first look left too few. */
const FURTHER = 300;
const UNBOUNDED = 100_000_000;
const OPTIONS = '-c role=sanctuary_api -c plan_cache_mode=force_generic_plan -c jit=off -c timezone=UTC';

type Side = 'offers' | 'requests';
interface Called {
  readonly ms: number;
  readonly cpuMs: number;
  readonly buffers: number;
}
type Statement = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

export async function measureSuggest(largest: number) {
  const folder = await temporaryFolder('bench');
  const loads: Load[] = [];
  const measured: Measured[] = [];
  try {
    const sizes = [...new Set([10_000, 100_000, 1_000_000].filter((size) => size < largest)), largest];
    for (const [spread, its] of [
      ['population', sizes],
      ['disk', [largest]],
    ] as const) {
      await withDatabase(folder, spread, async (open) => {
        const loading = await open('-c sanctuary.publish_at_once=on');
        const partnerId = await writeBenchHomes(loading, largest);
        let from = 0;
        for (const until of its) {
          loads.push(await load(loading, spread, partnerId, { from, until, now: NOW }));
          from = until;
          await loading.query('VACUUM ANALYZE');
          for (const where of spread === 'disk'
            ? (['in one disk'] as const)
            : (['by population', 'in the densest cells'] as const)) {
            for (const side of ['offers', 'requests'] as const) {
              measured.push(await measureAt(open, { side, where, rows: until, partnerId }));
              process.stdout.write(`  ${JSON.stringify(measured.at(-1))}\n`);
            }
          }
        }
        await loading.end();
      });
    }
    return report(measured, loads);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Open = (options: string) => Promise<Client>;

async function withDatabase(folder: string, name: string, work: (open: Open) => Promise<void>): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataFolder: join(folder, name), log: () => undefined });
  try {
    await postgres.ensureDatabase('bench');
    const url = postgres.ownerUrl('bench');
    type Migrating = typeof import('../../src/platform/database/migrate.js');
    const { migrate } = (await import(built('platform/database/migrate.js'))) as Migrating; // What is built has the types of its source.
    await migrate(databaseUrls(url, undefined));
    await work(async (options) => {
      const client = new Client({ connectionString: url, options });
      // What went wrong before the database was stopped is what is to be told.
      client.on('error', () => undefined);
      await client.connect();
      return client;
    });
  } finally {
    await postgres.stop();
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

const built = (path: string) => join(import.meta.dirname, '../../dist/src', path);

interface Load {
  readonly spread: Spread;
  readonly rows: number;
  readonly offersSeconds: number;
  readonly requestsSeconds: number;
  readonly memoryMiB: number;
}

/** How long as many more take as were still missing. */
async function load(
  client: Client,
  spread: Spread,
  partnerId: string,
  sizes: Parameters<typeof writeOffers>[2],
): Promise<Load> {
  const cells = cellsOf(spread);
  const began = performance.now();
  await writeOffers(client, cells, sizes);
  const between = performance.now();
  await writeAsking(client, partnerId, cells, sizes);
  const seconds = (from: number, until: number) => rounded((until - from) / 1_000, 1);
  return {
    ...{ spread, rows: sizes.until - sizes.from, offersSeconds: seconds(began, between) },
    ...{
      requestsSeconds: seconds(between, performance.now()),
      memoryMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
    },
  };
}

interface Asked {
  readonly side: Side;
  readonly where: 'by population' | 'in the densest cells' | 'in one disk';
  readonly rows: number;
  readonly partnerId: string;
}

interface Measured {
  readonly side: Side;
  readonly where: string;
  readonly rows: number;
  readonly p50: number;
  readonly p95: number;
  readonly firstP95: number;
  readonly cpuP50: number;
  readonly cpuP95: number;
  readonly buffersP50: number;
  readonly buffersP95: number;
  readonly exactShare: number;
  readonly recall: number;
}

async function measureAt(open: Open, asked: Asked): Promise<Measured> {
  const owner = await open('');
  const client = await open(OPTIONS);
  const { rows: backends } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const pid = backends[0]?.pid ?? 0;
  const ids = await idsToAsk(owner, asked);
  const search = await searchOf(asked);
  // Planned and known to the parser, but nothing of these places was read by this connection.
  await search(recording(client, pid, []), ids[0] ?? '', FIRST);
  const [first, warm]: Called[][] = [[], []];
  for (const id of ids) await search(recording(client, pid, first ?? []), id, FIRST);
  for (const id of ids) await search(recording(client, pid, warm ?? []), id, FIRST);
  const found = { hits: 0, of: 0, exact: 0 };
  for (const id of ids.slice(0, asked.where === 'by population' ? COMPARED : COMPARED / 4)) {
    const best = await search(plain(client), id, FIRST);
    const all = await search(plain(client, true), id, UNBOUNDED);
    const expected = all.best.slice(0, FIRST).map((its) => its.id);
    found.of += expected.length;
    found.hits += best.best.filter((its) => expected.includes(its.id)).length;
    found.exact += best.isExact ? 1 : 0;
    if (best.isExact && best.best.map((its) => its.id).join() !== expected.slice(0, best.best.length).join()) {
      throw new Error('what was called the best of all was not');
    }
  }
  await Promise.all([owner.end(), client.end()]);
  const compared = asked.where === 'by population' ? COMPARED : COMPARED / 4;
  const of = (calls: readonly Called[] | undefined, what: keyof Called, share: number) =>
    rounded(
      percentile(
        (calls ?? []).map((call) => call[what]),
        share,
      ),
    );
  return {
    ...{ side: asked.side, where: asked.where, rows: asked.rows },
    ...{ p50: of(warm, 'ms', 0.5), p95: of(warm, 'ms', 0.95), firstP95: of(first, 'ms', 0.95) },
    ...{ cpuP50: of(warm, 'cpuMs', 0.5), cpuP95: of(warm, 'cpuMs', 0.95) },
    ...{ buffersP50: of(warm, 'buffers', 0.5), buffersP95: of(warm, 'buffers', 0.95) },
    ...{ exactShare: rounded(found.exact / compared), recall: rounded(found.hits / Math.max(found.of, 1), 3) },
  };
}

/** Drawn by the row's id, which is random. */
async function idsToAsk(owner: Client, { side, where }: Asked): Promise<string[]> {
  const [table, cell, open] =
    side === 'offers'
      ? ['request', 'published_cell', `listed AND reach = 'NETWORK'`]
      : ['offer', 'cell', `status = 'OPEN'`];
  const dense = `AND ${cell} IN (SELECT cell FROM offer GROUP BY cell ORDER BY count(*) DESC LIMIT 5)`;
  const { rows } = await owner.query<{ id: string }>(
    `SELECT id FROM ${table} WHERE ${open} ${where === 'in the densest cells' ? dense : ''} ORDER BY id LIMIT ${CALLS}`,
  );
  return rows.map(({ id }) => id);
}

interface Run {
  query<R extends object>(
    name: string,
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number }>;
}

/** Each call by the clock, by the processor time of its backend (Linux counts it to the nanosecond) and by the pages that it touched. */
function recording(client: Client, pid: number, into: Called[]): Run {
  return {
    async query<R extends object>(name: string, text: string, values: readonly unknown[] = []) {
      const isSearch = /^(offers-for|requests-for)/.test(name);
      const [cpu, began] = [await cpuOf(pid), performance.now()];
      const { rows } = await client.query<R & object>({ name, text, values: [...values] });
      const ms = performance.now() - began;
      const cpuMs = (await cpuOf(pid)) - cpu;
      if (isSearch) into.push({ ms, cpuMs, buffers: await buffersOf(client, { name, text, values }) });
      return { rows, rowCount: rows.length };
    },
  };
}

function plain(client: Client, unbounded = false): Run {
  return {
    async query<R extends object>(name: string, text: string, values: readonly unknown[] = []) {
      const whole = unbounded ? text.replace(/LIMIT (150|200|1200|1500)\b/g, `LIMIT ${UNBOUNDED}`) : text;
      const { rows } = await client.query<R & object>({
        name: unbounded ? `${name}-all` : name,
        text: whole,
        values: [...values],
      });
      return { rows, rowCount: rows.length };
    },
  };
}

async function cpuOf(pid: number): Promise<number> {
  const [spent = '0'] = (await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ');
  return Number(spent) / 1e6;
}

async function buffersOf(client: Client, { name, text, values }: Statement): Promise<number> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>({
    name: `${name}-explained`,
    text: `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${text}`,
    values: [...values],
  });
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  return (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
}

type Best = { readonly best: readonly { readonly id: string }[]; readonly isExact: boolean };
type Search = (run: Run, id: string, first: number) => Promise<Best>;

/** As `suggest-offers.ts` and `suggest-requests.ts` have it, for a coordinator and for a home. */
async function searchOf({ side, partnerId }: Asked): Promise<Search> {
  type Rows = typeof import('../../src/matching/match-rows.js');
  type Matches = typeof import('../../src/matching/domain/best-matches.js');
  type OfferStore = typeof import('../../src/matching/offers-for-request.store.js');
  type RequestStore = typeof import('../../src/matching/requests-for-offer.store.js');
  // What is built has the types of its source.
  const { pairOfOffer, pairOfRequest } = (await import(built('matching/match-rows.js'))) as Rows;
  const { bestOfFound } = (await import(built('matching/domain/best-matches.js'))) as Matches;
  const secrets = { secret: () => Buffer.alloc(32, 7) } as never;
  const most = (first: number) => (first === UNBOUNDED ? UNBOUNDED : 2 * first + 4);
  if (side === 'offers') {
    const { OffersForRequestStore } = (await import(built('matching/offers-for-request.store.js'))) as OfferStore;
    const store = new OffersForRequestStore(secrets);
    const viewer = { kind: 'COORDINATOR', partnerId, coordinatorId: partnerId } as never;
    return async (run, id, first) => {
      const asking = await store.findAsking(run, viewer, id, null, NOW);
      if (!asking?.occurrence_id) throw new Error('what was asked for is open');
      const { opens_at: opensAt, closes_at: closesAt } = asking;
      const time = timeToMeet(opensAt && closesAt ? { opensAt, closesAt } : null, NOW);
      const { rows, looked } = await store.findCandidates(run, viewer, asking, { time, most: most(first) }, NOW);
      return bestOfFound(
        rows.map((row) => pairOfOffer(asking, row)),
        looked,
        first,
        NOW,
      );
    };
  }
  const { RequestsForOfferStore } = (await import(built('matching/requests-for-offer.store.js'))) as RequestStore;
  const store = new RequestsForOfferStore(secrets, { has: () => false } as never);
  return async (run, id, first) => {
    const { rows: homes } = await run.query<{ home: string }>(
      'home-of-offer',
      'SELECT home_id AS home FROM offer WHERE id = $1',
      [id],
    );
    const viewer = { kind: 'HOME', homeId: homes[0]?.home } as never;
    const offer = await store.findStanding(run, viewer, id, {
      opensAt: NOW,
      closesAt: new Date(NOW.getTime() + 93 * 86_400_000),
    });
    if (!offer) throw new Error('what is offered is open');
    const look = async (closely: number) => {
      const { rows, looked } = await store.findCandidates(run, viewer, offer, closely, NOW);
      return {
        looked,
        ...bestOfFound(
          rows.map((row) => pairOfRequest(offer, row, NOW)),
          looked,
          first,
          NOW,
        ),
      };
    };
    const found = await look(most(first));
    return found.best.length === first || found.looked.bound === null ? found : look(FURTHER);
  };
}

function report(measured: readonly Measured[], loads: readonly Load[]) {
  const at = (side: Side, where: string, rows: number) =>
    measured.find((its) => its.side === side && its.where === where && its.rows === rows);
  const largest = Math.max(...measured.map(({ rows }) => rows));
  const ratios = (['offers', 'requests'] as const).map((side) => ({
    side,
    largestAgainstTenth: rounded(
      (at(side, 'by population', largest)?.p95 ?? 0) / (at(side, 'by population', largest / 10)?.p95 ?? Number.NaN),
    ),
    diskAgainstDense: rounded(
      (at(side, 'in one disk', largest)?.p95 ?? 0) / (at(side, 'in the densest cells', largest)?.p95 ?? Number.NaN),
    ),
    medianMs: median(measured.filter((its) => its.side === side).map(({ p50 }) => p50)),
  }));
  return {
    table: {
      title:
        'Suggestions: milliseconds and pages of the database for a call, and the share of the ten best of all that is found',
      columns: [
        'suggested',
        'where',
        'open',
        'p50',
        'p95',
        'first p95',
        'cpu p50',
        'cpu p95',
        'pages p50',
        'pages p95',
        'exact',
        'recall@10',
      ],
      rows: measured.map((its) => [
        ...[
          its.side,
          its.where,
          its.rows,
          its.p50,
          its.p95,
          its.firstP95,
          its.cpuP50,
          its.cpuP95,
          its.buffersP50,
          its.buffersP95,
        ],
        ...[its.exactShare, its.recall],
      ]),
    },
    figures: { measured, ratios, loads },
  };
}
