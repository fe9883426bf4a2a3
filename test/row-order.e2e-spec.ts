/** Neither the order of rows on disk nor the transactions that wrote them tell in which order families posted; and nobody waits for that. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { aGrocery } from './world/families.js';
import { World } from './world/world.js';

let world: World;
let owner: Client;
let posted: string[];

beforeAll(async () => {
  world = await World.open();
  owner = new Client({ connectionString: world.instance.urls.main });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.close();
});
beforeEach(async () => {
  posted = [];
  for (let at = 0; at < 8; at += 1) posted.push((await aGrocery(world, { acceptance: 'ANY_TRUSTED_HOME' })).requestId);
});

const shuffle = async () => (await world.get(RunSweeps).one('shuffle-rows', world.clock.now())).rows ?? Number.NaN;
async function onDisk(table: string, key: string, url = world.instance.urls.main) {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ key: string; writer: string }>(
    `SELECT ${key}::text AS key, xmin::text AS writer FROM ${table} ORDER BY ctid`,
  );
  await client.end();
  return { keys: rows.map((row) => row.key), writers: new Set(rows.map((row) => row.writer)).size };
}

const writersOfPosts = async () =>
  (await owner.query('SELECT DISTINCT xmin::text FROM request WHERE id = ANY ($1::uuid[])', [posted])).rowCount;

describe('rows', () => {
  it('lie in the order of their random keys, written by one transaction', async () => {
    expect(await shuffle()).toBeGreaterThan(0);
    for (const [table, key] of [
      ['request', 'id'],
      ['request_line', 'id'],
      ['occurrence', 'id'],
      ['sealed.handoff', 'request_id'],
    ] as const) {
      const { keys, writers } = await onDisk(table, key);
      expect({ table, keys, writers }).toEqual({ table, keys: keys.toSorted(), writers: 1 });
    }
    const { keys, writers } = await onDisk('data_key', 'id', world.instance.urls.keyStore);
    expect({ keys, writers }).toEqual({ keys: keys.toSorted(), writers: 1 });
  });

  it('keep what they say', async () => {
    const said = async () => (await owner.query('SELECT r::text FROM request r ORDER BY id')).rows;
    const before = await said();
    await shuffle();
    expect(await said()).toEqual(before);
  });

  it('of a half-day that is over are gathered once more, then left alone', async () => {
    world.clock.advance({ days: 1 });
    expect(await shuffle()).toBeGreaterThan(0);
    expect(await shuffle()).toBe(0);
    await aGrocery(world);
    const added = await shuffle();
    expect(added).toBeGreaterThan(0);
    await aGrocery(world);
    expect(await shuffle()).toBeGreaterThan(added);
    world.clock.advance({ days: 1 });
    await aGrocery(world);
    // Whatever came in the last minutes of the half-day is with the rest of it.
    expect(await shuffle()).toBeGreaterThan(added);
    expect(await shuffle()).toBe(0);
  });

  it('that somebody has in hand come the next time, and a table that is being read is not waited for', async () => {
    const [held = ''] = posted;
    await owner.query('BEGIN');
    await owner.query('SELECT FROM request WHERE id = $1 FOR UPDATE', [held]);
    const startedAt = performance.now();
    await shuffle();
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    await owner.query('COMMIT');
    expect(await writersOfPosts()).toBe(2);
    await shuffle();
    expect(await writersOfPosts()).toBe(1);
  });
});
