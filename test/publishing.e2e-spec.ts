/** What is posted, and what is wanted again, is there for others from the next mark of the clock on; for its family it is there at once. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../src/platform/config.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { cronOf } from '../src/platform/jobs/scheduled-sweep.js';
import { claimOffer, claimRequest, move } from './world/claims.js';
import { aGrocery, aMoneyRequest, aRide, type TestRequest, windowIn } from './world/families.js';
import { BROOKLYN } from './world/offers.js';
import {
  aCoordinator,
  aPartner,
  aSecretKey,
  aVouchedHome,
  type TestCoordinator,
  type TestHome,
  theHostsCoordinator,
} from './world/people.js';
import { aWrittenOffer, aWrittenRequest } from './world/rows.js';
import { widenedAsFarAsTheyGo } from './world/widened.js';
import { type Caller, World } from './world/world.js';

let world: World;
let home: TestHome;
let coordinator: TestCoordinator;

beforeAll(async () => {
  world = await World.open({ PUBLISHING_MINUTES: '10' });
  home = await aVouchedHome(world);
  coordinator = await theHostsCoordinator(world);
});
afterAll(async () => {
  await world.close();
});

const atTheMark = async () => (await world.get(RunSweeps).one('publish-requests', world.clock.now())).rows;
const listedFor = async (caller: Caller) =>
  (
    await world.ask<{ requests: { edges: { node: { id: string } }[] } }>(
      '{ requests(first: 50) { edges { node { id } } } }',
      {},
      caller,
    )
  ).requests.edges.map(({ node }) => node.id);
const seenBy = async (caller: Caller, { requestId: id }: TestRequest) =>
  (await world.ask<{ request: { id: string } | null }>('query ($id: ID!) { request(id: $id) { id } }', { id }, caller))
    .request;
const suggestedTo = async (caller: Caller, offerId: string) =>
  (
    await world.ask<{ suggestedRequests: { request: { id: string } }[] }>(
      'query ($offerId: ID!) { suggestedRequests(offerId: $offerId, first: 50) { request { id } } }',
      { offerId },
      caller,
    )
  ).suggestedRequests.map(({ request }) => request.id);
const offersFor = async (caller: Caller, { requestId }: TestRequest) =>
  world.call<{ suggestedOffers: { offer: { id: string } }[] } | null>(
    'query ($requestId: ID!) { suggestedOffers(requestId: $requestId, first: 50) { offer { id } } }',
    { requestId },
    caller,
  );
const noticesOf = async (caller: Caller) =>
  (
    await world.ask<{ notices: { edges: { node: { code: string; subjectId: string } }[] } }>(
      '{ notices(first: 50) { edges { node { code subjectId } } } }',
      {},
      caller,
    )
  ).notices.edges.map(({ node }) => node);

describe('before the mark', () => {
  it('nobody but the family finds a request, by any way', async () => {
    const offerId = await aWrittenOffer(world, { homeId: home.homeId });
    const request = await aGrocery(world, { place: BROOKLYN });
    const server = { partnerKey: (await aSecretKey(world)).key };
    for (const caller of [home, coordinator, server]) {
      expect(await listedFor(caller)).not.toContain(request.requestId);
      expect(await seenBy(caller, request)).toBeNull();
    }
    for (const caller of [home, coordinator]) {
      expect(await suggestedTo(caller, offerId)).not.toContain(request.requestId);
    }
    expect(await claimRequest(world, home, request.requestId)).toMatchObject({ code: 'NOT_FOUND' });
    expect((await offersFor(coordinator, request)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await claimOffer(world, coordinator, request.requestId, offerId)).toMatchObject({ code: 'NOT_FOUND' });

    const family = { token: request.token };
    expect(await seenBy(family, request)).toEqual({ id: request.requestId });
    expect((await offersFor(family, request)).data?.suggestedOffers.map(({ offer }) => offer.id)).toContain(offerId);

    expect(await atTheMark()).toBe(1);
    expect(await atTheMark()).toBe(0);
    for (const caller of [home, coordinator, server]) {
      expect(await listedFor(caller)).toContain(request.requestId);
      expect(await seenBy(caller, request)).not.toBeNull();
    }
    for (const caller of [home, coordinator]) {
      expect(await suggestedTo(caller, offerId)).toContain(request.requestId);
    }
    expect((await claimRequest(world, home, request.requestId)).claim).toBeDefined();
  });

  it('a coordinator finds what it took in, and no other does', async () => {
    const request = await aRide(world, { acceptance: 'MY_COORDINATOR' }, { coordinator });
    const money = await aMoneyRequest(world);
    expect(await seenBy(coordinator, request)).not.toBeNull();
    expect(await listedFor(coordinator)).toContain(request.requestId);
    expect(await listedFor(coordinator)).not.toContain(money.requestId);
    expect(await listedFor(home)).not.toContain(request.requestId);
    const offerId = await aWrittenOffer(world, {
      kind: 'MONEY',
      homeId: home.homeId,
      lines: [{ unit: 'USD', quantity: 90_000 }],
    });
    const allocate = (its: TestRequest) =>
      world.ask<{ allocateOffer: { code?: string } }>(
        'mutation ($input: AllocateOfferInput!) { allocateOffer(input: $input) { __typename ... on Refusal { code } } }',
        { input: { offerId, requestId: its.requestId } },
        coordinator,
      );
    expect((await allocate(money)).allocateOffer.code).toBe('NOT_FOUND');
    expect(await atTheMark()).toBe(2);
    expect((await allocate(money)).allocateOffer.code).toBeUndefined();
  });

  it('the family may take an offer; what is left then appears at the mark, and what is not does not', async () => {
    const offerId = await aWrittenOffer(world, { homeId: home.homeId, lines: [{ unit: 'RUN', quantity: 9 }] });
    const request = await aGrocery(world, { place: BROOKLYN });
    const family = { token: request.token };
    const claimed = await claimOffer(world, family, request.requestId, offerId);
    expect(claimed.claim).toBeDefined();
    expect(await seenBy(home, request)).not.toBeNull();
    // Those who look after it may have to say yes.
    expect(await seenBy(coordinator, request)).not.toBeNull();
    expect(await atTheMark()).toBe(1);
    expect(await listedFor(home)).not.toContain(request.requestId);
    expect(await listedFor(coordinator)).toContain(request.requestId);
  });

  it('a partner that looks at everything first hears of it at the mark, and homes see it at the mark after its yes', async () => {
    const partner = await aPartner(world, { reviewsRequests: true });
    const reviewer = await aCoordinator(world, partner);
    const key = await aSecretKey(world, { partner });
    const request = await aRide(world, {}, { partnerKey: key.key });
    const approve = () =>
      world.ask<{ approveRequest: { code?: string } }>(
        'mutation ($input: ApproveRequestInput!) { approveRequest(input: $input) { __typename ... on Refusal { code } } }',
        { input: { requestId: request.requestId } },
        reviewer,
      );
    expect(await noticesOf(reviewer)).toEqual([]);
    expect((await approve()).approveRequest.code).toBe('NOT_FOUND');
    await atTheMark();
    expect(await noticesOf(reviewer)).toEqual([{ code: 'REQUEST_TO_REVIEW', subjectId: request.requestId }]);
    expect((await approve()).approveRequest.code).toBeUndefined();
    expect(await listedFor(home)).not.toContain(request.requestId);
    await atTheMark();
    await widenedAsFarAsTheyGo(world);
    expect(await listedFor(home)).toContain(request.requestId);
    expect(await noticesOf(reviewer)).toHaveLength(1);
  });
});

describe('what was all taken', () => {
  it('appears again at the next mark, and is gone from the lists at once when it is taken', async () => {
    const request = await aRide(world, { window: windowIn(world, 1) });
    await atTheMark();
    const { claim } = await claimRequest(world, home, request.requestId);
    const other = await aVouchedHome(world);
    expect(await listedFor(other)).not.toContain(request.requestId);
    expect((await move(world, 'declineClaim', { token: request.token }, claim?.id ?? '')).code).toBeUndefined();
    expect(await listedFor(other)).not.toContain(request.requestId);
    expect(await seenBy(other, request)).toBeNull();
    expect(await atTheMark()).toBe(1);
    expect(await listedFor(other)).toContain(request.requestId);
  });
});

describe('a batch', () => {
  it('is one transaction, whatever the order of its posts', async () => {
    const posted = [];
    for (let at = 0; at < 6; at += 1) posted.push((await aRide(world)).requestId);
    await atTheMark();
    const { rows } = await world.instance.owner.database.query<{ transactions: string }>(
      'transactions of a batch',
      'SELECT count(DISTINCT xmin::text) AS transactions FROM request WHERE id = ANY ($1::uuid[]) AND listed AND published',
      [posted],
    );
    expect(rows).toEqual([{ transactions: '1' }]);
  });

  it('is not waited for by sweeps and by whoever loads: they come on marks of the clock, or hide nobody', async () => {
    const { requestId } = await aWrittenRequest(world);
    expect(await listedFor(home)).toContain(requestId);
  });
});

describe('PUBLISHING_MINUTES', () => {
  it.each([
    [{}, 0],
    [{ NODE_ENV: 'production' }, 10],
    [{ NODE_ENV: 'production', PUBLISHING_MINUTES: '30' }, 30],
    [{ PUBLISHING_MINUTES: '5' }, 5],
  ])('under %j is %i', (environment, minutes) => {
    expect(readConfig(environment).publishingMinutes).toBe(minutes);
  });

  it.each([
    [{ PUBLISHING_MINUTES: '7' }],
    [{ PUBLISHING_MINUTES: '60' }],
    [{ NODE_ENV: 'production', PUBLISHING_MINUTES: '0' }],
  ])('is refused: %j', (environment) => {
    expect(() => readConfig(environment)).toThrow('PUBLISHING_MINUTES');
  });

  it('sets the marks, every hour the same', () => {
    expect(cronOf('WHEN_PUBLISHING', 10)).toBe('*/10 * * * *');
    expect(cronOf('WHEN_PUBLISHING', 30)).toBe('*/30 * * * *');
  });
});
