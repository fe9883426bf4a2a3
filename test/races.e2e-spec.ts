/** Many at once: one holds what there is once, nothing is held twice or lost, and what two want at the same moment happens one way. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import {
  type Answer,
  anAcceptedClaim,
  aProposedClaim,
  capacityOf,
  claimRequest,
  move,
  moved,
  openHandoff,
  quantitiesOf,
  type Signed,
  sendMessage,
  tomorrow,
  unbalanced,
} from './world/claims.js';
import { aGrocery, aMoneyRequest, aRide, comeBack, type Json } from './world/families.js';
import { aMoneyOffer, aRideOffer } from './world/offers.js';
import { aVouchedHome, theHostsCoordinator } from './world/people.js';
import { aWrittenHome } from './world/rows.js';
import { World } from './world/world.js';

const HOMES = 60;

describe('at once', () => {
  let world: World;
  let homes: Signed[];
  beforeAll(async () => {
    world = await World.open();
    homes = [];
    for (let count = 0; count < HOMES; count += 1) homes.push(await aWrittenHome(world));
  }, 60_000);
  afterAll(async () => {
    await world.close();
  });
  afterEach(async () => {
    expect(await unbalanced(world)).toEqual([]);
  });
  const codes = (answers: readonly Answer[]) => answers.map(({ claim, code }) => claim?.status ?? code).toSorted();
  const home = (at: number): Signed => homes[at] ?? { token: '' };

  it(`${HOMES} homes claim one thing: one holds it, the others are told`, async () => {
    const request = await aGrocery(world, { items: [{ name: 'Stroller', quantity: 1, unit: 'PIECE' }] });
    const answers = await Promise.all(homes.map((its) => claimRequest(world, its, request.requestId)));
    expect(codes(answers)).toEqual([...Array<string>(HOMES - 1).fill('NOTHING_LEFT'), 'PROPOSED']);
    expect(await quantitiesOf(world, request.requestId)).toEqual([{ quantity: 1, held: 1, spent: 0 }]);
  });

  it('as many hold a part as there are parts', async () => {
    const request = await aGrocery(world, { items: [{ name: 'Rice', quantity: 7, unit: 'BAG' }] });
    const lines = [{ requestLineId: request.lineIds[0], quantity: 2 }];
    const answers = await Promise.all(
      homes.slice(0, 20).map((its) => claimRequest(world, its, request.requestId, { lines })),
    );
    expect(codes(answers)).toEqual([...Array<string>(17).fill('NOTHING_LEFT'), ...Array<string>(3).fill('PROPOSED')]);
    expect(await quantitiesOf(world, request.requestId)).toEqual([{ quantity: 7, held: 6, spent: 0 }]);
  });

  it('one offer is taken for as many requests as it has room for', async () => {
    const driver = await aVouchedHome(world);
    const offer = await aRideOffer(world, driver, { seats: 4 });
    const requests = [];
    for (let count = 0; count < 6; count += 1) requests.push(await aRide(world));
    const answers = await Promise.all(
      requests.map(({ requestId }) => claimRequest(world, driver, requestId, { offerId: offer.offerId })),
    );
    expect(codes(answers)).toEqual([...Array<string>(4).fill('OFFER_EXHAUSTED'), 'PROPOSED', 'PROPOSED']);
    expect(await capacityOf(world, offer.offerId)).toMatchObject([{ held: 4 }, { held: 0 }]);
  });

  it('a home begins no more than it may', async () => {
    const eager = await aWrittenHome(world);
    const requests = [];
    for (let count = 0; count < 14; count += 1) requests.push(await aRide(world));
    const answers = await Promise.all(requests.map(({ requestId }) => claimRequest(world, eager, requestId)));
    expect(codes(answers)).toEqual([
      ...Array<string>(10).fill('PROPOSED'),
      ...Array<string>(4).fill('TOO_MANY_PROPOSALS'),
    ]);
  });

  it.each(['acceptClaim', 'declineClaim'] as const)(
    'the family says %s while the home takes it back',
    async (mutation) => {
      for (let round = 0; round < 5; round += 1) {
        const { claimId, family, request, home: its } = await aProposedClaim(world);
        const answers = await Promise.all([
          move(world, mutation, family, claimId),
          move(world, 'retractClaim', its, claimId),
        ]);
        expect(codes(answers).filter((code) => code === 'WRONG_STATE')).toHaveLength(1);
        const isHeld = answers[0]?.claim?.status === 'ACCEPTED';
        expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: isHeld ? 2 : 0 }]);
      }
    },
  );

  it('a claim is released, cancelled, confirmed and revoked: one of them happened', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { claimId, family, request, home: its } = await anAcceptedClaim(world);
      const answers = await Promise.all([
        move(world, 'releaseClaim', its, claimId, { reason: 'CANNOT_COME' }),
        move(world, 'cancelClaim', family, claimId),
        move(world, 'confirmReceipt', family, claimId),
        move(world, 'revokeDisclosure', family, claimId),
      ]);
      expect(codes(answers).filter((code) => code === 'WRONG_STATE')).toHaveLength(3);
      const spent = answers[2]?.claim ? 2 : 0;
      expect(await quantitiesOf(world, request.requestId)).toEqual([{ quantity: 2, held: 0, spent }]);
    }
  });

  it('a claim is opened while the family shuts it: what was read is written down, and then it stays shut', async () => {
    const { claimId, family, request, home: its } = await anAcceptedClaim(world);
    const [, ...opened] = await Promise.all([
      move(world, 'revokeDisclosure', family, claimId),
      ...Array.from({ length: 6 }, () => openHandoff(world, its, claimId)),
    ]);
    const { disclosures } = await world.ask<{ disclosures: unknown[] }>(
      'query ($id: ID!) { disclosures(requestId: $id) { id } }',
      { id: request.requestId },
      family,
    );
    expect(disclosures.length).toBeGreaterThanOrEqual(opened.filter(({ handoff }) => handoff).length);
    expect(await openHandoff(world, its, claimId)).toEqual({ code: 'HANDOFF_CLOSED' });
  });

  it('many openings are one unbroken chain', async () => {
    const { claimId, home: its, request } = await anAcceptedClaim(world);
    await Promise.all(Array.from({ length: 10 }, () => openHandoff(world, its, claimId)));
    const { rows } = await world.instance.owner.database.query<{ sequence: number; follows: boolean }>(
      'chain-of-race',
      `SELECT sequence, previous_hash IS NOT DISTINCT FROM lag(hash) OVER (ORDER BY sequence) AS follows
       FROM disclosure WHERE request_id = $1 ORDER BY sequence`,
      [request.requestId],
    );
    expect(rows).toEqual(Array.from({ length: 10 }, (_, at) => ({ sequence: at + 1, follows: true })));
  });

  it('messages of both sides are all there, each in its place', async () => {
    const { claimId, home: its, family } = await anAcceptedClaim(world);
    const sent = await Promise.all(
      Array.from({ length: 12 }, (_, at) => sendMessage(world, at % 2 === 0 ? its : family, claimId, `number ${at}`)),
    );
    expect(sent.filter((answer) => !('sent' in answer))).toEqual([]);
    const { rows } = await world.instance.owner.database.query<{ sequence: number }>(
      'messages-of-race',
      'SELECT sequence FROM sealed.message WHERE claim_id = $1 ORDER BY sequence',
      [claimId],
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  });

  it('the clock, the family and the next home come to a lapsed claim', async () => {
    const sweeps = world.get(RunSweeps);
    for (let round = 0; round < 3; round += 1) {
      const request = await aGrocery(world, { window: null });
      const { claimId } = await aProposedClaim(world, {
        request,
        home: { ...(await aWrittenHome(world)), name: '', email: '' },
      });
      world.clock.advance({ days: 1 });
      const family = { token: await comeBack(world, request.returnCode) };
      const now = world.clock.now();
      const [accepted, claimed] = await Promise.all([
        move(world, 'acceptClaim', family, claimId),
        claimRequest(world, home(20 + round), request.requestId, { plannedFor: tomorrow(world) }),
        sweeps.one('lapse-claims', now),
        sweeps.one('lapse-claims', now),
      ]);
      expect(accepted).toMatchObject({ code: 'LEASE_OVER' });
      expect(claimed).toMatchObject({ claim: { status: 'PROPOSED' } });
      expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 2 }, { held: 3 }]);
    }
  });

  it('a request is withdrawn while homes claim it: nothing stays held', async () => {
    for (let round = 0; round < 3; round += 1) {
      const request = await aGrocery(world, { window: null });
      const lines = [{ requestLineId: request.lineIds[0], quantity: 1 }];
      await Promise.all([
        ...homes.slice(30, 34).map((its) => claimRequest(world, its, request.requestId, { lines })),
        world.ask(
          `mutation ($input: WithdrawRequestInput!) { withdrawRequest(input: $input) { __typename } }`,
          { input: { requestId: request.requestId } },
          { token: request.token },
        ),
      ]);
      expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 0 }, { held: 0 }]);
    }
  });

  it('money is allocated and paid no further than it goes', async () => {
    const coordinator = await theHostsCoordinator(world);
    const offer = await aMoneyOffer(world, await aVouchedHome(world));
    const requests = [];
    for (let count = 0; count < 4; count += 1) requests.push(await aMoneyRequest(world));
    const allocate = async (requestId: string) => {
      const { allocateOffer } = await world.ask<{
        allocateOffer: { giving?: Json; receiving?: { id: string }; code?: string };
      }>(
        `mutation ($input: AllocateOfferInput!) { allocateOffer(input: $input) {
          ... on OfferAllocated { giving { id } receiving { id } } ... on Refusal { code } } }`,
        { input: { offerId: offer.offerId, requestId, amount: { minor: 20_000, currency: 'USD' } } },
        { token: coordinator.token },
      );
      return allocateOffer;
    };
    const allocated = await Promise.all(requests.map(({ requestId }) => allocate(requestId)));
    expect(allocated.filter(({ code }) => code === 'OFFER_EXHAUSTED')).toHaveLength(2);
    expect(await capacityOf(world, offer.offerId)).toMatchObject([{ quantity: 50_000, held: 40_000 }]);
    const done = allocated.filter(({ giving }) => giving);
    await moved(world, 'markReceived', coordinator, String(done[0]?.giving?.['id']));
    const paid = await Promise.all(
      done.map(({ receiving }) => move(world, 'markPaid', coordinator, receiving?.id ?? '')),
    );
    expect(codes(paid)).toEqual(['DELIVERED', 'NOT_RECEIVED_YET']);
  });

  it('the same call sent twice under one key is one claim', async () => {
    const request = await aGrocery(world, { window: null });
    const idempotencyKey = randomUUID();
    const send = () =>
      world.call<{ claimRequest: { claim?: { id: string }; code?: string } }>(
        `mutation ($input: ClaimRequestInput!) { claimRequest(input: $input) { ... on ClaimPlaced { claim { id } } ... on Refusal { code } } }`,
        { input: { requestId: request.requestId, plannedFor: tomorrow(world) } },
        { token: home(40).token, idempotencyKey },
      );
    const answers = await Promise.all([send(), send(), send()]);
    const again = await send();
    const ids = new Set([...answers, again].flatMap(({ data }) => data?.claimRequest?.claim?.id ?? []));
    expect(ids.size).toBe(1);
    expect(again.data.claimRequest.claim?.id).toBeDefined();
    const { rows } = await world.instance.owner.database.query(
      'claims-of-race',
      'SELECT FROM claim WHERE request_id = $1',
      [request.requestId],
    );
    expect(rows).toHaveLength(1);
  });
});
