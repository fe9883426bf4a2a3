/** What is far is left out where much is near; but not when what is near falls out. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gridRing } from 'h3-js';
import { BestOffers } from '../src/matching/best-offers.js';
import { OffersForRequestStore } from '../src/matching/offers-for-request.store.js';
import { aWrittenHome, aWrittenOffer, aWrittenRequest, CELL_IN_BROOKLYN } from './world/rows.js';
import { World } from './world/world.js';

let world: World;
let requestId: string;
let near: string;
let far: string;

const [FAR_CELL = ''] = gridRing(CELL_IN_BROOKLYN, 7);

/** On the shelf like the one that is near; but nothing of them is left, which is known only when they are looked at closely. */
async function writeUsedUp(count: number): Promise<void> {
  await world.instance.owner.database.query(
    'copy-offer',
    `INSERT INTO offer SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid()))).*
     FROM offer o, generate_series(1, $2::integer) WHERE o.id = $1`,
    [near, count],
  );
}

async function best(first: number) {
  const now = world.clock.now();
  const { database } = world.instance;
  const viewer = { kind: 'FAMILY', requestIds: new Set([requestId]) } as const;
  const asking = await world.get(OffersForRequestStore).findAsking(database, viewer, requestId, null, now);
  if (!asking) throw new Error('the request asks');
  return world.get(BestOffers).find(database, viewer, asking, first, now);
}

beforeAll(async () => {
  world = await World.open();
  requestId = (await aWrittenRequest(world)).requestId;
  near = await aWrittenOffer(world, { homeId: (await aWrittenHome(world)).homeId });
  far = await aWrittenOffer(world, { homeId: (await aWrittenHome(world)).homeId, cell: FAR_CELL, reachRings: 12 });
});
afterAll(async () => {
  await world.close();
});

describe('offers for a request', () => {
  it('are all compared where there are few', async () => {
    const { best: found, isExact } = await best(10);
    expect(found.map(({ id }) => id)).toEqual([near, far]);
    expect(isExact).toBe(true);
  });

  it('are looked for farther away when those that are near fall out', async () => {
    await writeUsedUp(40);
    const { best: found } = await best(2);
    expect(found.map(({ id }) => id)).toEqual([near, far]);
  });
});
