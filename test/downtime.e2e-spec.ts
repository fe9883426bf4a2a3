/** The service was down: what people read is true before any sweep has run, and the sweeps put everything right, once. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RunSweeps, type SweepReport } from '../src/platform/jobs/run-sweeps.js';
import {
  aDeliveredClaim,
  anAcceptedClaim,
  aProposedClaim,
  capacityOf,
  claimOffer,
  claimRequest,
  moved,
  quantitiesOf,
  type TestClaim,
  unbalanced,
} from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aMoneyRequest, aRide, aTimeRequest, dateIn, type Json, type TestRequest, windowIn } from './world/families.js';
import { aGroceryOffer, aMoneyOffer, aRideOffer, type TestOffer } from './world/offers.js';
import { aVouchedHome, type TestCoordinator, type TestHome, theHostsCoordinator } from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

jest.setTimeout(25_000);

/** Something of everything that the clock moves on. */
interface Neighbourhood {
  readonly coordinator: TestCoordinator;
  /** Who claims, gives and waits. */
  readonly home: TestHome;
  readonly proposed: TestClaim;
  readonly accepted: TestClaim;
  readonly delivered: TestClaim;
  readonly disputed: TestClaim;
  readonly fromOffer: { readonly offer: TestOffer; readonly request: TestRequest };
  readonly money: { readonly giving: string; readonly receiving: string; readonly request: TestRequest };
  readonly dated: TestRequest;
  readonly whenever: TestRequest;
  readonly series: TestRequest;
  readonly ending: TestOffer;
}

async function aNeighbourhood(world: World): Promise<Neighbourhood> {
  const coordinator = await theHostsCoordinator(world);
  const home = await aVouchedHome(world);
  const proposed = await aProposedClaim(world, { home, request: await aGrocery(world, { window: null }) });
  const accepted = await anAcceptedClaim(world, { home, request: await aTimeRequest(world, { window: null }) });
  const delivered = await aDeliveredClaim(world, { home });
  const disputed = await aDeliveredClaim(world, { home });
  await moved(world, 'disputeClaim', disputed.family, disputed.claimId);

  const daily = { rule: 'FREQ=DAILY', from: dateIn(world, 0), halves: ['MORNING', 'AFTERNOON'] };
  const offer = await aGroceryOffer(world, home, { runs: 1, refill: 'MONTHLY', recurrence: daily });
  const request = await aGrocery(world, { window: null });
  await claimOffer(world, { token: request.token }, request.requestId, offer.offerId);

  const gift = await aMoneyOffer(world, home);
  const rent = await aMoneyRequest(world);
  const { giving, receiving } = await new Person(world, coordinator).does<{ giving: { id: string }; receiving: { id: string } }>(
    'allocateOffer',
    { offerId: gift.offerId, requestId: rent.requestId },
    '... on OfferAllocated { giving { id } receiving { id } }',
  );
  await moved(world, 'markReceived', coordinator, giving.id);
  await moved(world, 'markPaid', coordinator, receiving.id);

  return {
    coordinator,
    home,
    proposed,
    accepted,
    delivered,
    disputed,
    fromOffer: { offer, request },
    money: { giving: giving.id, receiving: receiving.id, request: rent },
    dated: await aRide(world),
    whenever: await aTimeRequest(world, { window: null }),
    series: await aRide(world, { window: windowIn(world, 1), series: { rule: 'FREQ=WEEKLY;COUNT=6' } }),
    ending: await aRideOffer(world, home, { windows: [windowIn(world, 1)] }),
  };
}

/** What everybody reads of everything, as one piece. */
async function reads(world: World, its: Neighbourhood): Promise<Json> {
  const REQUEST = `id status urgency expiresOn renewalsLeft lines { quantity remaining }
    occurrences { window { from } lines { remaining } } claims { id status }`;
  const CLAIM = 'id status waitingFor leaseEndsAt confirmedBy lines { quantity delivered }';
  const [home, coordinator] = [new Person(world, its.home), new Person(world, its.coordinator)];
  const families: Json = {};
  for (const [name, request] of Object.entries({
    proposed: its.proposed.request,
    accepted: its.accepted.request,
    delivered: its.delivered.request,
    disputed: its.disputed.request,
    fromOffer: its.fromOffer.request,
    money: its.money.request,
    dated: its.dated,
    whenever: its.whenever,
    series: its.series,
  })) {
    const family = await new Person(world).comesBackWith(request.returnCode ?? '');
    families[name] = await family.reads(`{ myRequests { ${REQUEST} } myClaims { ${CLAIM} } }`);
  }
  return {
    ...families,
    board: (await home.board()).map(({ id, lines }) => [id, lines]),
    home: await home.reads(`{ myClaims { ${CLAIM} } myOffers { id status lines { remaining } periods(first: 2) { from } } }`),
    coordinator: await coordinator.reads(`{ requests(first: 50) { edges { node { id status } } } myClaims { id status } }`),
  };
}

describe.each([1, 3, 10, 30])('down for %i days', (days) => {
  let world: World;
  let its: Neighbourhood;
  beforeAll(async () => {
    world = await World.open();
    its = await aNeighbourhood(world);
    world.clock.advance({ days, hours: 1 });
  });
  afterAll(() => world.close());

  it('probe', async () => {
    // biome-ignore lint/suspicious/noExplicitAny: probe
    const flat = (value: any, path = ''): [string, string][] =>
      value && typeof value === 'object' ? Object.entries(value).flatMap(([k, v]) => flat(v, `${path}.${k}`)) : [[path, String(value)]];
    const before = new Map(flat(await reads(world, its)));
    const reports = await world.get(RunSweeps).all(world.clock.now());
    const d1 = await everythingStored(world);
    const after = new Map(flat(await reads(world, its)));
    const d15 = await everythingStored(world);
    const second = await world.get(RunSweeps).all(world.clock.now());
    const d2 = await everythingStored(world);
    const out: string[] = [`== ${days} ${JSON.stringify(reports.filter((r) => r.rows).map((r) => [r.name, r.rows]))}`];
    for (const key of new Set([...before.keys(), ...after.keys()])) if (before.get(key) !== after.get(key)) out.push(`${key}: ${before.get(key)} -> ${after.get(key)}`);
    out.push(`reading changed: ${Object.keys(d1).filter((t) => d1[t] !== d15[t])}`);
    out.push(`second: ${JSON.stringify(second.filter((r) => r.rows).map((r) => [r.name, r.rows]))} ${Object.keys(d2).filter((t) => d15[t] !== d2[t])}`);
    (await import('node:fs')).appendFileSync('/tmp/probe/out.txt', `${out.join('\n')}\n`);
    expect(await unbalanced(world)).toEqual([]);
  });
});
