/** Time moves claims on: reads know it at once, sweeps write it down, may run twice or a day late, and forget what is over. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import {
  aDeliveredClaim,
  anAcceptedClaim,
  aProposedClaim,
  messagesFor,
  move,
  moved,
  openHandoff,
  quantitiesOf,
  readClaim,
  type Signed,
  sendMessage,
  unbalanced,
} from './world/claims.js';
import { aGrocery, aRide, comeBack, type TestRequest } from './world/families.js';
import { aVouchedHome, theHostsCoordinator } from './world/people.js';
import { World } from './world/world.js';

describe('the clock', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(async () => {
    await world.close();
  });
  afterEach(async () => {
    expect(await unbalanced(world)).toEqual([]);
  });
  const sweep = async (name: string) => (await world.get(RunSweeps).one(name, world.clock.now())).rows;
  const back = async (request: TestRequest): Promise<Signed> => ({ token: await comeBack(world, request.returnCode) });
  const writtenStatus = async (claimId: string) => {
    const { rows } = await world.instance.owner.database.query<{ status: string }>(
      'written-status',
      'SELECT status FROM claim WHERE id = $1',
      [claimId],
    );
    return rows[0]?.status;
  };
  const codesFor = async ({ token }: Signed) => {
    const { notices } = await world.ask<{ notices: { edges: { node: { code: string } }[] } }>(
      '{ notices(first: 5) { edges { node { code } } } }',
      {},
      { token },
    );
    return notices.edges.map(({ node }) => node.code);
  };

  it('lapses a proposal after a day, for everybody at once, and a sweep writes it once', async () => {
    const { claimId, home, request } = await aProposedClaim(world);
    world.clock.advance({ hours: 23, minutes: 59 });
    expect(await readClaim(world, home, claimId, 'status')).toEqual({ status: 'PROPOSED' });
    expect(await sweep('lapse-claims')).toBe(0);
    world.clock.advance({ minutes: 1 });
    const { token } = await back(request);
    expect(await readClaim(world, home, claimId, 'status waitingFor leaseEndsAt')).toEqual({
      status: 'LAPSED',
      waitingFor: [],
      leaseEndsAt: null,
    });
    expect(await move(world, 'acceptClaim', { token }, claimId)).toMatchObject({ code: 'LEASE_OVER' });
    expect(await writtenStatus(claimId)).toBe('PROPOSED');
    const { myClaims } = await world.ask<{ myClaims: { id: string }[] }>(
      '{ myClaims(status: [LAPSED]) { id } }',
      {},
      { token: home.token },
    );
    expect(myClaims).toEqual([{ id: claimId }]);
    expect(await sweep('lapse-claims')).toBe(1);
    expect(await sweep('lapse-claims')).toBe(0);
    expect(await writtenStatus(claimId)).toBe('LAPSED');
    expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 0 }]);
    expect((await codesFor(home))[0]).toBe('CLAIM_LAPSED');
    expect((await codesFor({ token }))[0]).toBe('CLAIM_LAPSED');
  });

  it('waits two hours for an answer to what is needed today', async () => {
    const request = await aRide(world, { urgency: 'TODAY', window: null });
    const { claimId, home } = await aProposedClaim(world, { request });
    world.clock.advance({ hours: 2 });
    expect(await readClaim(world, home, claimId, 'status')).toEqual({ status: 'LAPSED' });
  });

  it('lapses an accepted claim twelve hours after its half-day, twelve more when extended, once', async () => {
    const { claimId, home, request } = await anAcceptedClaim(world);
    const lease = async () =>
      Date.parse((await readClaim<{ leaseEndsAt: string }>(world, home, claimId))?.leaseEndsAt ?? '');
    const first = await lease();
    await moved(world, 'extendLease', home, claimId);
    expect(await lease()).toBe(first + 12 * 3_600_000);
    expect(await move(world, 'extendLease', home, claimId)).toMatchObject({ code: 'ALREADY_EXTENDED' });
    world.clock.set(new Date(first + 12 * 3_600_000));
    expect(await openHandoff(world, home, claimId)).toEqual({ code: 'HANDOFF_CLOSED' });
    expect(await sweep('lapse-claims')).toBeGreaterThan(0);
    // The help came, the button was late: within a day it is a delivery after all.
    world.clock.advance({ hours: 23 });
    expect(await move(world, 'markDelivered', home, claimId)).toMatchObject({ claim: { status: 'DELIVERED' } });
    expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 2 }]);
  });

  it('frees what has lapsed for whoever comes next, before any sweep', async () => {
    const request = await aGrocery(world, { window: null });
    const late = await aProposedClaim(world, { request });
    world.clock.advance({ days: 1 });
    await aProposedClaim(world, { request });
    expect(await writtenStatus(late.claimId)).toBe('LAPSED');
    expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 2 }, { held: 3 }]);
    expect((await codesFor(late.home))[0]).toBe('CLAIM_LAPSED');
  });

  it('takes no late delivery of what somebody else has claimed meanwhile, or of a proposal', async () => {
    const request = await aGrocery(world, { window: null });
    const { claimId, home } = await anAcceptedClaim(world, { request });
    const proposed = await aProposedClaim(world);
    world.clock.advance({ days: 1, hours: 14 });
    await sweep('lapse-claims');
    await aProposedClaim(world, { request });
    const before = await quantitiesOf(world, request.requestId);
    expect(await move(world, 'markDelivered', home, claimId)).toMatchObject({ code: 'NOTHING_LEFT' });
    expect(await quantitiesOf(world, request.requestId)).toEqual(before);
    expect(await writtenStatus(claimId)).toBe('LAPSED');
    expect(await move(world, 'markDelivered', proposed.home, proposed.claimId)).toMatchObject({ code: 'LEASE_OVER' });
  });

  it('leaves a claim that somebody has in hand to the next sweep', async () => {
    const { claimId, request } = await aProposedClaim(world);
    world.clock.advance({ days: 2 });
    await world.instance.owner.database.transaction(async (tx) => {
      await tx.query('hold-request', 'SELECT FROM request WHERE id = $1 FOR UPDATE', [request.requestId]);
      await sweep('lapse-claims');
      expect(await writtenStatus(claimId)).toBe('PROPOSED');
    });
    await sweep('lapse-claims');
    expect(await writtenStatus(claimId)).toBe('LAPSED');
  });

  it('pauses a home that lets go twice after opening within 30 days, unless it was too far', async () => {
    const home = await aVouchedHome(world);
    const coordinator = await theHostsCoordinator(world);
    const release = async (reason: string) => {
      const { claimId } = await anAcceptedClaim(world, { home });
      await openHandoff(world, home, claimId);
      await moved(world, 'releaseClaim', home, claimId, { reason });
    };
    await release('TOO_FAR');
    await release('CANNOT_COME');
    await release('TOO_FAR');
    const { viewer } = await world.ask<{ viewer: { waitingFor: string[] } }>('{ viewer { waitingFor } }', {}, home);
    expect(viewer.waitingFor).toEqual([]);
    await release('OTHER');
    expect((await codesFor(home))[0]).toBe('HOME_PAUSED');
    expect((await codesFor(coordinator))[0]).toBe('HOME_TO_REVIEW');
    const { request } = await aProposedClaim(world);
    const answer = await world.ask<{ claimRequest: { code: string } }>(
      `mutation ($id: ID!) { claimRequest(input: { requestId: $id, plannedFor: { date: "2026-06-11", half: MORNING } }) {
        ... on Refusal { code } } }`,
      { id: request.requestId },
      { token: home.token },
    );
    expect(answer.claimRequest).toEqual({ code: 'HOME_PAUSED' });
  });

  it('closes a delivery in silence after 72 hours, and a dispute that nobody settles after 14 days', async () => {
    const silent = await aDeliveredClaim(world);
    const disputed = await aDeliveredClaim(world);
    await moved(world, 'disputeClaim', disputed.home, disputed.claimId);
    world.clock.advance({ hours: 72 });
    const family = await back(silent.request);
    expect(await readClaim(world, family, silent.claimId, 'status confirmedBy')).toEqual({
      status: 'CONFIRMED',
      confirmedBy: 'SILENCE',
    });
    expect(await move(world, 'disputeClaim', family, silent.claimId)).toMatchObject({ code: 'WRONG_STATE' });
    expect(await sweep('close-silent-deliveries')).toBe(2);
    expect(await sweep('close-silent-deliveries')).toBe(0);
    expect(await quantitiesOf(world, silent.request.requestId)).toMatchObject([{ spent: 2 }, { spent: 3 }]);

    // From the end of the half-day in which it was disputed.
    world.clock.advance({ days: 11, hours: 12 });
    expect(await readClaim(world, disputed.home, disputed.claimId, 'status')).toEqual({ status: 'RETURNED' });
    expect(await sweep('settle-overdue-disputes')).toBe(1);
    expect(await sweep('settle-overdue-disputes')).toBe(0);
    expect(await writtenStatus(disputed.claimId)).toBe('RETURNED');
    expect(await quantitiesOf(world, disputed.request.requestId)).toMatchObject([{ held: 0 }, { held: 0 }]);
  });

  it('forgets the messages of a claim 72 hours after its end, keys first, and the handoff with it', async () => {
    const { claimId, home, family, request } = await anAcceptedClaim(world, {
      request: await aRide(world, { window: null }),
    });
    await sendMessage(world, home, claimId, 'On my way.');
    await moved(world, 'confirmReceipt', family, claimId);
    const sealed = async () => {
      const { rows } = await world.instance.owner.database.query<{ kind: string; key: string }>(
        'sealed-of-claim-in-test',
        `SELECT 'handoff' AS kind, data_key_id AS key FROM sealed.claim_handoff WHERE claim_id = $1
         UNION ALL SELECT 'messages', data_key_id FROM sealed.message_key WHERE claim_id = $1
         UNION ALL SELECT 'message', null FROM sealed.message WHERE claim_id = $1`,
        [claimId],
      );
      return rows;
    };
    expect((await sealed()).map(({ kind }) => kind)).toEqual(['handoff', 'messages', 'message']);
    const key = (await sealed()).find(({ kind }) => kind === 'messages')?.key;
    await sweep('forget-sealed-claims');
    expect((await sealed()).map(({ kind }) => kind)).toEqual(['messages', 'message']);
    world.clock.advance({ hours: 71 });
    await sweep('forget-sealed-claims');
    expect(await messagesFor(world, await back(request), claimId)).toEqual(['On my way.']);
    // Counted from the end of the half-day in which it ended.
    world.clock.advance({ hours: 13 });
    expect(await sweep('forget-sealed-claims')).toBeGreaterThan(0);
    expect(await sealed()).toEqual([]);
    expect(await messagesFor(world, await back(request), claimId)).toEqual([]);
    const { rows } = await world.instance.keyStore.database.query('key-in-test', 'SELECT FROM data_key WHERE id = $1', [
      key,
    ]);
    expect(rows).toEqual([]);
    expect(await sweep('forget-sealed-claims')).toBe(0);
  });

  it('writes a day of everything at once, in any order, and again without a change', async () => {
    const home = await aVouchedHome(world);
    const claims = [];
    for (let count = 0; count < 8; count += 1) claims.push(await aProposedClaim(world, { home }));
    const [first, second, ...others] = claims;
    for (const claim of [first, second]) await moved(world, 'acceptClaim', claim?.family ?? home, claim?.claimId ?? '');
    await moved(world, 'markDelivered', home, first?.claimId ?? '');
    world.clock.advance({ days: 20 });
    await world.get(RunSweeps).all(world.clock.now());
    expect(await writtenStatus(first?.claimId ?? '')).toBe('CONFIRMED');
    for (const { claimId } of [second, ...others].filter((claim) => claim !== undefined)) {
      expect(await writtenStatus(claimId)).toBe('LAPSED');
    }
    const again = await Promise.all(['lapse-claims', 'close-silent-deliveries', 'settle-overdue-disputes'].map(sweep));
    expect(again).toEqual([0, 0, 0]);
  });
});
