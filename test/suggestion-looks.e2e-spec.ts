/** What is looked at closely could be served: nothing that falls out afterwards takes the place of what would not. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { days, hours, later } from '../src/kernel/duration.js';
import type { HomeViewer } from '../src/kernel/viewer.js';
import { RequestsForOfferStore } from '../src/matching/requests-for-offer.store.js';
import { aWrittenHome, aWrittenOffer, aWrittenRequest, type OfferFields } from './world/rows.js';
import { World } from './world/world.js';

let world: World;
let undated: string;

beforeAll(async () => {
  world = await World.open();
  undated = (await aWrittenRequest(world)).requestId;
});
afterAll(async () => {
  await world.close();
});

/** The ids of the requests that an offer of this kind has looked at closely. */
async function lookedAtFor(its: Omit<OfferFields, 'homeId'>): Promise<string[]> {
  const now = world.clock.now();
  const { homeId } = await aWrittenHome(world);
  const offerId = await aWrittenOffer(world, { homeId, ...its });
  const viewer = { kind: 'HOME', homeId } as HomeViewer; // What the store asks of it.
  const store = world.get(RequestsForOfferStore);
  const offer = await store.findStanding(world.instance.database, viewer, offerId, {
    opensAt: now,
    closesAt: later(now, days(93)),
  });
  if (!offer?.is_open) throw new Error('the offer stands');
  const { rows } = await store.findCandidates(world.instance.database, viewer, offer, { most: 50, wanted: 50 }, now);
  return rows.map(({ id }) => id);
}

describe('a request without a date', () => {
  const inDays = (count: number) => {
    const opensAt = later(world.clock.now(), days(count));
    return { windows: [{ opensAt, closesAt: later(opensAt, hours(4)) }] };
  };

  it('is looked at for an offer that stands within the days for which a claim can be planned', async () => {
    expect(await lookedAtFor(inDays(3))).toEqual([undated]);
  });

  it('is not for one that stands later alone', async () => {
    expect(await lookedAtFor(inDays(20))).toEqual([]);
  });

  it('is not for one of which nothing is left then', async () => {
    const now = world.clock.now();
    const usedUp = { startsAt: now, endsAt: later(now, days(7)), held: [1] };
    const anew = { startsAt: later(now, days(7)), endsAt: later(now, days(40)), held: [0] };
    const twice = { windows: [...inDays(3).windows, ...inDays(20).windows], lines: [{ unit: 'RUN', quantity: 1 }] };
    expect(await lookedAtFor({ ...twice, periods: [usedUp] })).toEqual([]);
    expect(await lookedAtFor({ ...twice, periods: [usedUp, anew] })).toEqual([]);
    expect(await lookedAtFor({ ...twice, periods: [anew] })).toEqual([]);
  });
});
