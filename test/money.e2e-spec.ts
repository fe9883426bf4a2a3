/** Money goes through the partner: taken from an offer, received, paid, confirmed by both sides, and nothing joins the two. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import {
  capacityOf,
  claimRequest,
  move,
  moved,
  openHandoff,
  quantitiesOf,
  readClaim,
  type Signed,
  sendMessage,
  unbalanced,
} from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aMoneyRequest, aRide, comeBack, type Json, type TestRequest } from './world/families.js';
import { aMoneyOffer, aRideOffer, type TestOffer } from './world/offers.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aVouchedHome,
  type TestCoordinator,
  type TestHome,
  theHostsCoordinator,
} from './world/people.js';
import { World } from './world/world.js';

interface Allocated {
  readonly giving?: { readonly id: string; readonly status: string };
  readonly receiving?: { readonly id: string; readonly status: string };
  readonly code?: string;
  readonly path?: readonly string[] | null;
}

describe('money', () => {
  let world: World;
  let coordinator: TestCoordinator;
  beforeAll(async () => {
    world = await World.open();
    coordinator = await theHostsCoordinator(world);
  });
  afterAll(async () => {
    await world.close();
  });
  afterEach(async () => {
    expect(await unbalanced(world)).toEqual([]);
  });

  const allocate = async (by: Signed, offerId: string, requestId: string, minor?: number, currency = 'USD') => {
    const { allocateOffer } = await world.ask<{ allocateOffer: Allocated }>(
      `mutation ($input: AllocateOfferInput!) { allocateOffer(input: $input) {
        ... on OfferAllocated { giving { id status } receiving { id status } } ... on Refusal { code path } } }`,
      { input: { offerId, requestId, ...(minor !== undefined && { amount: { minor, currency } }) } },
      { token: by.token },
    );
    return allocateOffer;
  };
  interface Story {
    readonly home: TestHome;
    readonly offer: TestOffer;
    readonly request: TestRequest;
    readonly giving: string;
    readonly receiving: string;
  }
  /** 500 dollars offered, 200 asked for, and as much of it allocated as is said. */
  const anAllocation = async (minor?: number): Promise<Story> => {
    const home = await aVouchedHome(world);
    const offer = await aMoneyOffer(world, home);
    const request = await aMoneyRequest(world);
    const { giving, receiving } = await allocate(coordinator, offer.offerId, request.requestId, minor);
    return { home, offer, request, giving: giving?.id ?? '', receiving: receiving?.id ?? '' };
  };
  const holding = async (currency = 'USD') => {
    const { rows } = await world.instance.owner.database.query<{ received: number; paid: number }>(
      'holding-in-test',
      `SELECT -coalesce(sum(balance) FILTER (WHERE kind = 'GIVER'), 0)::integer AS received,
         coalesce(sum(balance) FILTER (WHERE kind = 'PAID'), 0)::integer AS paid
       FROM ledger_account WHERE currency = $1 AND partner_id = $2`,
      [currency, coordinator.partnerId],
    );
    return rows[0] ?? { received: 0, paid: 0 };
  };
  const refused = async (call: () => Promise<Json | Allocated>, code: string, path?: string) => {
    const before = await everythingStored(world);
    expect(await call()).toMatchObject({ code, ...(path && { path: path.split('.') }) });
    expect(await everythingStored(world)).toEqual(before);
  };
  const step = async (...args: Parameters<typeof move>): Promise<Json> => ({ ...(await move(...args)) });

  it('is received, paid and confirmed by both sides', async () => {
    const { home, offer, request, giving, receiving } = await anAllocation();
    const family = { token: request.token };
    expect(await capacityOf(world, offer.offerId)).toEqual([{ quantity: 50_000, held: 20_000, spent: 0 }]);
    expect(await quantitiesOf(world, request.requestId)).toEqual([{ quantity: 20_000, held: 20_000, spent: 0 }]);
    const before = await holding();

    await refused(() => step(world, 'markPaid', coordinator, receiving), 'NOT_RECEIVED_YET');
    await refused(() => step(world, 'markPaid', coordinator, giving), 'WRONG_STATE');
    await refused(() => step(world, 'markReceived', coordinator, receiving), 'WRONG_STATE');
    await moved(world, 'markReceived', coordinator, giving);
    expect(await holding()).toEqual({ received: before.received + 20_000, paid: before.paid });
    await moved(world, 'markPaid', coordinator, receiving);
    expect(await holding()).toEqual({ received: before.received + 20_000, paid: before.paid + 20_000 });

    expect(await move(world, 'confirmGift', home, giving)).toMatchObject({ claim: { status: 'CONFIRMED' } });
    expect(await move(world, 'confirmReceipt', family, receiving)).toMatchObject({ claim: { status: 'CONFIRMED' } });
    expect(await capacityOf(world, offer.offerId)).toEqual([{ quantity: 50_000, held: 0, spent: 20_000 }]);
    expect(await quantitiesOf(world, request.requestId)).toEqual([{ quantity: 20_000, held: 0, spent: 20_000 }]);
    expect(await readClaim(world, home, giving, 'confirmedBy')).toEqual({ confirmedBy: 'HOME' });
    const { request: fulfilled } = await world.ask<{ request: { status: string } }>(
      'query ($id: ID!) { request(id: $id) { status } }',
      { id: request.requestId },
      family,
    );
    expect(fulfilled.status).toBe('FULFILLED');
  });

  it('keeps giver and family apart: each sees its half, and neither leads to the other', async () => {
    const { home, request, giving, receiving, offer } = await anAllocation(15_000);
    const family = { token: request.token };
    const fields = `id shape kind request { id } offer { id home { circle } }
      lines { quantity requestLine { id } offerLine { id } } messages { edges { cursor } }`;
    expect(await readClaim(world, home, giving, fields)).toMatchObject({
      shape: 'GIVING',
      request: null,
      offer: { id: offer.offerId },
      lines: [{ quantity: 15_000, requestLine: null, offerLine: { id: offer.lineIds[0] } }],
    });
    expect(await readClaim(world, family, receiving, fields)).toMatchObject({
      shape: 'RECEIVING',
      offer: null,
      request: { id: request.requestId },
      lines: [{ quantity: 15_000, requestLine: { id: request.lineIds[0] }, offerLine: null }],
    });
    expect(await readClaim(world, home, receiving)).toBeNull();
    expect(await readClaim(world, family, giving)).toBeNull();
    expect(await openHandoff(world, home, giving)).toEqual({ code: 'NOT_FOUND' });
    expect(await sendMessage(world, home, giving, 'Hello')).toMatchObject({ code: 'WRONG_STATE' });
    expect(await sendMessage(world, family, receiving, 'Hello')).toMatchObject({ code: 'WRONG_STATE' });
    // In the tables: no column of one is that of the other, but for what everything of a half-day shares.
    const { rows } = await world.instance.owner.database.query<{ half: string; row: Record<string, unknown> }>(
      'halves-in-test',
      `SELECT c.shape AS half, to_jsonb(c) || to_jsonb(l) - 'id' AS row FROM claim c JOIN claim_line l ON l.claim_id = c.id
       WHERE c.id = ANY ($1::uuid[])`,
      [[giving, receiving]],
    );
    const valuesOf = (shape: string) =>
      new Set(
        Object.values(rows.find(({ half }) => half === shape)?.row ?? {})
          .map(String)
          .filter((value) => /^[0-9a-f-]{36}$/.test(value) || /T\d\d:/.test(value)),
      );
    const shared = [...valuesOf('GIVING')].filter((value) => valuesOf('RECEIVING').has(value));
    // When half-days begin and end, and a month from there.
    const coarse = ['2026-06-10T12:00:00+00:00', '2026-06-10T16:00:00+00:00', '2026-07-10T12:00:00+00:00'];
    expect(shared.toSorted()).toEqual([...coarse, coordinator.partnerId].toSorted());
  });

  it('may come and be paid in part: the rest is wanted, and offered, again', async () => {
    const { home, offer, request, giving, receiving } = await anAllocation();
    await refused(
      () => step(world, 'markReceived', coordinator, giving, { amountMinor: 20_001 }),
      'QUANTITY_OUT_OF_RANGE',
      'amount',
    );
    await refused(
      () => step(world, 'markReceived', coordinator, giving, { amountMinor: 0 }),
      'QUANTITY_OUT_OF_RANGE',
      'amount',
    );
    await moved(world, 'markReceived', coordinator, giving, { amountMinor: 12_000 });
    expect(await capacityOf(world, offer.offerId)).toMatchObject([{ held: 12_000 }]);
    await moved(world, 'markPaid', coordinator, receiving, { amountMinor: 12_000 });
    expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 12_000 }]);
    expect((await allocate(coordinator, offer.offerId, request.requestId)).giving).toBeDefined();
    expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 20_000 }]);
    expect(await readClaim(world, home, giving, 'lines { quantity delivered }')).toEqual({
      lines: [{ quantity: 20_000, delivered: 12_000 }],
    });
  });

  it('is let go by the home, and not wanted any more by the family, each for itself', async () => {
    const { home, offer, request, giving, receiving } = await anAllocation();
    expect(await move(world, 'releaseClaim', home, giving, { reason: 'CANNOT_COME' })).toMatchObject({
      claim: { status: 'RELEASED' },
    });
    expect(await capacityOf(world, offer.offerId)).toMatchObject([{ held: 0 }]);
    expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 20_000 }]);
    expect(await move(world, 'cancelClaim', { token: request.token }, receiving)).toMatchObject({
      claim: { status: 'CANCELLED' },
    });
    expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 0 }]);
    for (const mutation of ['markPaid', 'markReceived'] as const) {
      await refused(
        () => step(world, mutation, coordinator, mutation === 'markPaid' ? receiving : giving),
        'WRONG_STATE',
      );
    }
  });

  it('goes back with a dispute, out of the books and into them', async () => {
    const { home, request, giving, receiving } = await anAllocation();
    const before = await holding();
    await moved(world, 'markReceived', coordinator, giving);
    await moved(world, 'markPaid', coordinator, receiving);
    await moved(world, 'disputeClaim', { token: request.token }, receiving);
    await moved(world, 'disputeClaim', home, giving);
    // The gift cannot go back while it is paid out.
    await refused(() => step(world, 'settleDispute', coordinator, giving, { outcome: 'RETURNED' }), 'NOT_RECEIVED_YET');
    await moved(world, 'settleDispute', coordinator, receiving, { outcome: 'RETURNED' });
    expect(await holding()).toEqual({ received: before.received + 20_000, paid: before.paid });
    await moved(world, 'settleDispute', coordinator, giving, { outcome: 'RETURNED' });
    expect(await holding()).toEqual(before);
    expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 0, spent: 0 }]);
  });

  it('is refused across currencies, partners and kinds, and beyond what there is', async () => {
    const home = await aVouchedHome(world);
    const [offer, request] = [await aMoneyOffer(world, home), await aMoneyRequest(world)];
    const { offerId } = offer;
    const { requestId } = request;
    const pesos = await aMoneyOffer(world, home, { amount: { minor: 50_000, currency: 'MXN' } });
    await refused(() => allocate(coordinator, pesos.offerId, requestId), 'CURRENCY_MISMATCH');
    await refused(
      () => allocate(coordinator, offerId, requestId, 5_000, 'MXN'),
      'CURRENCY_MISMATCH',
      'amount.currency',
    );
    await refused(() => allocate(coordinator, offerId, requestId, 20_001), 'QUANTITY_OUT_OF_RANGE', 'amount.minor');
    await refused(() => allocate(coordinator, offerId, requestId, 0), 'QUANTITY_OUT_OF_RANGE', 'amount.minor');
    const little = await aMoneyOffer(world, home, { amount: { minor: 10_000, currency: 'USD' } });
    await refused(() => allocate(coordinator, little.offerId, requestId, 10_001), 'OFFER_EXHAUSTED', 'amount.minor');
    const colleague = await aCoordinator(world, await aPartner(world));
    await refused(() => allocate(colleague, offerId, requestId), 'NOT_FOUND');
    await refused(() => allocate(coordinator, crypto.randomUUID(), requestId), 'NOT_FOUND');
    await refused(() => allocate(coordinator, 'nonsense', requestId), 'NOT_FOUND');
    const ride = await aRide(world);
    await refused(() => allocate(coordinator, offerId, ride.requestId), 'DOES_NOT_FIT', 'requestId');
    const seats = await aRideOffer(world, home);
    await refused(() => allocate(coordinator, seats.offerId, requestId), 'DOES_NOT_FIT', 'offerId');
    const unvouched = await aMoneyOffer(world, await aHome(world));
    await refused(() => allocate(coordinator, unvouched.offerId, requestId), 'NOT_VOUCHED');
    for (const { token } of [home, request]) {
      const answer = await world.call(
        `mutation { allocateOffer(input: { offerId: "${offerId}", requestId: "${requestId}" }) { __typename } }`,
        {},
        { token },
      );
      expect(answer.errors[0]?.extensions.code).toBe('NOT_ALLOWED');
    }
    await refused(async () => ({ ...(await claimRequest(world, home, requestId, { offerId })) }), 'NOT_FOUND');
  });

  it('closes in silence, and what nobody settles returns to the books; a gift stays given', async () => {
    const { giving, receiving, request } = await anAllocation();
    await moved(world, 'markReceived', coordinator, giving);
    await moved(world, 'markPaid', coordinator, receiving);
    const before = await holding();
    await moved(world, 'disputeClaim', { token: request.token }, receiving);
    // Fourteen days from the end of the half-day in which it was disputed.
    world.clock.advance({ days: 14, hours: 12 });
    await world.get(RunSweeps).one('close-silent-deliveries', world.clock.now());
    await world.get(RunSweeps).one('settle-overdue-disputes', world.clock.now());
    expect(await readClaim(world, coordinator, giving, 'status confirmedBy')).toEqual({
      status: 'CONFIRMED',
      confirmedBy: 'SILENCE',
    });
    const family = { token: await comeBack(world, request.returnCode) };
    expect(await readClaim(world, family, receiving, 'status')).toEqual({ status: 'RETURNED' });
    expect(await holding()).toEqual({ received: before.received, paid: before.paid - 20_000 });
  });

  it('is taken anew where what was taken has lapsed, on both sides, before any sweep', async () => {
    const offer = await aMoneyOffer(world, await aVouchedHome(world), { amount: { minor: 20_000, currency: 'USD' } });
    const request = await aMoneyRequest(world);
    const late = await allocate(coordinator, offer.offerId, request.requestId);
    for (let renewal = 0; renewal < 2; renewal += 1) {
      world.clock.advance({ days: 13 });
      await world.ask(
        'mutation ($id: ID!) { renewRequest(input: { requestId: $id }) { __typename } }',
        { id: request.requestId },
        { token: await comeBack(world, request.returnCode) },
      );
    }
    world.clock.advance({ days: 5 });
    const colleague = await aCoordinator(world);
    expect(await allocate(colleague, offer.offerId, request.requestId)).toMatchObject({
      giving: { status: 'ACCEPTED' },
      receiving: { status: 'ACCEPTED' },
    });
    for (const id of [late.giving?.id, late.receiving?.id]) {
      expect(await readClaim(world, colleague, id ?? '', 'status')).toEqual({ status: 'LAPSED' });
    }
  });
});
