/** What widening costs each minute, and what the page of homes reads of the database, at two sizes: circles, links, tiers and trainings on. */
import { join } from 'node:path';
import type { Client } from 'pg';
import { baring } from './bare-tables.js';
import { openBenchInstance } from './instance.js';
import { lookAtWhatTriggersKeep, writeHomes } from './neighbours.js';
import { median, percentile, rounded } from './table.js';

const MINUTES = 60;
const PAGES = 40;
const MARK = 60_000;
/** Circles that the home's is linked with. */
const LINKS = 5;

interface Measured {
  readonly milliseconds: number;
  readonly buffers: number;
}

/** Requests, and a tenth of them. */
export async function measureWidening(rows: number) {
  const instance = await openBenchInstance();
  try {
    const { client } = instance;
    const { partnerId } = await writeHomes(client, 1);
    const statements = await builtStatements();
    // As the serving role connects.
    await client.query('SET plan_cache_mode = force_generic_plan');
    await client.query('SET max_parallel_workers_per_gather = 0');
    const small = await measureAt(client, partnerId, Math.ceil(rows / 10), statements);
    const large = await measureAt(client, partnerId, rows, statements);
    return report(small, large);
  } finally {
    await instance.close();
  }
}

async function builtStatements() {
  const built = (path: string) => join(import.meta.dirname, '../../dist/src', path);
  type Widening = typeof import('../../src/request/widening.store.js');
  type Browsing = typeof import('../../src/request/browse-requests.sql.js');
  // What is built has the types of its source.
  const { WIDEN_DUE } = (await import(built('request/widening.store.js'))) as Widening;
  const { homePage, linksFor } = (await import(built('request/browse-requests.sql.js'))) as Browsing;
  return { widen: WIDEN_DUE, page: homePage('plain', 21, linksFor('plain', LINKS)) };
}

async function measureAt(
  client: Client,
  partnerId: string,
  rows: number,
  { widen, page }: { readonly widen: string; readonly page: string },
) {
  await writeOpenRequests(client, partnerId, rows);
  await client.query(`PREPARE widen (timestamptz, bigint) AS ${widen}`);
  const minutes: (Measured & { readonly widened: number })[] = [];
  for (let minute = 1; minute <= MINUTES; minute += 1) {
    const measured = await explained(
      client,
      `EXECUTE widen ('2050-01-01'::timestamptz + interval '1 minute' * ${minute}, ${MARK})`,
    );
    minutes.push(measured);
  }
  await client.query('DEALLOCATE widen');
  await client.query('VACUUM ANALYZE request');
  const { rows: homes } = await client.query<{ id: string; circle: string; linked: string[] }>(
    `SELECT h.id, h.circle_id AS circle, ARRAY(SELECT id FROM circle WHERE NOT is_own ORDER BY name LIMIT ${LINKS}) AS linked FROM home h LIMIT 1`,
  );
  const [home] = homes;
  if (!home) throw new Error('no home was written');
  await client.query(
    `PREPARE page (uuid, home_tier, timestamptz, bytea, uuid[], uuid, uuid[], text[], text, bytea, urgency, integer, uuid) AS ${page}`,
  );
  const call = (at: number) =>
    `EXECUTE page ('${home.id}', 'VOUCHED', '2050-01-01', '\\x00', '{}', '${home.circle}', '{${home.linked.join()}}', '{CHILD_SAFETY}', NULL, NULL,
      '${['TODAY', 'THIS_WEEK', 'WHENEVER'][at % 3]}', ${40_999 + (at % 28)}, '00000000-0000-0000-0000-000000000000')`;
  for (let at = 0; at < PAGES; at += 1) await explained(client, call(at));
  const pages: Measured[] = [];
  for (let at = 0; at < PAGES; at += 1) pages.push(await explained(client, call(at)));
  await client.query('DEALLOCATE page');
  return { rows, minutes, pages };
}

async function explained(client: Client, call: string): Promise<Measured & { readonly widened: number }> {
  const { rows } = await client.query<{ 'QUERY PLAN': [ExplainedPlan] }>(
    `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${call}`,
  );
  const [found] = rows[0]?.['QUERY PLAN'] ?? [];
  if (!found) throw new Error('nothing was explained');
  const { 'Execution Time': milliseconds, Plan: plan } = found;
  const buffers = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  return { milliseconds, buffers, widened: plan.Plans?.at(-1)?.['Actual Rows'] ?? 0 };
}

interface ExplainedPlan {
  readonly 'Execution Time': number;
  readonly Plan: {
    readonly 'Shared Hit Blocks': number;
    readonly 'Shared Read Blocks': number;
    readonly Plans?: readonly { readonly 'Actual Rows': number }[];
  };
}

/** All that a request is written into here. */
const TABLES = ['request', 'request_line', 'occurrence', 'occurrence_line'];

/** A hundred circles; half of the requests in theirs alone, a quarter with the linked ones, a quarter everywhere; a tenth ask for a training, a tenth for a tier. */
async function writeOpenRequests(client: Client, partnerId: string, rows: number): Promise<void> {
  await client.query('ALTER TABLE occurrence_line DISABLE TRIGGER listed_follows_lines');
  await client.query('TRUNCATE request CASCADE');
  await client.query(
    `INSERT INTO circle (id, partner_id, name) SELECT gen_random_uuid(), $1, 'Circle ' || n FROM generate_series(1, 99) AS n
     WHERE NOT EXISTS (SELECT FROM circle WHERE NOT is_own)`,
    [partnerId],
  );
  const dress = await baring(client, TABLES);
  await client.query(
    `INSERT INTO request (id, kind, alias, partner_id, urgency, acceptance, published_cell, time_zone, posted_on, bucket, expires_at,
       listed, circle_id, widens_to, reach, widens_at, required_training, minimum_tier)
     SELECT gen_random_uuid(), (ARRAY['GROCERY', 'RIDE', 'TIME']::help_kind[])[1 + n % 3], 'Heron ' || n, $1,
       (ARRAY['TODAY', 'THIS_WEEK', 'WHENEVER']::urgency[])[1 + n % 3], 'ANY_TRUSTED_HOME', '842a107ffffffff', 'America/New_York',
       '2026-06-01', 41000 + n % 28, '2100-01-01', true, circles.ids[1 + n % cardinality(circles.ids)], 'NETWORK',
       (ARRAY['CIRCLE', 'LINKED', 'CIRCLE', 'NETWORK'])[1 + (n / 100) % 4],
       CASE WHEN (n / 100) % 4 < 3 THEN '2050-01-01'::timestamptz + interval '1 minute' * ceil(random() * 4320) END,
       CASE WHEN n % 10 = 3 THEN 'CHILD_SAFETY' END, CASE WHEN n % 10 = 4 THEN 'TRUSTED'::home_tier ELSE 'NEW' END
     FROM generate_series(1, $2::integer) AS n, (SELECT array_agg(id) AS ids FROM circle WHERE partner_id = $1) circles`,
    [partnerId, rows],
  );
  await client.query(`
    INSERT INTO request_line (id, request_id, position, unit, quantity, divisible)
      SELECT gen_random_uuid(), id, 0, 'MINUTE', 60, true FROM request;
    INSERT INTO occurrence (id, request_id) SELECT gen_random_uuid(), id FROM request;
    INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity)
      SELECT o.id, l.id, o.request_id, l.quantity FROM occurrence o JOIN request_line l USING (request_id)`);
  await dress();
  await client.query('ALTER TABLE occurrence_line ENABLE TRIGGER listed_follows_lines');
  await client.query('VACUUM ANALYZE');
  await lookAtWhatTriggersKeep(client);
}

type Size = Awaited<ReturnType<typeof measureAt>>;

function report(small: Size, large: Size) {
  const figuresOf = ({ rows: open, minutes, pages }: Size) => {
    const times = minutes.map(({ milliseconds }) => milliseconds);
    return {
      open,
      widenedEachMinute: median(minutes.map(({ widened }) => widened)),
      minuteMs: rounded(median(times)),
      slowestMinuteMs: rounded(percentile(times, 1)),
      pageBuffers: median(pages.map(({ buffers }) => buffers)),
      pageMs: rounded(median(pages.map(({ milliseconds }) => milliseconds))),
    };
  };
  const [one, ten] = [figuresOf(small), figuresOf(large)];
  return {
    table: {
      title: `Widening, and the page of homes, at ${small.rows} and ${large.rows} open requests`,
      columns: ['open requests', 'widened a minute', 'ms a minute', 'slowest', 'buffers a page', 'ms a page'],
      rows: [one, ten].map((its) => Object.values(its)),
    },
    figures: {
      sizes: [one, ten],
      growthOfBuffers: rounded(ten.pageBuffers / one.pageBuffers),
      growthOfTime: rounded(ten.pageMs / one.pageMs),
    },
  };
}
