/** What suggestions cost the database, at each size, cold and warm, and how many of the ten best of all they find. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { databaseUrls } from '../../src/platform/database/database-urls.js';
import { temporaryFolder } from '../world/temporary-folder.js';
import { startRoomyPostgres } from './roomy-postgres.js';
import { type Load, load } from './suggest-load.js';
import { type Spread, writeBenchHomes, writeCells } from './suggest-rows.js';
import { type Called, FIRST, type Scored, type Search, type Side, searchOf } from './suggest-search.js';
import { median, percentile, rounded } from './table.js';

/** A Tuesday, at midnight in New York. */
const NOW = new Date('2027-01-12T05:00:00Z');
const CALLS = 150;
/** Of each call the median is taken: what else the machine does while one is made is not of that call. */
const WARM_TURNS = 3;
const COMPARED = { 'by population': 120, 'in the densest cells': 10, 'in one disk': 5 } as const;
/** As the service connects. */
const OPTIONS =
  '-c role=sanctuary_api -c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0 -c jit=off -c timezone=UTC';

type Where = keyof typeof COMPARED;

export async function measureSuggest(largest: number) {
  const folder = await temporaryFolder('bench');
  const loads: Load[] = [];
  const measured: Measured[] = [];
  try {
    const sizes = [...new Set([10_000, 100_000, 1_000_000].filter((size) => size < largest)), largest];
    const places: readonly (readonly [Spread, readonly number[], readonly Where[]])[] = [
      ['population', sizes, ['by population', 'in the densest cells']],
      ['disk', [largest], ['in one disk']],
    ];
    for (const [spread, its, wheres] of places) {
      const database = await openDatabase(join(folder, spread));
      const partnerId = await database.with('', async (client) => {
        await writeCells(client, spread);
        return writeBenchHomes(client, largest);
      });
      let from = 0;
      for (const until of its) {
        const sizesNow = { from, until, now: NOW };
        loads.push(
          await database.with(PUBLISHED, (one) =>
            database.with(PUBLISHED, (other) => load([one, other], spread, partnerId, sizesNow)),
          ),
        );
        process.stdout.write(`  ${JSON.stringify(loads.at(-1))}\n`);
        from = until;
        await database.with('', (client) => client.query('VACUUM ANALYZE'));
        for (const where of wheres) {
          for (const side of ['offers', 'requests'] as const) {
            measured.push(await measureAt(database, { side, where, rows: until, partnerId }));
            process.stdout.write(`  ${JSON.stringify(measured.at(-1))}\n`);
          }
        }
      }
      await database.close();
    }
    return report(measured, loads);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const PUBLISHED = '-c sanctuary.publish_at_once=on';

interface BenchDatabase {
  /** A connection for as long as the work takes. */
  with<T>(options: string, work: (client: Client) => Promise<T>): Promise<T>;
  /** Stops PostgreSQL, has the system forget its files, and starts it again. False where that cannot be asked of the system. */
  chill(): Promise<boolean>;
  close(): Promise<void>;
}

async function openDatabase(dataFolder: string): Promise<BenchDatabase> {
  let postgres = await startRoomyPostgres(dataFolder);
  await postgres.ensureDatabase('bench');
  type Migrating = typeof import('../../src/platform/database/migrate.js');
  const built = join(import.meta.dirname, '../../dist/src/platform/database/migrate.js');
  const { migrate } = (await import(built)) as Migrating; // What is built has the types of its source.
  await migrate(databaseUrls(postgres.ownerUrl('bench'), undefined));
  return {
    async with(options, work) {
      const client = new Client({ connectionString: postgres.ownerUrl('bench'), options });
      // What went wrong before the database was stopped is what is to be told.
      client.on('error', () => undefined);
      await client.connect();
      try {
        return await work(client);
      } finally {
        await client.end();
      }
    },
    async chill() {
      await postgres.stop();
      const isForgotten = await forgetFiles(postgres.folder);
      postgres = await startRoomyPostgres(dataFolder);
      return isForgotten;
    },
    async close() {
      await postgres.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** GNU dd asks the system to drop what it keeps of a file; what lies below the system, in a virtual disk, nobody can ask. */
async function forgetFiles(folder: string): Promise<boolean> {
  const dd = ['dd', 'if={}', 'iflag=nocache', 'count=0', 'status=none'];
  return promisify(execFile)('find', [folder, '-type', 'f', '-size', '+8k', '-exec', ...dd, ';']).then(
    () => true,
    () => false,
  );
}

interface Asked {
  readonly side: Side;
  readonly where: Where;
  readonly rows: number;
  readonly partnerId: string;
}

interface Measured {
  readonly side: Side;
  readonly where: Where;
  readonly rows: number;
  readonly p50: number;
  readonly p95: number;
  /** Each place for the first time since PostgreSQL was started; null where files could not be forgotten. */
  readonly coldP50: number | null;
  readonly coldP95: number | null;
  readonly cpuP50: number;
  readonly cpuP95: number;
  /** What the same work took meanwhile, whatever is stored: the machine is not as fast in one minute as in the next. */
  readonly yardstick: number;
  readonly buffersP50: number;
  readonly buffersP95: number;
  /** Of answers, how many call themselves exact. */
  readonly exactShare: number;
  /** Of the ten best of all, to how many one was found that ranks as high; and how many were found themselves. */
  readonly recall: number;
  readonly recallOfSame: number;
}

async function measureAt(database: BenchDatabase, { side, where, rows, partnerId }: Asked): Promise<Measured> {
  const ids = await database.with('', (client) => idsToAsk(client, side, where));
  const isCold = await database.chill();
  const { cold, warm, found, yardstick } = await database.with(OPTIONS, async (client) => {
    const search = await searchOf(client, side, partnerId, NOW);
    await planAhead(client);
    const cold = await inTurn(ids, search.timed);
    const turns: Called[][] = [];
    const yardsticks: number[] = [];
    for (let turn = 0; turn < WARM_TURNS; turn += 1) {
      turns.push(
        await inTurn(ids, async (id) => {
          yardsticks.push(await search.yardstick());
          return search.timed(id);
        }),
      );
    }
    const warm = ids.map((_, at) => medianOf(turns.flatMap((calls) => calls[at] ?? [])));
    const found = await compare(search, ids.slice(0, COMPARED[where]), ids);
    return { cold, warm, found, yardstick: median(yardsticks) };
  });
  const of = (calls: readonly Called[], what: keyof Called, share: number) =>
    rounded(
      percentile(
        calls.map((call) => call[what]),
        share,
      ),
    );
  return {
    ...{ side, where, rows, p50: of(warm, 'ms', 0.5), p95: of(warm, 'ms', 0.95) },
    ...{ coldP50: isCold ? of(cold, 'ms', 0.5) : null, coldP95: isCold ? of(cold, 'ms', 0.95) : null },
    ...{ cpuP50: of(warm, 'cpuMs', 0.5), cpuP95: of(warm, 'cpuMs', 0.95), yardstick: rounded(yardstick, 3) },
    ...{ buffersP50: of(found.counted, 'buffers', 0.5), buffersP95: of(found.counted, 'buffers', 0.95) },
    ...{
      exactShare: rounded(found.exact),
      recall: rounded(found.recall, 3),
      recallOfSame: rounded(found.recallOfSame, 3),
    },
  };
}

/** As the service does when it starts: with nothing put in, so that no row is read. */
async function planAhead(client: Client): Promise<void> {
  type Statements = typeof import('../../src/matching/suggestion-statements.js');
  const built = join(import.meta.dirname, '../../dist/src/matching/suggestion-statements.js');
  const { SUGGESTION_STATEMENTS } = (await import(built)) as Statements; // What is built has the types of its source.
  for (const { name, text, names } of SUGGESTION_STATEMENTS) {
    await client.query({ name, text, values: names.map(() => null) });
  }
}

function medianOf(calls: readonly Called[]): Called {
  const of = (what: keyof Called) => median(calls.map((call) => call[what]));
  return { ms: of('ms'), cpuMs: of('cpuMs'), buffers: of('buffers') };
}

async function inTurn<T>(ids: readonly string[], call: (id: string) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (const id of ids) all.push(await call(id));
  return all;
}

/** With the exhaustive answer. What calls itself exact and is not ends the run. */
async function compare(search: Search, compared: readonly string[], ids: readonly string[]) {
  const counted = await inTurn(ids, search.counted);
  const sums = { equals: 0, same: 0, of: 0, exact: 0 };
  for (const id of compared) {
    const { best, isExact } = await search.best(id);
    const expected = (await search.bestOfAll(id)).best.slice(0, FIRST);
    const ids = expected.map((its) => its.id);
    sums.of += expected.length;
    sums.same += best.filter((its) => ids.includes(its.id)).length;
    sums.equals += equals(best, expected);
    sums.exact += isExact ? 1 : 0;
    if (isExact && best.map((its) => its.id).join() !== ids.join()) {
      throw new Error('what was called the best of all was not');
    }
  }
  const share = (hits: number) => hits / Math.max(sums.of, 1);
  return { counted, exact: sums.exact / compared.length, recall: share(sums.equals), recallOfSame: share(sums.same) };
}

/** How many of those expected have one among the found that ranks exactly as high, each for one. */
function equals(found: Scored['best'], expected: Scored['best']): number {
  const left = found.map((its) => its.score);
  return expected.filter(({ score }) => {
    const at = left.indexOf(score);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}

/** Drawn by the row's id, which is random. */
async function idsToAsk(client: Client, side: Side, where: Where): Promise<string[]> {
  const [table, cell, open] =
    side === 'offers'
      ? ['request', 'published_cell', `listed AND reach = 'NETWORK'`]
      : ['offer', 'cell', `status = 'OPEN'`];
  const dense = `AND ${cell} IN (SELECT cell FROM offer GROUP BY cell ORDER BY count(*) DESC LIMIT 5)`;
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM ${table} WHERE ${open} ${where === 'in the densest cells' ? dense : ''} ORDER BY id LIMIT ${CALLS}`,
  );
  return rows.map(({ id }) => id);
}

/** What is no figure of a call stands in the last column, which may be long. */
const BLANK = Array.from({ length: 12 }, () => '');

function report(measured: readonly Measured[], loads: readonly Load[]) {
  const at = (side: Side, where: Where, rows: number) => {
    const its = measured.find((one) => one.side === side && one.where === where && one.rows === rows);
    return its ? its.cpuP95 / its.yardstick : Number.NaN;
  };
  const largest = Math.max(...measured.map(({ rows }) => rows));
  const ratios = (['offers', 'requests'] as const).map((side) => ({
    side,
    largestAgainstTenth: rounded(at(side, 'by population', largest) / at(side, 'by population', largest / 10)),
    diskAgainstDense: rounded(at(side, 'in one disk', largest) / at(side, 'in the densest cells', largest)),
  }));
  return {
    table: {
      title:
        'Suggestions: milliseconds of the clock and of the processor and pages of the database for a call, and the share of the ten best of all that is found',
      columns: [
        ...['suggested', 'where', 'open', 'p50', 'p95', 'cold p50', 'cold p95'],
        ...['cpu p50', 'cpu p95', 'yardstick', 'pages p50', 'pages p95', 'exact', 'recall@10', 'the very same'],
      ],
      rows: [
        ...measured.map((its) => [
          ...[its.side, its.where, its.rows, its.p50, its.p95, its.coldP50 ?? '-', its.coldP95 ?? '-'],
          ...[
            its.cpuP50,
            its.cpuP95,
            its.yardstick,
            its.buffersP50,
            its.buffersP95,
            its.exactShare,
            its.recall,
            its.recallOfSame,
          ],
        ]),
        ...ratios.map((its) => [
          ...[its.side, 'ratios', ...BLANK],
          `cpu p95 in yardsticks: ${largest} against ${largest / 10}: ${its.largestAgainstTenth}; one disk against dense: ${its.diskAgainstDense}`,
        ]),
        ...loads.map((its) => [
          ...['both', 'loaded', ...BLANK],
          `${its.spread}, ${its.rows} of each: ${its.seconds} s (written ${its.writingSeconds}, indexes and keys ${its.dressingSeconds}); at most ${its.memoryMiB.early} MiB in the first half, ${its.memoryMiB.late} in the second`,
        ]),
      ],
    },
    figures: { measured, ratios, loads },
  };
}
