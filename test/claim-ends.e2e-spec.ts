/** What follows when a claim ends: nothing in the rows joins a family's claims, who waited in vain is helped by another, and who came is asked first. */
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import {
  aDeliveredClaim,
  anAcceptedClaim,
  aProposedClaim,
  claimRequest,
  move,
  moved,
  openHandoff,
  quantitiesOf,
  readClaim,
  type Signed,
  tomorrow,
  unbalanced,
} from './world/claims.js';
import { aGrocery, aRide, aTimeRequest, comeBack, dateIn, type Json, windowIn } from './world/families.js';
import { aTimeOffer } from './world/offers.js';
import { aCoordinator, aTrustedHome, aVouchedHome, type TestHome } from './world/people.js';
import { World } from './world/world.js';

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

const endsOf = async (claimIds: readonly string[]) => {
  const { rows } = await world.instance.owner.database.query<{ ended_at: Date; end_reason: string | null }>(
    'ends-in-test',
    'SELECT ended_at, end_reason FROM claim WHERE id = ANY ($1::uuid[])',
    [claimIds],
  );
  return rows.map(({ ended_at, end_reason }) => [ended_at.toISOString(), end_reason]);
};
const codesFor = async ({ token }: Signed) => {
  const { notices } = await world.ask<{ notices: { edges: { node: { code: string } }[] } }>(
    '{ notices(first: 20) { edges { node { code } } } }',
    {},
    { token },
  );
  return notices.edges.map(({ node }) => node.code);
};
const endOfUtcHalf = () => new Date(Math.ceil(world.clock.now().getTime() / 43_200_000) * 43_200_000).toISOString();

it('an erasure leaves the rows of any other withdrawal, at the end of the half-day', async () => {
  const [withdrawn, erased] = [await anAcceptedClaim(world), await anAcceptedClaim(world)];
  world.clock.advance({ minutes: 7 });
  await world.ask(
    'mutation ($id: ID!) { withdrawRequest(input: { requestId: $id }) { __typename } }',
    { id: withdrawn.request.requestId },
    { token: withdrawn.family.token },
  );
  await world.ask(
    'mutation { eraseRequester(input: { confirm: true }) { __typename } }',
    {},
    { token: erased.family.token },
  );
  const end = [endOfUtcHalf(), 'WITHDRAWN'];
  expect(await endsOf([withdrawn.claimId, erased.claimId])).toEqual([end, end]);
});

it('a block reads like a change of mind', async () => {
  const { claimId, family } = await anAcceptedClaim(world);
  await world.ask(
    'mutation ($id: ID!) { blockHome(input: { claimId: $id }) { __typename } }',
    { id: claimId },
    { token: family.token },
  );
  expect(await endsOf([claimId])).toEqual([[endOfUtcHalf(), 'CHANGED_MIND']]);
});

it('an empty list of what came short is no word that all came', async () => {
  const { claimId, home } = await anAcceptedClaim(world, { request: await aGrocery(world) });
  const refusal = { code: 'INVALID_INPUT', path: ['lines'] };
  expect(await move(world, 'markDelivered', home, claimId, { lines: [] })).toMatchObject(refusal);
  expect(await readClaim(world, home, claimId, 'status')).toEqual({ status: 'ACCEPTED' });
});

it('the coordinator who took a request in is told what the family would be', async () => {
  const coordinator = await aCoordinator(world);
  const request = await aRide(world, {}, { coordinator });
  const { claimId, home } = await aProposedClaim(world, { request });
  const claimCodes = async () => (await codesFor(coordinator)).filter((code) => code.startsWith('CLAIM_')).sort();
  expect(await claimCodes()).toEqual(['CLAIM_PROPOSED']);
  await moved(world, 'acceptClaim', coordinator, claimId);
  await moved(world, 'markDelivered', home, claimId);
  expect(await claimCodes()).toEqual(['CLAIM_DELIVERED', 'CLAIM_PROPOSED']);
  // To the queue of all coordinators, and once to this one.
  await moved(world, 'disputeClaim', home, claimId);
  expect(await claimCodes()).toEqual(['CLAIM_DELIVERED', 'CLAIM_DISPUTED', 'CLAIM_PROPOSED']);
});

it('two releases at once leave two marks, and both are seen', async () => {
  const home = await aVouchedHome(world);
  const claims = [await anAcceptedClaim(world, { home }), await anAcceptedClaim(world, { home })];
  for (const { claimId } of claims) await openHandoff(world, home, claimId);
  await Promise.all(claims.map(({ claimId }) => moved(world, 'releaseClaim', home, claimId, { reason: 'OTHER' })));
  const { viewer } = await world.ask<{ viewer: { waitingFor: string[] } }>('{ viewer { waitingFor } }', {}, home);
  expect(viewer.waitingFor).not.toEqual([]);
});

it('what lapsed out of an offer is taken whole by the next, before any sweep', async () => {
  const home = await aVouchedHome(world);
  const its = { skill: 'TUTORING', mode: 'REMOTE', minutes: 60, maySplit: true, window: null };
  const offer = await aTimeOffer(world, home, { minutes: 60, skills: ['TUTORING'], modes: ['REMOTE'] });
  const [late, next] = [await aTimeRequest(world, its), await aTimeRequest(world, its)];
  const taken = { offerId: offer.offerId, lines: [{ requestLineId: late.lineIds[0], quantity: 30 }] };
  expect((await claimRequest(world, home, late.requestId, taken)).claim).toBeDefined();
  world.clock.advance({ days: 1 });
  const { claim } = await claimRequest(world, home, next.requestId, { offerId: offer.offerId });
  expect(claim).toBeDefined();
  expect(await quantitiesOf(world, next.requestId)).toMatchObject([{ held: 60 }]);
});

const sweepAll = () => world.get(RunSweeps).all(world.clock.now());
const listedFor = async (home: TestHome) => {
  const { requests } = await world.ask<{ requests: { edges: { node: { id: string; urgency: string } }[] } }>(
    '{ requests(first: 50) { edges { node { id urgency } } } }',
    {},
    { token: home.token },
  );
  return requests.edges.map(({ node }) => node);
};
const toMidnight = () => {
  // New York in summer: its day ends at four.
  const day = 86_400_000;
  const shifted = world.clock.now().getTime() - 4 * 3_600_000;
  world.clock.set(new Date((Math.floor(shifted / day) + 1) * day + 4 * 3_600_000));
};

it.each(['ME', 'ANY_TRUSTED_HOME'])(
  'an hour after a window in which nobody came another home comes (%s)',
  async (acceptance) => {
    const request = await aRide(world, { window: windowIn(world, 0), acceptance });
    const plannedFor = tomorrow(world, 'AFTERNOON', 0);
    const late = await aProposedClaim(world, { request, home: await aTrustedHome(world), claim: { plannedFor } });
    if (acceptance === 'ME') await moved(world, 'acceptClaim', late.family, late.claimId);
    toMidnight();
    world.clock.advance({ hours: 1 });
    await sweepAll();
    const other = await aTrustedHome(world);
    expect((await listedFor(other)).map(({ id }) => id)).not.toContain(request.requestId);

    const family = { token: await comeBack(world, request.returnCode) };
    await moved(world, 'reportNoShow', family, late.claimId);
    await sweepAll();
    expect(await listedFor(other)).toContainEqual({ id: request.requestId, urgency: 'TODAY' });
    const { claim } = await claimRequest(world, other, request.requestId, {
      plannedFor: tomorrow(world, 'MORNING', 0),
    });
    const claimId = claim?.id ?? '';
    if (acceptance === 'ME') await moved(world, 'acceptClaim', family, claimId);
    expect(await openHandoff(world, other, claimId)).toHaveProperty('handoff');
    world.clock.advance({ hours: 9 });
    await sweepAll();
    await moved(world, 'markDelivered', other, claimId);
    await moved(world, 'confirmReceipt', { token: await comeBack(world, request.returnCode) }, claimId);
    await sweepAll();
    const { rows } = await world.instance.owner.database.query(
      'ending-in-test',
      'SELECT ending FROM request WHERE id = $1',
      [request.requestId],
    );
    expect(rows).toEqual([{ ending: 'FULFILLED' }]);
  },
);

it('nobody comes the next day either: then it expires', async () => {
  const request = await aRide(world, { window: windowIn(world, 0) });
  const late = await anAcceptedClaim(world, { request, claim: { plannedFor: tomorrow(world, 'AFTERNOON', 0) } });
  toMidnight();
  world.clock.advance({ hours: 1 });
  await moved(world, 'reportNoShow', { token: await comeBack(world, request.returnCode) }, late.claimId);
  const statusNow = async () => {
    const { request: its } = await world.ask<{ request: { status: string } }>(
      'query ($id: ID!) { request(id: $id) { status } }',
      { id: request.requestId },
      { token: await comeBack(world, request.returnCode) },
    );
    return its.status;
  };
  world.clock.advance({ hours: 46 });
  await sweepAll();
  expect(await statusNow()).toBe('OPEN');
  // A day after the window that it has now.
  world.clock.advance({ hours: 25 });
  await sweepAll();
  expect(await statusNow()).toBe('EXPIRED');
});

const aSeries = async () => {
  const window = { ...windowIn(world, 1), until: dateIn(world, 1) };
  const series = await aRide(world, { window, series: { rule: 'FREQ=DAILY;COUNT=4' } });
  const { request } = await world.ask<{ request: { occurrences: { id: string; window: { from: string } }[] } }>(
    `query ($id: ID!) { request(id: $id) { occurrences { id window { from } } } }`,
    { id: series.requestId },
    { token: series.token },
  );
  const its = (at: number): Json => {
    const occurrence = request.occurrences[at];
    return { occurrenceId: occurrence?.id, plannedFor: { date: occurrence?.window.from, half: 'AFTERNOON' } };
  };
  return { series, its };
};

it('of a series only the time that was missed is for today, and only that is open again', async () => {
  const { series, its } = await aSeries();
  const late = await anAcceptedClaim(world, { request: series, claim: its(0) });
  toMidnight();
  toMidnight();
  world.clock.advance({ hours: 1 });
  await sweepAll();
  const family = { token: await comeBack(world, series.returnCode) };
  await moved(world, 'reportNoShow', family, late.claimId);
  const other = await aVouchedHome(world);
  expect(await listedFor(other)).toContainEqual({ id: series.requestId, urgency: 'THIS_WEEK' });
  const missed = { ...its(0), plannedFor: tomorrow(world, 'AFTERNOON', 0) };
  expect((await claimRequest(world, other, series.requestId, missed)).claim).toMatchObject({ status: 'PROPOSED' });
  expect((await quantitiesOf(world, series.requestId)).map(({ held }) => held)).toEqual([2, 0, 0, 0]);
});

it('who was confirmed on a series has a day to take the times that nobody took', async () => {
  const { series, its } = await aSeries();
  const [first, other] = [await aDeliveredClaim(world, { request: series, claim: its(0) }), await aVouchedHome(world)];
  await claimRequest(world, other, series.requestId, its(2));
  await moved(world, 'confirmReceipt', first.family, first.claimId);
  expect(await codesFor(first.home)).toContain('FIRST_REFUSAL');
  const refusal = { code: 'FIRST_REFUSAL' };
  expect(await claimRequest(world, other, series.requestId, its(3))).toMatchObject({
    ...refusal,
    retryAfterSeconds: 86_400,
  });
  // Never beyond the opening of the window.
  expect(await claimRequest(world, other, series.requestId, its(1))).toMatchObject(refusal);
  expect((await claimRequest(world, first.home, series.requestId, its(1))).claim).toBeDefined();
  world.clock.advance({ days: 1 });
  expect((await claimRequest(world, other, series.requestId, its(3))).claim).toBeDefined();
});
