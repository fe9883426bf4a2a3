/** What is far is left out where much is near; but not when what is near falls out, nor what presses more. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cellToCenterChild, cellToChildren, cellToParent, gridDistance, gridRing, latLngToCell } from 'h3-js';
import { days, later } from '../src/kernel/duration.js';
import type { HomeViewer } from '../src/kernel/viewer.js';
import { BestOffers } from '../src/matching/best-offers.js';
import { BestRequests } from '../src/matching/best-requests.js';
import { OffersForRequestStore } from '../src/matching/offers-for-request.store.js';
import { RequestsForOfferStore } from '../src/matching/requests-for-offer.store.js';
import { EnsureHostPartner } from '../src/partner/ensure-host-partner.js';
import { aWrittenHome, aWrittenOffer, aWrittenRequest, CELL_IN_BROOKLYN } from './world/rows.js';
import { aWrittenCircle } from './world/widened.js';
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

async function best(first: number, id = requestId) {
  const now = world.clock.now();
  const { database } = world.instance;
  const viewer = { kind: 'FAMILY', requestIds: new Set([id]) } as const;
  const asking = await world.get(OffersForRequestStore).findAsking(database, viewer, id, null, now);
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

  it.each([5, 4])(
    'that do not reach the middle of a wide area count where others lack more: resolution %i',
    async (resolution) => {
      // Far from the others, and from each other.
      const wide = cellToParent(
        latLngToCell(resolution === 5 ? 47.6 : 35.1, resolution === 5 ? -122.33 : -106.65, 6),
        resolution,
      );
      const middle = cellToCenterChild(wide, 6);
      const { requestId: asks } = await aWrittenRequest(world, {
        ...{ kind: 'TIME', cell: wide, languages: ['ht'] },
        lines: [{ unit: 'MINUTE', quantity: 600 }],
      });
      const helps = { kind: 'TIME', skills: ['REPAIR'], modes: ['IN_PERSON'] } as const;
      // More than any distance takes away: no language in common, and a tenth of what is asked for.
      for (let at = 0; at < 10; at += 1) {
        const { homeId } = await aWrittenHome(world);
        const id = await aWrittenOffer(world, {
          ...helps,
          homeId,
          cell: middle,
          lines: [{ unit: 'MINUTE', quantity: 60 }],
        });
        await world.instance.owner.database.query('gives', 'UPDATE offer SET gives = 60 WHERE id = $1', [id]);
      }
      const [edge = ''] = cellToChildren(wide, 6).toSorted((a, b) => gridDistance(middle, b) - gridDistance(middle, a));
      const { homeId } = await aWrittenHome(world);
      const lines = [{ unit: 'MINUTE', quantity: 600 }];
      const there = await aWrittenOffer(world, {
        ...helps,
        homeId,
        cell: edge,
        reachRings: 0,
        languages: ['ht'],
        lines,
      });
      const { best: found, isExact } = await best(1, asks);
      expect([found.map(({ id }) => id), isExact]).toEqual([[there], true]);
    },
  );

  it.each([3, 7])(
    'of its own circle that were left out as too far could still come before: %i rings away',
    async (rings) => {
      const { database } = world.instance.owner;
      const cell = rings === 3 ? latLngToCell(39.7, -105, 6) : latLngToCell(33.4, -112, 6);
      const { requestId: asks } = await aWrittenRequest(world, { cell, languages: ['en'] });
      const { homeId: own } = await aWrittenHome(world);
      const other = await aWrittenCircle(world, await world.get(EnsureHostPartner).execute(), `Elm ${rings}`);
      // One more than are wanted, one fewer than are looked at closely: it is not their bound that says so.
      for (let at = 0; at < 11; at += 1) {
        const { homeId } = await aWrittenHome(world);
        await database.query('moves', 'UPDATE home SET circle_id = $2 WHERE id = $1', [homeId, other]);
        await aWrittenOffer(world, { homeId, cell });
      }
      await database.query(
        'known',
        'UPDATE request r SET circle_id = h.circle_id FROM home h WHERE r.id = $1 AND h.id = $2',
        [asks, own],
      );
      await database.query('often', 'UPDATE home SET confirmed_claims = 300 WHERE id = $1', [own]);
      const [there = ''] = gridRing(cell, rings);
      const far = await aWrittenOffer(world, { homeId: own, cell: there, reachRings: 16 });
      const { best: ten, isExact } = await best(10, asks);
      expect([ten.some(({ id }) => id === far), isExact]).toEqual([false, false]);
      expect((await best(50, asks)).best[0]?.id).toBe(far);
    },
  );
});

describe('requests for an offer', () => {
  const found = async (homeId: string, offerId: string) => {
    const now = world.clock.now();
    const viewer = { kind: 'HOME', homeId } as HomeViewer; // What the store asks of it.
    const { database } = world.instance;
    const time = { opensAt: now, closesAt: later(now, days(93)) };
    const offer = await world.get(RequestsForOfferStore).findStanding(database, viewer, offerId, time);
    if (!offer) throw new Error('the offer stands');
    const { best: its } = await world.get(BestRequests).find(database, viewer, offer, 2, now);
    return its.map(({ id }) => id);
  };

  it('are looked for farther away when they press more, and when those that are near fall out', async () => {
    const { homeId } = await aWrittenHome(world);
    const offerId = await aWrittenOffer(world, { homeId, reachRings: 12 });
    const nearby: string[] = [];
    for (let at = 0; at < 8; at += 1) {
      nearby.push((await aWrittenRequest(world, { urgency: 'WHENEVER', blocks: [homeId] })).requestId);
    }
    const { requestId: whenever } = await aWrittenRequest(world, { urgency: 'WHENEVER', cell: FAR_CELL });
    expect(await found(homeId, offerId)).toEqual([requestId, whenever]);

    const { requestId: today } = await aWrittenRequest(world, { urgency: 'TODAY', cell: FAR_CELL });
    expect((await found(homeId, offerId))[0]).toBe(today);
    const other = await aWrittenHome(world);
    const its = await found(other.homeId, await aWrittenOffer(world, { homeId: other.homeId, reachRings: 12 }));
    expect([today, requestId, ...nearby]).toEqual(expect.arrayContaining(its));
    expect(its[0]).toBe(today);
  });
});
