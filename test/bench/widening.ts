/** What widening costs each minute, and what the page of homes reads of the database, at two sizes: circles, links, tiers and trainings on. */
import { join } from 'node:path';
import type { Client } from 'pg';
import { openBenchInstance } from './instance.js';
import { writeHomes } from './neighbours.js';
import { median, percentile, rounded } from './table.js';

const MINUTES = 60;
const PAGES = 40;
const MARK = 60_000;

interface Measured {
  readonly milliseconds: number;
  readonly buffers: number;
}

export async function measureWidening(rows: number) {
  const instance = await openBenchInstance();
  try {
    const { client } = instance;
    const { partnerId } = await writeHomes(client, 1);
    const statements = await builtStatements();
    await client.query('SET plan_cache_mode = force_generic_plan');
    const small = await measureAt(client, partnerId, rows, statements);
    const large = await measureAt(client, partnerId, rows * 10, statements);
    return report(rows, small, large);
  } finally {
    await instance.close();
  }
}

async function builtStatements() {
  const built = (path: string) => join(import.meta.dirname, '../../dist/src', path);
  type Widening = typeof import('../../src/request/widening.store.js');
  type Browsing = typeof import('../../src/request/browse-requests.store.js');
  // What is built has the types of its source.
  const { WIDEN_DUE } = (await import(built('request/widening.store.js'))) as Widening;
  const { HOME_PAGES } = (await import(built('request/browse-requests.store.js'))) as Browsing;
  return { widen: WIDEN_DUE, page: HOME_PAGES.plain[21] };
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
    `SELECT h.id, h.circle_id AS circle, ARRAY(SELECT id FROM circle WHERE NOT is_own ORDER BY name LIMIT 5) AS linked FROM home h LIMIT 1`,
  );
  const [home] = homes;
  if (!home) throw new Error('no home was written');
  await client.query(
    `PREPARE page (uuid, home_tier, timestamptz, bytea, uuid[], uuid, uuid[], text[], urgency, integer, uuid) AS ${page}`,
  );
  const call = (at: number) =>
    `EXECUTE page ('${home.id}', 'VOUCHED', '2050-01-01', '\\x00', '{}', '${home.circle}', '{${home.linked.join()}}', '{CHILD_SAFETY}',
      '${['TODAY', 'THIS_WEEK', 'WHENEVER'][at % 3]}', ${40_999 + (at % 28)}, '00000000-0000-0000-0000-000000000000')`;
  for (let at = 0; at < PAGES; at += 1) await explained(client, call(at));
  const pages: Measured[] = [];
  for (let at = 0; at < PAGES; at += 1) pages.push(await explained(client, call(at)));
