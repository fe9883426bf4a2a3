/** Suggestions are found by their indexes, in plans that know no values, and only what could be among the best is looked at closely. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NamedStatement } from '../src/matching/named-places.js';
import { shelves } from '../src/matching/offer-shelves.js';
import { OFFER_STATEMENTS, OFFER_STATEMENTS_ON } from '../src/matching/offers-for-request.sql.js';
import { REQUEST_STATEMENTS, REQUEST_STATEMENTS_ON } from '../src/matching/requests-for-offer.sql.js';
import { SUGGESTION_STATEMENTS } from '../src/matching/suggestion-statements.js';
import { aVouchedHome } from './world/people.js';
import { aWrittenOffer, aWrittenRequest } from './world/rows.js';
import { World } from './world/world.js';

let world: World;
const sql = <T extends object>(text: string, values: readonly unknown[] = []) =>
  world.instance.owner.database.query<T>(text.slice(0, 60), text, values);

/** So many that reading all of them would not do, in the neighbourhood of the ones that are copied. */
async function copies(table: 'offer' | 'request', id: string, more: string): Promise<void> {
  await sql(
    `INSERT INTO ${table} SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), ${more}))).*
     FROM ${table} r, generate_series(1, 4000) AS n WHERE r.id = $1`,
    [id],
  );
}

beforeAll(async () => {
  world = await World.open();
  const { homeId } = await aVouchedHome(world);
  await copies(
    'offer',
    await aWrittenOffer(world, { homeId }),
    `'kind', (ARRAY['GROCERY', 'RIDE', 'TIME'])[1 + n % 3],
    'skills', CASE WHEN n % 3 = 2 THEN ARRAY['REPAIR', 'TUTORING'] ELSE '{}' END, 'modes', CASE WHEN n % 3 = 2 THEN ARRAY['IN_PERSON', 'REMOTE'] ELSE '{}' END,
    'features', CASE WHEN n % 9 = 0 THEN ARRAY['VEHICLE_WITH_RAMP'] ELSE '{}' END`,
  );
  const { requestId } = await aWrittenRequest(world, { kind: 'TIME', lines: [{ unit: 'MINUTE', quantity: 60 }] });
  await copies(
    'request',
    requestId,
    `'alias', 'Heron ' || n, 'kind', (ARRAY['GROCERY', 'RIDE', 'TIME'])[1 + n % 3],
    'by_phone', n % 6 = 2, 'asked_skill', CASE WHEN n % 3 = 2 THEN 'REPAIR' END`,
  );
  await sql('VACUUM ANALYZE offer');
  await sql('VACUUM ANALYZE request');
}, 60_000);
afterAll(async () => {
  await world.close();
});

let named = 0;

/** As a service runs it: for any values. */
async function planOf({ text, names }: Pick<NamedStatement, 'text' | 'names'>): Promise<string> {
  const plan = await world.instance.owner.database.transaction(async (tx) => {
    await tx.query('generic', "SELECT set_config('plan_cache_mode', 'force_generic_plan', true)");
    named += 1;
    await tx.query(`prepare-${named}`, `PREPARE suggest AS ${text}`);
    const { rows } = await tx.query<{ 'QUERY PLAN': string }>(
      `explain-${named}`,
      `EXPLAIN EXECUTE suggest (${names.map(() => 'NULL').join()})`,
    );
    await tx.query('forget', 'DEALLOCATE suggest');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  if (typeof plan !== 'string') throw new Error('nothing was refused');
  return plan;
}

/** Rows of families, homes and offers are never read as a whole, nor gathered by processes of their own. */
function expectLooksOnly(plan: string): void {
  expect(plan.match(/Seq Scan on (?!found)\w+/g) ?? []).toEqual([]);
  expect(plan).not.toMatch(/Gather|Bitmap Heap Scan on (offer|request|home) /);
}

describe.each([
  ['at first', OFFER_STATEMENTS],
  ['where nothing was found', OFFER_STATEMENTS_ON],
])('offers for a request, %s,', (_, statements) => {
  it.each(shelves)('lie on the shelf $name', async ({ name, index, farIndex }) => {
    const statement = statements.everywhere.get(name);
    const plan = await planOf(statement ?? { text: '', names: [] });
    expectLooksOnly(plan);
    for (const its of [index, farIndex ?? index, 'offers_of_circle_on_shelf']) {
      expect(plan).toMatch(new RegExp(`Index Only Scan using ${its} on offer`));
    }
  });

  it.each(Object.entries(statements.inCircles))('known in some circles lie by circle: %s', async (_how, statement) => {
    const plan = await planOf(statement);
    expectLooksOnly(plan);
    expect(plan).toContain('Index Only Scan using offers_of_circle_on_shelf');
  });
});

describe.each([
  ['at first', REQUEST_STATEMENTS],
  ['where nothing was found', REQUEST_STATEMENTS_ON],
])('requests for an offer, %s,', (_, statements) => {
  it.each(Object.entries(statements))('lie by cell, by area and by circle: %s', async (how, statement) => {
    const plan = await planOf(statement);
    expectLooksOnly(plan);
    const everywhere = ['requests_on_shelf', 'requests_on_shelf_by_area'];
    for (const index of how === 'in person' ? everywhere : [...everywhere, 'requests_on_shelf_by_phone']) {
      expect(plan).toMatch(new RegExp(`Index Only Scan using ${index} on request`));
    }
    expect(plan).toContain('Index Scan using requests_of_circle_on_shelf on request');
  });
});

it('are planned before anybody asks for them, for any values, and nothing is read for it', async () => {
  const { database } = world.instance;
  const known = async () => {
    const { rows } = await database.query<{ name: string }>(
      'planned',
      'SELECT name FROM pg_prepared_statements WHERE generic_plans > 0 AND name = ANY ($1)',
      [SUGGESTION_STATEMENTS.map(({ name }) => name)],
    );
    return rows.length;
  };
  expect(await known()).toBe(0);
  await database.planAhead(SUGGESTION_STATEMENTS);
  // What was given back last is taken first.
  expect(await known()).toBe(SUGGESTION_STATEMENTS.length);
  const nothing = await database.query<{ id: string | null }>(
    SUGGESTION_STATEMENTS[0]?.name ?? '',
    SUGGESTION_STATEMENTS[0]?.text ?? '',
    SUGGESTION_STATEMENTS[0]?.names.map(() => null),
  );
  expect(nothing.rows.map(({ id }) => id)).toEqual([null]);
});

it('are not planned on a connection that breaks meanwhile, and nothing else breaks with it', async () => {
  const { database } = world.instance;
  let isOver = false;
  const planning = database.planAhead(Array.from({ length: 20 }, () => SUGGESTION_STATEMENTS).flat()).finally(() => {
    isOver = true;
  });
  const failed = expect(planning).rejects.toThrow();
  while (!isOver) {
    await sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'sanctuary api'`,
    );
    await delay(5);
  }
  await failed;
  await expect(database.query('one-more', 'SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
});
