/** The service was down: what people read is true before any sweep has run, and the sweeps put everything right, once. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
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
import {
  aGrocery,
  aMoneyRequest,
  aRide,
  aTimeRequest,
  dateIn,
  type Json,
  type TestRequest,
  windowIn,
} from './world/families.js';
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
  readonly forgotten: TestClaim;
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
  const forgotten = await aProposedClaim(world, { home, request: await aRide(world, { window: null }) });
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
  const { giving, receiving } = await new Person(world, coordinator).does<{
    giving: { id: string };
    receiving: { id: string };
  }>(
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
    forgotten,
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

const statusOf = async (person: Person, claimId: string) =>
  person.claim(claimId, 'status waitingFor leaseEndsAt confirmedBy');
const lapsed = { status: 'LAPSED', waitingFor: [], leaseEndsAt: null, confirmedBy: null };
const silent = { status: 'CONFIRMED', waitingFor: [], leaseEndsAt: null, confirmedBy: 'SILENCE' };
const back = (world: World, { returnCode }: TestRequest) => new Person(world).comesBackWith(returnCode ?? '');

/** The home, the family and a coordinator read the same of a claim; of money each side reads its own. */
async function expectRead(world: World, its: Neighbourhood, { claimId, request }: TestClaim, expected: Json) {
  for (const person of [new Person(world, its.home), new Person(world, its.coordinator), await back(world, request)]) {
    expect(await statusOf(person, claimId)).toMatchObject(expected);
  }
}

/** Codes of what somebody is told by `work`, and by nothing before it. */
async function toldBy(person: () => Promise<Person>, work: () => Promise<unknown>): Promise<string[]> {
  const before = await (await person()).hearsCodes();
  await work();
  return (await (await person()).hearsCodes()).slice(before.length).sort();
}

describe('sweeps', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  it('run twice are run once, whenever they run', async () => {
    await aNeighbourhood(world);
    const begun = world.clock.now();
    for (const day of [0, 1, 4, 11, 25, 56, 118]) {
      world.clock.set(new Date(begun.getTime() + day * 86_400_000));
      const first = await world.get(RunSweeps).all(world.clock.now());
      expect(first.map(({ name }) => name)).toEqual(world.get(RunSweeps).schedule.map(({ name }) => name));
      const before = await everythingStored(world);
      const again = await world.get(RunSweeps).all(world.clock.now());
      expect(await everythingStored(world)).toEqual(before);
      // Reshuffling writes the same anew each time: that is what it is for.
      expect(again.filter(({ name, rows }) => rows !== 0 && !name.includes('shuffle-'))).toEqual([]);
      // Thirty days after its end a request is forgotten with its claims; what they used up stays used up.
      if (day < 30) expect(await unbalanced(world)).toEqual([]);
    }
  });
});

describe('after a day', () => {
  let world: World;
  let its: Neighbourhood;
  beforeAll(async () => {
    world = await World.open();
    its = await aNeighbourhood(world);
    world.clock.advance({ days: 1, hours: 1 });
  });
  afterAll(() => world.close());

  it('what ran out reads so, and what goes on goes on', async () => {
    await expectRead(world, its, its.proposed, lapsed);
    await expectRead(world, its, its.accepted, { status: 'ACCEPTED', leaseEndsAt: '2026-06-12T04:00:00.000Z' });
    await expectRead(world, its, its.delivered, { status: 'DELIVERED' });
    await expectRead(world, its, its.disputed, { status: 'DISPUTED' });
    const home = new Person(world, its.home);
    expect(await statusOf(home, its.money.giving)).toMatchObject({ status: 'DELIVERED' });
    const { myClaims } = await home.reads<{ myClaims: Json[] }>('{ myClaims(status: [LAPSED]) { id } }');
    expect(myClaims).toHaveLength(3);
    expect(await (await back(world, its.dated)).request(its.dated.requestId, 'status')).toEqual({ status: 'OPEN' });
  });

  it('whoever acts before any sweep finds it so', async () => {
    const home = new Person(world, its.home);
    const family = await back(world, its.proposed.request);
    const { claimId } = its.proposed;
    expect(await family.isRefused('acceptClaim', { claimId })).toMatchObject({ code: 'LEASE_OVER' });
    expect(await home.isRefused('retractClaim', { claimId })).toMatchObject({ code: 'LEASE_OVER' });
    expect(await home.isRefused('openHandoff', { claimId })).toMatchObject({ code: 'HANDOFF_CLOSED' });
    expect(await home.isRefused('sendMessage', { claimId, text: 'Hello?' })).toMatchObject({ code: 'LEASE_OVER' });

    // What it held is free for whoever claims it next, and is put back with that.
    const another = await aVouchedHome(world);
    const next = await claimRequest(world, another, its.proposed.request.requestId);
    expect(next).toMatchObject({ claim: { status: 'PROPOSED' } });
    expect(await quantitiesOf(world, its.proposed.request.requestId)).toEqual([
      { quantity: 2, held: 2, spent: 0 },
      { quantity: 3, held: 3, spent: 0 },
    ]);
    expect(await unbalanced(world)).toEqual([]);
  });

  it('an offer that was asked for in vain is free for the next family', async () => {
    const next = await aGrocery(world, { window: null });
    const { offerId } = its.fromOffer.offer;
    expect(await claimOffer(world, { token: next.token }, next.requestId, offerId)).toMatchObject({
      claim: { status: 'PROPOSED', waitingFor: ['HOME'] },
    });
    expect(await unbalanced(world)).toEqual([]);
  });

  it('who withdraws before any sweep ends nothing that was over', async () => {
    const { requestId } = its.forgotten.request;
    const family = await back(world, its.forgotten.request);
    const withdraw = () =>
      family.does('withdrawRequest', { requestId }, '... on RequestChanged { request { status } }');
    // The home learns that its time ran out, not that the family wants nothing more.
    expect(await toldBy(async () => new Person(world, its.home), withdraw)).toEqual(['CLAIM_LAPSED']);
    expect(await family.request(requestId, 'status claims { status endReason }')).toEqual({
      status: 'WITHDRAWN',
      claims: [{ status: 'LAPSED', endReason: null }],
    });
    expect(await quantitiesOf(world, requestId)).toEqual([{ quantity: 2, held: 0, spent: 0 }]);
    expect(await unbalanced(world)).toEqual([]);
  });
});

describe('after ten days', () => {
  let world: World;
  let its: Neighbourhood;
  beforeAll(async () => {
    world = await World.open();
    its = await aNeighbourhood(world);
    world.clock.advance({ days: 10, hours: 1 });
  });
  afterAll(() => world.close());

  it('all that ran out reads so before any sweep', async () => {
    await expectRead(world, its, its.proposed, lapsed);
    await expectRead(world, its, its.accepted, lapsed);
    await expectRead(world, its, its.delivered, silent);
    await expectRead(world, its, its.disputed, { status: 'DISPUTED' });
    const home = new Person(world, its.home);
    expect(await statusOf(home, its.money.giving)).toEqual(silent);
    expect(await statusOf(await back(world, its.money.request), its.money.receiving)).toEqual(silent);

    const dated = await back(world, its.dated);
    expect(await dated.request(its.dated.requestId, 'status')).toEqual({ status: 'EXPIRED' });
    expect(await (await back(world, its.whenever)).request(its.whenever.requestId, 'status')).toEqual({
      status: 'OPEN',
    });
    expect((await home.board()).map(({ id }) => id)).not.toContain(its.dated.requestId);
    expect(await home.request(its.dated.requestId)).toBeNull();
    const { myOffers } = await home.reads<{ myOffers: Json[] }>('{ myOffers { id status } }');
    expect(myOffers).toContainEqual({ id: its.ending.offerId, status: 'EXPIRED' });
    expect(myOffers).toContainEqual({ id: its.fromOffer.offer.offerId, status: 'OPEN' });

    expect(await claimRequest(world, its.home, its.dated.requestId)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await dated.isRefused('withdrawRequest', { requestId: its.dated.requestId })).toMatchObject({
      code: 'WRONG_STATE',
    });
    expect(await home.isRefused('pauseOffer', { offerId: its.ending.offerId })).toMatchObject({ code: 'WRONG_STATE' });
    expect(await home.isRefused('disputeClaim', { claimId: its.delivered.claimId })).toMatchObject({
      code: 'WRONG_STATE',
    });
    expect(await home.isRefused('releaseClaim', { claimId: its.accepted.claimId, reason: 'OTHER' })).toMatchObject({
      code: 'LEASE_OVER',
    });
    expect(await home.isRefused('markDelivered', { claimId: its.accepted.claimId })).toMatchObject({
      code: 'LEASE_OVER',
    });
  });

  it('and sweeps put it right, telling each side once', async () => {
    const home = async () => new Person(world, its.home);
    let families: Record<string, string[]> = {};
    const sweeping = async () => {
      for (const [name, request] of [
        ['proposed', its.proposed.request],
        ['accepted', its.accepted.request],
        ['delivered', its.delivered.request],
        ['disputed', its.disputed.request],
        ['money', its.money.request],
        ['dated', its.dated],
        ['whenever', its.whenever],
      ] as const) {
        families = { ...families, [name]: await (await back(world, request)).hearsCodes() };
      }
      await world.get(RunSweeps).all(world.clock.now());
      // Late once more, and again after a while.
      await world.get(RunSweeps).all(world.clock.now());
      world.clock.advance({ minutes: 30 });
      await world.get(RunSweeps).all(world.clock.now());
    };
    expect(await toldBy(home, sweeping)).toEqual([
      'CLAIM_CONFIRMED',
      'CLAIM_CONFIRMED',
      'CLAIM_LAPSED',
      'CLAIM_LAPSED',
      'CLAIM_LAPSED',
      'CLAIM_LAPSED',
    ]);
    const since = async (name: string, request: TestRequest) =>
      (await (await back(world, request)).hearsCodes()).slice(families[name]?.length);
    expect(await since('proposed', its.proposed.request)).toEqual(['CLAIM_LAPSED']);
    expect(await since('accepted', its.accepted.request)).toEqual(['CLAIM_LAPSED']);
    expect(await since('delivered', its.delivered.request)).toEqual(['CLAIM_CONFIRMED']);
    expect(await since('disputed', its.disputed.request)).toEqual([]);
    expect(await since('money', its.money.request)).toEqual(['CLAIM_CONFIRMED']);
    expect(await since('dated', its.dated)).toEqual(['REQUEST_EXPIRED']);
    expect(await since('whenever', its.whenever)).toEqual([]);
  });

  it('with every quantity where it belongs, on both sides', async () => {
    expect(await unbalanced(world)).toEqual([]);
    const quantities = async ({ requestId }: TestRequest) => quantitiesOf(world, requestId);
    expect(await quantities(its.proposed.request)).toMatchObject([
      { held: 0, spent: 0 },
      { held: 0, spent: 0 },
    ]);
    expect(await quantities(its.accepted.request)).toEqual([{ quantity: 120, held: 0, spent: 0 }]);
    expect(await quantities(its.delivered.request)).toMatchObject([
      { held: 0, spent: 2 },
      { held: 0, spent: 3 },
    ]);
    expect(await quantities(its.disputed.request)).toMatchObject([
      { held: 2, spent: 0 },
      { held: 3, spent: 0 },
    ]);
    expect(await quantities(its.money.request)).toEqual([{ quantity: 20_000, held: 0, spent: 20_000 }]);
    const [run] = await capacityOf(world, its.fromOffer.offer.offerId);
    expect(run).toEqual({ quantity: 1, held: 0, spent: 0 });
    const { rows: money } = await world.instance.owner.database.query(
      'money-after-downtime',
      'SELECT kind, balance FROM ledger_account WHERE balance <> 0 ORDER BY kind',
    );
    expect(money).toEqual([
      { kind: 'GIVER', balance: '-20000' },
      { kind: 'PAID', balance: '20000' },
    ]);

    const status = async (request: TestRequest) => (await back(world, request)).request(request.requestId, 'status');
    expect(await status(its.proposed.request)).toEqual({ status: 'OPEN' });
    expect(await status(its.delivered.request)).toEqual({ status: 'FULFILLED' });
    expect(await status(its.money.request)).toEqual({ status: 'FULFILLED' });
    const board = (await new Person(world, its.home).board()).map(({ id }) => id);
    for (const { requestId } of [its.proposed.request, its.accepted.request, its.fromOffer.request]) {
      expect(board).toContain(requestId);
    }
    // Of the series, what passed meanwhile is not made up for, and what lies ahead is there.
    const { occurrences } = (await (
      await back(world, its.series)
    ).request(its.series.requestId, 'occurrences { window { from } }')) ?? { occurrences: null };
    expect(occurrences).toEqual([5, 12].map((days) => ({ window: { from: dateIn(world, days) } })));
  });
});
