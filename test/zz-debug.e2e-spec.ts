import { it } from '@jest/globals';
import { theHostsCoordinator } from './world/people.js';
import { aWrittenHome, aWrittenOffer, aWrittenRequest } from './world/rows.js';
import { World } from './world/world.js';
import { OffersForRequestStore } from '../src/matching/offers-for-request.store.js';
it('x', async () => {
  const world = await World.open();
  const c = await theHostsCoordinator(world);
  const h = await aWrittenHome(world);
  await aWrittenOffer(world, { homeId: h.homeId });
  const r = await aWrittenRequest(world);
  const store = world.get(OffersForRequestStore);
  try {
    const viewer = { kind: 'COORDINATOR', coordinatorId: c.id, partnerId: c.partnerId } as const;
    const now = world.clock.now();
    const asking = await store.findAsking(world.instance.database, viewer, r.requestId, null, now);
    console.log(asking);
    console.log(await store.findCandidates(world.instance.database, viewer, asking!, { opensAt: now, closesAt: new Date(now.getTime()+1e9) }, now));
  } catch (e) { console.log((e as Error).message, (e as {position?: string}).position); }
  await world.close();
});
