/** Nobody is told of nothing where there is something: what cannot serve, however much it is, hides nothing that can. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { latLngToCell } from 'h3-js';
import { days, later } from '../src/kernel/duration.js';
import type { HomeViewer } from '../src/kernel/viewer.js';
import { BestOffers } from '../src/matching/best-offers.js';
import { BestRequests } from '../src/matching/best-requests.js';
import { FindMissingOffer } from '../src/matching/find-missing-offer.js';
import { OffersForRequestStore } from '../src/matching/offers-for-request.store.js';
import { RequestsForOfferStore } from '../src/matching/requests-for-offer.store.js';
import { theHost } from './world/people.js';
import { aWrittenHome, aWrittenOffer, aWrittenRequest } from './world/rows.js';
import { World } from './world/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.close();
});

const CHICAGO = latLngToCell(41.88, -87.63, 6);
let alias = 0;

/** Rows of the table alone, without what hangs on them. */
async function copies(table: 'offer' | 'request', id: string, count: number): Promise<void> {
  alias += 1;
  const more = table === 'request' ? `, 'alias', 'Heron ${alias} ' || n` : '';
  await world.instance.owner.database.query(
    `copy-${table}-${alias}`,
    `INSERT INTO ${table} SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()${more}))).*
     FROM ${table} r, generate_series(1, $2::integer) AS n WHERE r.id = $1`,
    [id, count],
  );
  // As autovacuum would: of a table that is thought to be small each look would read all of it.
  await world.instance.owner.database.query(`analyze-${table}`, `ANALYZE ${table}`);
}

describe('around more that cannot serve than a search reads', () => {
  it('the one request that an offer can serve is found', async () => {
    const { homeId } = await aWrittenHome(world);
    const offerId = await aWrittenOffer(world, { homeId });
    const bestFor = async () => {
      const now = world.clock.now();
      const { database } = world.instance;
      const viewer = { kind: 'HOME', homeId } as HomeViewer; // What the search asks of it.
      const time = { opensAt: now, closesAt: later(now, days(93)) };
      const offer = await world.get(RequestsForOfferStore).findStanding(database, viewer, offerId, time);
      if (!offer?.is_open) throw new Error('the offer stands');
      return world.get(BestRequests).find(database, viewer, offer, 10, now);
    };
    expect(await bestFor()).toEqual({ looked: { capped: false, bound: null }, best: [], isExact: true });
    const beyondIt = await aWrittenRequest(world, { urgency: 'TODAY', bucket: 40_000, needs: ['SIGN_LANGUAGE'] });
    await copies('request', beyondIt.requestId, 250);
    const { requestId } = await aWrittenRequest(world, { urgency: 'TODAY', bucket: 40_001 });
    expect(await bestFor()).toMatchObject({ best: [{ id: requestId, rank: 1 }], isExact: true });
    // Nothing of it is left to know when all is read that ever is.
    await copies('request', beyondIt.requestId, 2_000);
    expect(await bestFor()).toMatchObject({ best: [], isExact: false });
  });

  it('the one offer that can serve a request is found', async () => {
    const { requestId } = await aWrittenRequest(world, { cell: CHICAGO });
    const bestFor = async () => {
      const now = world.clock.now();
      const viewer = { kind: 'FAMILY', requestIds: new Set([requestId]) } as const;
      const { database } = world.instance;
      const asking = await world.get(OffersForRequestStore).findAsking(database, viewer, requestId, null, now);
      if (!asking) throw new Error('the request asks');
      return world.get(BestOffers).find(database, viewer, asking, 10, now);
    };
    const { homeId } = await aWrittenHome(world, { lastAskedHalf: 40_000 });
    const offerId = await aWrittenOffer(world, { homeId, cell: CHICAGO });
    // The last on its shelf, as of a home that was asked a moment ago.
    const { database } = world.instance.owner;
    await database.query('asked', 'UPDATE offer SET last_asked_half = 40000 WHERE id = $1', [offerId]);
    const usedUp = { startsAt: world.clock.now(), endsAt: later(world.clock.now(), days(300)), held: [1] };
    const nothingLeft = await aWrittenOffer(world, {
      ...{
        cell: CHICAGO,
        homeId: (await aWrittenHome(world)).homeId,
        lines: [{ unit: 'RUN', quantity: 1 }],
        periods: [usedUp],
      },
    });
    // None of the copies has a time in which anything would be left.
    await copies('offer', nothingLeft, 750);
    expect(await bestFor()).toMatchObject({ best: [{ id: offerId, rank: 1 }], isExact: true });
    const { partnerId } = await theHost(world);
    const found = world
      .get(FindMissingOffer)
      .ofRequests(world.instance.database, partnerId, [requestId], world.clock.now());
    expect((await found).get(requestId)).toMatchObject({ missing: 'ANSWER' });
    await copies('offer', nothingLeft, 7_000);
    expect(await bestFor()).toMatchObject({ best: [], isExact: false });
  });
});
