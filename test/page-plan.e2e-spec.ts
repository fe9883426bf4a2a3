/** The page of requests is read out of its indexes, merged, whatever the parameters are: the plan that the serving role runs, with many rows there. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { homePage, linksFor, nameOfValue, toldPages } from '../src/request/browse-requests.sql.js';
import { briefRowsOf } from '../src/request/browse-requests.store.js';
import { aPartner } from './world/people.js';
import { aWrittenHome, type WrittenHome } from './world/rows.js';
import { aWrittenCircle, ownCircleOf } from './world/widened.js';
import { World } from './world/world.js';

const LINKED = 5;
const ROWS = 12_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

let world: World;
let client: Client;
let home: WrittenHome;
let own: string;
const linked: string[] = [];

beforeAll(async () => {
  world = await World.open();
  const { partnerId } = await aPartner(world);
  home = await aWrittenHome(world);
  own = await ownCircleOf(world, partnerId);
  for (let at = 0; at < LINKED; at += 1) linked.push(await aWrittenCircle(world, partnerId, `Linked ${at}`));
  client = new Client({ connectionString: world.instance.urls.main });
  await client.connect();
  await client.query('ALTER TABLE occurrence_line DISABLE TRIGGER listed_follows_lines');
  await client.query(
    `INSERT INTO request (id, kind, alias, partner_id, urgency, acceptance, published_cell, time_zone, posted_on, bucket, expires_at, listed,
       circle_id, widens_to, reach, minimum_tier, required_training)
     SELECT gen_random_uuid(), (ARRAY['GROCERY', 'RIDE', 'TIME']::help_kind[])[1 + n / 3 % 3], 'Heron ' || n, $1,
       (ARRAY['TODAY', 'THIS_WEEK', 'WHENEVER']::urgency[])[1 + n % 3], 'ANY_TRUSTED_HOME', '842a107ffffffff', 'America/New_York', '2026-06-01',
       41000 + n % 28, '2100-01-01', true, ($2::uuid[])[1 + n / 27 % cardinality($2)], 'NETWORK', (ARRAY['CIRCLE', 'LINKED', 'NETWORK'])[1 + n / 9 % 3],
       CASE WHEN n % 10 = 4 THEN 'TRUSTED'::home_tier ELSE 'NEW' END, CASE WHEN n % 10 = 3 THEN 'CHILD_SAFETY' END
     FROM generate_series(1, ${ROWS}) AS n`,
    [partnerId, [own, ...linked]],
  );
  await client.query(`
    INSERT INTO request_line (id, request_id, position, unit, quantity, divisible)
      SELECT gen_random_uuid(), id, 0, 'MINUTE', 60, true FROM request WHERE alias LIKE 'Heron %';
    INSERT INTO occurrence (id, request_id) SELECT gen_random_uuid(), id FROM request WHERE alias LIKE 'Heron %';
    INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity)
      SELECT o.id, l.id, o.request_id, l.quantity FROM occurrence o JOIN request_line l USING (request_id)`);
  await client.query('ALTER TABLE occurrence_line ENABLE TRIGGER listed_follows_lines');
  await client.query('VACUUM ANALYZE');
  // As the serving role connects.
  await client.query('SET plan_cache_mode = force_generic_plan');
  await client.query('SET max_parallel_workers_per_gather = 0');
}, 60_000);
afterAll(async () => {
  await client.end();
  await world.close();
});

interface Played {
  /** As text. */
  readonly plan: string;
  /** Of the requests that it gives. */
  readonly ids: string[];
}

type Play = (shape: 'plain' | 'kind', urgency: string) => Promise<Played>;

async function run(types: string, text: string, values: string, idsIn: (row: Record<string, unknown>) => unknown[]) {
  await client.query(`PREPARE page (${types}) AS ${text}`);
  const { rows: lines } = await client.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) EXECUTE page (${values})`,
  );
  const { rows } = await client.query<Record<string, unknown>>(`EXECUTE page (${values})`);
  await client.query('DEALLOCATE page');
  return { plan: lines.map((line) => line['QUERY PLAN']).join('\n'), ids: rows.flatMap(idsIn).map(String) };
}

/** All of each row, for one home. */
const rowsForHome: Play = (shape, urgency) =>
  run(
    `uuid, home_tier, timestamptz, bytea, uuid[], uuid, uuid[], text[], text, bytea, urgency, integer, uuid${shape === 'kind' ? ', help_kind' : ''}`,
    homePage(shape, 21, linksFor(shape, LINKED)),
    `'${home.homeId}', 'VOUCHED', '2050-01-01', '\\x00', '{}', '${own}', '{${linked.join()}}', '{}', NULL, NULL,
    '${urgency}', 41005, '00000000-0000-0000-0000-000000000000'${shape === 'kind' ? `, 'RIDE'` : ''}`,
    ({ id }) => [id],
  );

/** Titles, for as many homes as ask at once: here for one. */
const titlesForHomes: Play = (shape, urgency) => {
  const forAll = [undefined, undefined, undefined];
  const values = [home.homeId, 'VOUCHED', ...forAll, own, linked, [], null, null, urgency, 41_005, NOBODY, 'RIDE'];
  const its = Object.fromEntries(values.map((value, at) => [nameOfValue(at + 1), value]));
  return run(
    'json, timestamptz, bytea, uuid[]',
    toldPages(shape, 21, linksFor(shape, LINKED)),
    `'${JSON.stringify([{ place: 0, known: [], ...its }])}', '2050-01-01', '\\x00', '{}'`,
    ({ told }) => briefRowsOf(String(told)).map(({ id }) => id),
  );
};

/** The same page by a statement that is as plain as it is slow. */
async function expected(shape: 'plain' | 'kind', urgency: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM request r WHERE listed AND (reach = 'NETWORK' OR circle_id = $1 OR (reach = 'LINKED' AND circle_id = ANY ($2)))
       AND minimum_tier <= 'VOUCHED' AND required_training IS NULL ${shape === 'kind' ? `AND kind = 'RIDE'` : ''}
       AND (urgency, bucket, id) > ($3::urgency, 41005, '00000000-0000-0000-0000-000000000000'::uuid)
     ORDER BY urgency, bucket, id LIMIT 21`,
    [own, linked, urgency],
  );
  return rows.map(({ id }) => id);
}

describe.each([
  ['rows', rowsForHome],
  ['titles', titlesForHomes],
] as const)('a page of %s of a home', (_, played) => {
  it.each(['TODAY', 'THIS_WEEK', 'WHENEVER'])(
    'merges an index of each list from the middle of %s on, and reads no more than it shows',
    async (urgency) => {
      const { plan, ids } = await played('plain', urgency);
      expect(plan).toContain('Merge Append');
      expect(plan).toContain('listed_everywhere ');
      expect(plan).toContain('listed_in_circle ');
      expect(plan).toContain('listed_in_linked ');
      expect(plan).not.toMatch(/Sort Method|(?:Seq|Bitmap Heap) Scan on request i|Gather/);
      expect(Number(/Buffers: shared hit=(\d+)/.exec(plan)?.[1])).toBeLessThan(700);
      expect(ids).toHaveLength(21);
      expect(ids).toEqual(await expected('plain', urgency));
    },
  );

  it.each(['TODAY', 'THIS_WEEK', 'WHENEVER'])(
    'has an index by kind for what is known everywhere, from the middle of %s on',
    async (urgency) => {
      const { plan, ids } = await played('kind', urgency);
      expect(plan).toContain('Merge Append');
      expect(plan).toContain('listed_everywhere_by_kind');
      expect(plan).not.toMatch(/Sort Method|Gather/);
      expect(ids).toEqual(await expected('kind', urgency));
    },
  );
});

it('few statements serve any number of linked circles', () => {
  const links = [0, 1, 2, 3, 5, 8, 9, 100].map((count) => linksFor('plain', count));
  expect(links).toEqual([0, 1, 2, 4, 8, 8, 16, 128]);
  expect(linksFor('any', 100)).toBe(0);
});
