/** A plan for a circle: what is best for most, with a reason for every line; proposed, and skipped where something changed; and whatever goes wrong. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ForgetDispatch } from '../src/dispatch/forget-dispatch.js';
import { PlanLimits } from '../src/dispatch/plan-limits.js';
import { PlanRunner } from '../src/dispatch/plan-runner.js';
import { claimRequest, move } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aRide, aTimeRequest, type Json, type TestRequest, windowIn } from './world/families.js';
import { aGroceryOffer, aRideOffer, aTimeOffer, dateIn } from './world/offers.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aPublishableKey,
  type TestCoordinator,
  type TestHome,
  type TestPartner,
} from './world/people.js';
import { survivors } from './world/processes.js';
import { ownCircleOf } from './world/widened.js';
import { World } from './world/world.js';

interface Line {
  readonly id: string;
  readonly trip: number;
  readonly outcome: string;
  readonly claimId: string | null;
  readonly plannedFor: Json;
  readonly skipped: { readonly code: string; readonly text: string } | null;
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
  readonly request: { readonly id: string; readonly alias: string };
  readonly offer: { readonly id: string; readonly home: { readonly shortName: string } };
}
interface Plan {
  readonly id: string;
  readonly state: string;
  readonly progress: number;
  readonly gap: Json | null;
  readonly allPairs: boolean;
  readonly planned: number;
  readonly proposed: number;
  readonly skipped: number;
  readonly refusal: { readonly code: string; readonly text: string } | null;
  readonly lines: { readonly edges: readonly { readonly node: Line }[]; readonly pageInfo: Json };
  readonly unserved: {
    readonly edges: readonly { readonly node: { request: { id: string }; because: { code: string; text: string } } }[];
  };
}

const PLAN = `id state progress gap { objective share } allPairs planned proposed skipped refusal { code text }
  lines(first: 50) { pageInfo { hasNextPage endCursor } edges { node { id trip outcome plannedFor { date half } claimId
    skipped { code text } reasons { code text } request { id alias } offer { id home { shortName } } } } }
  unserved(first: 50) { edges { node { request { id } because { code text } } } }`;

let world: World;
let partner: TestPartner;
let coordinator: TestCoordinator;
let key: string;
let circleId: string;

beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.close();
});
// A circle of its own for each story.
beforeEach(async () => {
  partner = await aPartner(world);
  coordinator = await aCoordinator(world, partner);
  ({ key } = await aPublishableKey(world, { partner }));
  circleId = await ownCircleOf(world, partner.partnerId);
});

const aNeighbour = (its: Parameters<typeof aHome>[1] = {}): Promise<TestHome> =>
  aHome(world, { ...its, partnerKey: key, vouchedBy: coordinator });
const taken = (its: Json = {}) => aGrocery(world, its, { coordinator });

async function does(mutation: string, input: Json, who = coordinator, language?: string): Promise<Json> {
  const Input = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await world.call<Record<string, Json>>(
    `mutation ($input: ${Input}!) { ${mutation}(input: $input) { ... on DispatchPlanned { plan { id state } } ... on Refusal { code path message } } }`,
    { input },
    { token: who.token, language },
  );
  return data?.[mutation] ?? { error: errors[0]?.extensions.code };
}
const plans = (its: Json = {}, who = coordinator) =>
  does('planDispatch', { circleId, kinds: ['GROCERY', 'RIDE', 'TIME'], horizon: dateIn(world, 3), ...its }, who);
async function read(id: string, who = coordinator, language?: string): Promise<Plan | null> {
  const { dispatchPlan } = await world.ask<{ dispatchPlan: Plan | null }>(
    `query ($id: ID!) { dispatchPlan(id: $id) { ${PLAN} } }`,
    { id },
    { token: who.token, language },
  );
  return dispatchPlan;
}
async function until(id: string, ...states: string[]): Promise<Plan> {
  for (let wait = 0; wait < 600; wait += 1) {
    const plan = await read(id);
    if (plan && states.includes(plan.state)) return plan;
    await delay(50);
  }
  throw new Error('the plan did not get there');
}
async function planned(its: Json = {}): Promise<Plan> {
  const { plan } = (await plans(its)) as { plan: { id: string } }; // What is no refusal is a plan.
  return until(plan.id, 'READY', 'FAILED');
}
const linesOf = (plan: Plan) => plan.lines.edges.map(({ node }) => node);
const who = (plan: Plan) => new Map(linesOf(plan).map(({ request, offer }) => [request.id, offer.id]));
const why = (plan: Plan) => new Map(plan.unserved.edges.map(({ node }) => [node.request.id, node.because.code]));
const asOwner = <Row extends object>(text: string, values: unknown[] = []) =>
  world.instance.owner.database.query<Row>(`dispatch ${text.slice(0, 40)} ${values.length}`, text, values);
async function claimsOf(): Promise<number> {
  return (await asOwner('SELECT FROM claim WHERE partner_id = $1', [partner.partnerId])).rowCount;
}

describe('a plan', () => {
  it('serves the most pressing first, tells why for every line, and is proposed in the coordinator’s name', async () => {
    const [one, other] = [await aNeighbour({ languages: ['es'] }), await aNeighbour({ name: 'Oak House' })];
    const offers = [await aGroceryOffer(world, one, { runs: 1 }), await aGroceryOffer(world, other, { runs: 1 })];
    const whenever = await taken({ urgency: 'WHENEVER' });
    const today = await taken({ urgency: 'TODAY', languages: ['es'] });
    const thisWeek = await taken({ urgency: 'THIS_WEEK' });
    const plan = await planned();
    expect(plan).toMatchObject({ state: 'READY', progress: 1, gap: null, allPairs: true, planned: 2, refusal: null });
    expect(linesOf(plan).map(({ request }) => request.id)).toEqual([today.requestId, thisWeek.requestId]);
    expect([...who(plan).values()].sort()).toEqual(offers.map(({ offerId }) => offerId).sort());
    expect(why(plan)).toEqual(new Map([[whenever.requestId, 'OTHERS_NEED_IT_MORE']]));
    // The same as a suggestion of the two gives, but for who is on duty at the moment.
    for (const { request, offer, reasons } of linesOf(plan)) {
      const { suggestedOffers } = await world.ask<{ suggestedOffers: Pick<Line, 'offer' | 'reasons'>[] }>(
        'query ($id: ID!) { suggestedOffers(requestId: $id) { offer { id } reasons { code text } } }',
        { id: request.id },
        { token: coordinator.token },
      );
      const suggested = suggestedOffers.find((its) => its.offer.id === offer.id)?.reasons ?? [];
      expect(reasons).toEqual(suggested.filter(({ code }) => !code.endsWith('COORDINATOR')));
    }
    const inSpanish = await read(plan.id, coordinator, 'es');
    expect(inSpanish && linesOf(inSpanish)[0]?.reasons[0]).toEqual({ code: 'NEEDED_TODAY', text: 'Se necesita hoy.' });
    expect(inSpanish?.unserved.edges[0]?.node.because.text).toBe(
      'Hay ofertas que encajan, y todas hacen falta para otras personas.',
    );
    expect(await claimsOf()).toBe(0);

    expect(await does('applyDispatch', { planId: plan.id })).toMatchObject({ plan: { state: 'APPLYING' } });
    const applied = await until(plan.id, 'APPLIED');
    expect(applied).toMatchObject({ planned: 0, proposed: 2, skipped: 0 });
    for (const { claimId, offer, plannedFor } of linesOf(applied)) {
      const home = offer.id === offers[0]?.offerId ? one : other;
      const { claim } = await world.ask<{ claim: Json }>(
        'query ($id: ID!) { claim(id: $id) { status proposedBy waitingFor plannedFor { date half } } }',
        { id: claimId },
        { token: home.token },
      );
      const waiting = { status: 'PROPOSED', proposedBy: 'COORDINATOR', waitingFor: ['HOME', 'FAMILY'] };
      expect(claim).toEqual({ ...waiting, plannedFor });
      expect(await move(world, 'declineClaim', home, claimId ?? '')).toMatchObject({ claim: { status: 'DECLINED' } });
    }
    expect(await does('applyDispatch', { planId: plan.id })).toMatchObject({ code: 'WRONG_STATE' });
    expect(await does('cancelDispatch', { planId: plan.id })).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('asks nobody twice while another was not asked, and no home for two things in one half-day', async () => {
    const homes = [await aNeighbour(), await aNeighbour(), await aNeighbour()];
    for (const home of homes) await aGroceryOffer(world, home, { runs: 5 });
    for (let at = 0; at < 5; at += 1) await taken();
    const lines = linesOf(await planned());
    const times = Object.values(Object.groupBy(lines, ({ offer }) => offer.id)).map((its) => its?.length);
    expect(times.sort()).toEqual([1, 2, 2]);
    const halves = lines.map(({ offer, plannedFor }) => JSON.stringify([offer.id, plannedFor]));
    expect(new Set(halves).size).toBe(5);
  });

  it('says of each request that nobody is asked for why, and never that somebody hid', async () => {
    const home = await aNeighbour();
    await aGroceryOffer(world, home, { reachKm: 5 });
    await aRideOffer(world, home, { windows: [{ ...windowIn(world, 1) }] });
    await aTimeOffer(world, home, { skills: ['PAPERWORK'], languages: ['en'] });
    const far = await taken({ place: { postalCode: { country: 'US', code: '90001' } } });
    const hidden = await taken({ hideFromHomes: [{ email: home.email }] });
    const trusted = await taken({ minimumTier: 'TRUSTED' });
    const late = await aRide(world, { window: windowIn(world, 3) }, { coordinator });
    const ramp = await aRide(world, { wheelchair: 'RAMP' }, { coordinator });
    const many = await aRide(world, { passengers: 8 }, { coordinator });
    const tutor = await aTimeRequest(world, { skill: 'TUTORING' }, { coordinator });
    const plan = await planned();
    expect(linesOf(plan)).toEqual([]);
    expect(why(plan)).toEqual(
      new Map([
        [far.requestId, 'OUT_OF_REACH'],
        [hidden.requestId, 'NONE_FITS'],
        [trusted.requestId, 'NOT_TRUSTED_ENOUGH'],
        [late.requestId, 'NO_COMMON_TIME'],
        [ramp.requestId, 'LACKS_FEATURE'],
        [many.requestId, 'TOO_LITTLE_LEFT'],
        [tutor.requestId, 'LACKS_SKILL'],
      ]),
    );
    const moneyless = await planned({ kinds: ['TIME'] });
    expect([...why(moneyless).keys()]).toEqual([tutor.requestId]);
  });

  it('leaves homes alone that have as many open claims as they may, and halves in which they are out already', async () => {
    const home = await aNeighbour();
    await aGroceryOffer(world, home, { runs: 5 });
    const before = await taken();
    await claimRequest(world, home, before.requestId);
    const next = await taken();
    const [line] = linesOf(await planned());
    // Tomorrow morning it is out.
    expect(line).toMatchObject({ request: { id: next.requestId }, plannedFor: { half: 'AFTERNOON' } });
    await asOwner(`UPDATE claim SET begun_half = begun_half WHERE home_id = $1`, [home.homeId]);
    const { config } = world.instance;
    for (let at = 0; at < config.openClaims.VOUCHED - 1; at += 1) {
      const { requestId } = await taken();
      expect(await claimRequest(world, home, requestId)).toHaveProperty('claim');
    }
    expect(why(await planned()).get(next.requestId)).toBe('HOMES_HAVE_ENOUGH');
  });

  it('skips what has changed meanwhile and says why, and leaves out what the coordinator leaves out', async () => {
    const homes = [await aNeighbour(), await aNeighbour(), await aNeighbour(), await aNeighbour()];
    for (const home of homes) await aGroceryOffer(world, home, { runs: 1 });
    const requests: TestRequest[] = [];
    for (let at = 0; at < 4; at += 1) requests.push(await taken());
    const plan = await planned();
    expect(plan.planned).toBe(4);
    const [claimed, withdrawn, left, stays] = linesOf(plan);
    const somebody = await aNeighbour();
    expect(await claimRequest(world, somebody, claimed?.request.id ?? '')).toHaveProperty('claim');
    const { withdrawRequest } = await world.ask<{ withdrawRequest: Json }>(
      'mutation ($input: WithdrawRequestInput!) { withdrawRequest(input: $input) { __typename } }',
      { input: { requestId: withdrawn?.request.id } },
      { token: coordinator.token },
    );
    expect(withdrawRequest).toEqual({ __typename: 'RequestChanged' });
    const wrong = { planId: plan.id, leaveOut: [randomUUID()] };
    expect(await does('applyDispatch', wrong)).toMatchObject({ code: 'INVALID_INPUT', path: ['leaveOut'] });
    expect(await does('applyDispatch', { planId: plan.id, leaveOut: [left?.id] })).toHaveProperty('plan');
    const applied = await until(plan.id, 'APPLIED');
    expect(linesOf(applied).map(({ id, outcome, skipped }) => [id, outcome, skipped?.code])).toEqual([
      [claimed?.id, 'SKIPPED', 'NOTHING_LEFT'],
      [withdrawn?.id, 'SKIPPED', 'NOT_FOUND'],
      [stays?.id, 'PROPOSED', undefined],
    ]);
    expect(linesOf(applied)[0]?.skipped?.text).toMatch(/./);
    expect(applied).toMatchObject({ proposed: 1, skipped: 2, planned: 0 });
  });

  it('puts rides on one trip where more are served so, and proposes such a trip whole or not at all', async () => {
    // Two homes that are free for one half-day each.
    const date = dateIn(world, 1);
    const morning = { windows: [{ from: date, fromHalf: 'MORNING', until: date, untilHalf: 'MORNING' }] };
    for (let at = 0; at < 2; at += 1) await aRideOffer(world, await aNeighbour(), { seats: 3, ...morning });
    const window = { from: date, fromHalf: 'MORNING', until: date, untilHalf: 'MORNING' };
    const shared = { passengers: 1, sharesTrip: true, window };
    for (let at = 0; at < 4; at += 1) await aRide(world, shared, { coordinator });
    const alone = await aRide(world, { ...shared, sharesTrip: false }, { coordinator });
    const plan = await planned();
    expect(plan).toMatchObject({ state: 'READY', planned: 4, gap: null });
    // Two and two: nobody is asked for three while another is asked for one.
    const trips = Map.groupBy(linesOf(plan), ({ trip }) => trip);
    expect([...trips.values()].map((its) => its.length)).toEqual([2, 2]);
    for (const its of trips.values()) expect(new Set(its.map(({ offer }) => offer.id)).size).toBe(1);
    expect(who(plan).has(alone.requestId)).toBe(false);
    await world.ask(
      'mutation ($input: WithdrawRequestInput!) { withdrawRequest(input: $input) { __typename } }',
      { input: { requestId: linesOf(plan)[0]?.request.id } },
      { token: coordinator.token },
    );
    await does('applyDispatch', { planId: plan.id });
    expect(await until(plan.id, 'APPLIED')).toMatchObject({ proposed: 2, skipped: 2 });
    // One home is out now; the other has one trip, for one of the two that are left.
    expect((await planned()).planned).toBe(1);
    const { rows } = await asOwner<{ request_id: string }>(
      'SELECT request_id FROM claim WHERE partner_id = $1 AND others_on_trip',
      [partner.partnerId],
    );
    expect(rows).toHaveLength(2);
    expect(rows.map((row) => row.request_id)).not.toContain(alone.requestId);
  });

  it('shops for several households on one trip where more are served so, each within what the home spends', async () => {
    const date = dateIn(world, 1);
    const window = { from: date, fromHalf: 'MORNING', until: date, untilHalf: 'MORNING' };
    const cents = (minor: number) => ({ minor, currency: 'USD' });
    const { offerId } = await aGroceryOffer(world, await aNeighbour(), {
      ...{ runs: 3, windows: [window], costCap: cents(10_000) },
    });
    const shared = { sharesTrip: true, window, budgetCeiling: cents(10_000) };
    const baskets = [await taken(shared), await taken(shared)];
    const dear = await taken({ ...shared, budgetCeiling: cents(10_001) });
    const alone = await taken({ ...shared, sharesTrip: false });
    const plan = await planned();
    expect(plan).toMatchObject({ planned: 2, gap: null });
    expect(who(plan)).toEqual(new Map(baskets.map(({ requestId }) => [requestId, offerId])));
    expect(new Set(linesOf(plan).map(({ trip }) => trip)).size).toBe(1);
    expect([...why(plan).keys()].sort()).toEqual([dear.requestId, alone.requestId].sort());
    await does('applyDispatch', { planId: plan.id });
    expect(await until(plan.id, 'APPLIED')).toMatchObject({ proposed: 2, skipped: 0 });
    const { rowCount } = await asOwner('SELECT FROM claim WHERE partner_id = $1 AND others_on_trip', [
      partner.partnerId,
    ]);
    expect(rowCount).toBe(2);
  });

  it('that is not known to be the best when its time is over says what may be better, and by how much', async () => {
    await aRideOffer(world, await aNeighbour(), { seats: 8 });
    // In fractions there is room for a quarter of the last one: it takes time to see that there is none in whole trips.
    for (const passengers of [2, 2, 3, 4]) await aRide(world, { passengers, window: null }, { coordinator });
    const limits = world.get(PlanLimits);
    const { wholeSeconds } = limits;
    limits.wholeSeconds = 0;
    const hurried = await planned().finally(() => {
      limits.wholeSeconds = wholeSeconds;
    });
    expect(hurried).toMatchObject({ state: 'READY', planned: 3, gap: { objective: 'NEEDED_THIS_WEEK', share: 0 } });
    expect(await planned()).toMatchObject({ state: 'READY', planned: 3, gap: null });
  });

  it('is read page by page, with cursors that serve no other list', async () => {
    const homes = [await aNeighbour(), await aNeighbour(), await aNeighbour()];
    for (const home of homes) await aGroceryOffer(world, home, { runs: 1 });
    for (let at = 0; at < 3; at += 1) await taken();
    const plan = await planned();
    const page = `query ($id: ID!, $after: String) { dispatchPlan(id: $id) {
      lines(first: 2, after: $after) { pageInfo { hasNextPage endCursor } edges { node { id } } } } }`;
    const asked = (after: string | null) =>
      world.call<{ dispatchPlan: Plan }>(page, { id: plan.id, after }, { token: coordinator.token });
    const first = (await asked(null)).data.dispatchPlan.lines;
    expect(first.pageInfo['hasNextPage']).toBe(true);
    const second = (await asked(String(first.pageInfo['endCursor']))).data.dispatchPlan.lines;
    expect([...first.edges, ...second.edges].map(({ node }) => node.id)).toEqual(linesOf(plan).map(({ id }) => id));
    const unserved = await world.call(
      `query ($id: ID!, $after: String) { dispatchPlan(id: $id) { unserved(after: $after) { edges { cursor } } } }`,
      { id: plan.id, after: first.pageInfo['endCursor'] },
      { token: coordinator.token },
    );
    expect(unserved.errors[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  it('is gone twelve hours later, with all that it named, and an hour after it was cancelled', async () => {
    await aGroceryOffer(world, await aNeighbour());
    await taken({ window: windowIn(world, 2) });
    const [plan, other] = [await planned(), await planned()];
    expect(await does('cancelDispatch', { planId: other.id })).toMatchObject({ plan: { state: 'CANCELLED' } });
    expect(await read(other.id)).toMatchObject({ state: 'CANCELLED', lines: { edges: [] } });
    expect(await does('applyDispatch', { planId: other.id })).toMatchObject({ code: 'WRONG_STATE' });
    world.clock.advance({ hours: 1, minutes: 1 });
    expect(await read(other.id)).toBeNull();
    expect(await read(plan.id)).toMatchObject({ state: 'READY' });
    world.clock.advance({ hours: 11 });
    expect(await read(plan.id)).toBeNull();
    await world.get(ForgetDispatch).run(world.clock.now());
    expect((await asOwner('SELECT FROM dispatch_plan WHERE partner_id = $1', [partner.partnerId])).rowCount).toBe(0);
    expect((await asOwner('SELECT FROM dispatch_line WHERE plan_id = $1', [plan.id])).rowCount).toBe(0);
  });

  it('forgets a request with its erasure', async () => {
    await aGroceryOffer(world, await aNeighbour());
    const { requestId } = await taken();
    const plan = await planned();
    await asOwner('DELETE FROM request WHERE id = $1', [requestId]);
    expect(await read(plan.id)).toMatchObject({ planned: 0, lines: { edges: [] } });
    expect(await does('applyDispatch', { planId: plan.id })).toHaveProperty('plan');
    expect(await until(plan.id, 'APPLIED')).toMatchObject({ proposed: 0 });
  });
});

describe('what goes wrong', () => {
  const changesNothing = async (attempt: () => Promise<Json>, refused: Json) => {
    const before = await everythingStored(world);
    expect(await attempt()).toMatchObject(refused);
    expect(await everythingStored(world)).toEqual(before);
  };

  it('is refused with a code, and changes nothing', async () => {
    const elsewhere = await ownCircleOf(world, (await aPartner(world)).partnerId);
    const cases: readonly (readonly [Json, Json])[] = [
      [{ horizon: dateIn(world, -2) }, { code: 'WINDOW_PAST', path: ['horizon'] }],
      [{ horizon: dateIn(world, 16) }, { code: 'WINDOW_TOO_FAR', path: ['horizon'] }],
      [{ kinds: [] }, { code: 'INVALID_INPUT', path: ['kinds'] }],
      [{ kinds: ['RIDE', 'MONEY'] }, { code: 'MONEY_THROUGH_PARTNER', path: ['kinds'] }],
      // One answer, whether it is another partner's or nobody's.
      [{ circleId: elsewhere }, { code: 'NOT_FOUND', path: null }],
      [{ circleId: randomUUID() }, { code: 'NOT_FOUND', path: null }],
      [{ circleId: 'no id at all' }, { code: 'NOT_FOUND', path: null }],
    ];
    for (const [its, refused] of cases) await changesNothing(() => plans(its), refused);
    const foreign = await planned().then(({ id }) => id);
    const stranger = await aCoordinator(world, await aPartner(world));
    expect(await read(foreign, stranger)).toBeNull();
    for (const planId of [foreign, randomUUID(), 'no id']) {
      await changesNothing(() => does('applyDispatch', { planId }, stranger), { code: 'NOT_FOUND' });
      await changesNothing(() => does('cancelDispatch', { planId }, stranger), { code: 'NOT_FOUND' });
    }
  });

  it('is for those who hand out work', async () => {
    const intake = await aCoordinator(world, partner, ['INTAKE', 'REVIEWER']);
    const admin = await aCoordinator(world, partner, ['ADMIN']);
    expect(await plans({}, intake)).toEqual({ error: 'NOT_ALLOWED' });
    const { plan } = (await plans({}, admin)) as { plan: { id: string } }; // What is no refusal is a plan.
    await until(plan.id, 'READY');
    expect(await read(plan.id, admin)).toMatchObject({ state: 'READY' });
    expect(await does('applyDispatch', { planId: plan.id }, admin)).toEqual({ error: 'NOT_ALLOWED' });
    const asIntake = await world.call('query ($id: ID!) { dispatchPlan(id: $id) { id } }', { id: plan.id }, intake);
    expect(asIntake.errors[0]?.extensions.code).toBe('NOT_ALLOWED');
  });

  it('two at once for a circle are one, and another circle has its own', async () => {
    await aGroceryOffer(world, await aNeighbour());
    await taken();
    const ids = (await Promise.all([plans(), plans({ kinds: ['TIME'] }), plans()])).map(
      (its) => (its as { plan: { id: string } }).plan.id, // What is no refusal is a plan.
    );
    expect(new Set(ids).size).toBe(1);
    const { rows } = await asOwner<{ count: number }>(
      'SELECT count(*)::integer AS count FROM dispatch_plan WHERE circle_id = $1',
      [circleId],
    );
    expect(rows).toEqual([{ count: 1 }]);
    await until(ids[0] ?? '', 'READY');
    expect(await plans()).not.toMatchObject({ plan: { id: ids[0] } });
  });

  async function aRunning(): Promise<{ id: string; pid: number }> {
    const { plan } = (await plans()) as { plan: { id: string } }; // What is no refusal is a plan.
    const runner = world.get(PlanRunner);
    for (let wait = 0; wait < 5_000; wait += 1) {
      const pid = runner.pidOf(plan.id);
      if (pid !== undefined) return { id: plan.id, pid };
      await delay(1);
    }
    throw new Error('no process was begun');
  }

  it('a solver that is killed in the middle leaves no plan, and says so', async () => {
    await aGroceryOffer(world, await aNeighbour());
    await taken();
    const { id, pid } = await aRunning();
    process.kill(pid, 'SIGKILL');
    const plan = await until(id, 'FAILED');
    expect(plan).toMatchObject({ planned: 0, lines: { edges: [] }, refusal: { code: 'PLAN_BROKEN_OFF' } });
    expect(await does('applyDispatch', { planId: id })).toMatchObject({ code: 'WRONG_STATE' });
    expect(await claimsOf()).toBe(0);
    expect((await planned()).state).toBe('READY');
  });

  it('a plan that is cancelled while it is worked out ends its process', async () => {
    await aGroceryOffer(world, await aNeighbour());
    await taken();
    const { id, pid } = await aRunning();
    expect(await does('cancelDispatch', { planId: id })).toMatchObject({ plan: { state: 'CANCELLED' } });
    expect(await survivors([pid], 5_000)).toEqual([]);
    expect(await read(id)).toMatchObject({ state: 'CANCELLED', lines: { edges: [] } });
  });

  it('a service that died over a plan leaves none that runs for ever', async () => {
    const write = (state: string) =>
      asOwner(
        `INSERT INTO dispatch_plan (id, circle_id, partner_id, kinds, horizon, state, worked_on_until, ends_at)
         VALUES (gen_random_uuid(), $1, $2, ARRAY['RIDE'], $3::timestamptz::date, $4, $3::timestamptz + interval '30 seconds', $3::timestamptz + interval '12 hours')
         RETURNING id`,
        [circleId, partner.partnerId, world.clock.now(), state],
      ) as Promise<{ rows: { id: string }[] }>; // As RETURNING says.
    const { rows } = await write('PLANNING');
    const id = rows[0]?.id ?? '';
    expect(await read(id)).toMatchObject({ state: 'PLANNING' });
    expect(await plans()).toMatchObject({ plan: { id } });
    const halfApplied = (await write('APPLYING')).rows[0]?.id ?? '';
    world.clock.advance({ seconds: 31 });
    expect(await read(id)).toMatchObject({ state: 'FAILED', refusal: { code: 'PLAN_BROKEN_OFF' } });
    expect((await planned()).state).toBe('READY');
    // What was proposed stays proposed, and applying again goes on with the rest.
    expect(await read(halfApplied)).toMatchObject({ state: 'READY' });
    expect(await does('applyDispatch', { planId: halfApplied })).toMatchObject({ plan: { state: 'APPLYING' } });
    await until(halfApplied, 'APPLIED');
  });

  it('50,000 open requests are refused with the bound', async () => {
    await asOwner('ALTER TABLE occurrence_line DISABLE TRIGGER listed_follows_lines');
    await asOwner(
      `WITH made AS (
         INSERT INTO request (id, kind, alias, partner_id, urgency, acceptance, published_cell, time_zone, posted_on, bucket, expires_at,
           listed, published)
         SELECT gen_random_uuid(), 'GROCERY', 'Many Herons ' || n, $1, 'WHENEVER', 'ME', '862a10727ffffff', 'America/New_York',
           '2026-06-01', 41000, '2100-01-01', true, true FROM generate_series(1, 50000) AS n RETURNING id),
       lines AS (INSERT INTO request_line (id, request_id, position, unit, quantity, divisible)
         SELECT gen_random_uuid(), id, 0, 'BAG', 1, true FROM made RETURNING id, request_id),
       times AS (INSERT INTO occurrence (id, request_id) SELECT gen_random_uuid(), id FROM made RETURNING id, request_id)
       INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity)
         SELECT times.id, lines.id, request_id, 1 FROM lines JOIN times USING (request_id)`,
      [partner.partnerId],
    );
    await asOwner('ALTER TABLE occurrence_line ENABLE TRIGGER listed_follows_lines');
    await asOwner('ANALYZE request');
    const refused = await plans();
    expect(refused).toMatchObject({ code: 'PLAN_TOO_LARGE', message: expect.stringContaining('2,000') });
    expect((await asOwner('SELECT FROM dispatch_plan WHERE circle_id = $1', [circleId])).rowCount).toBe(0);
  }, 120_000);
});
