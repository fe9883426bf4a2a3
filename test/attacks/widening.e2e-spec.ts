/** A request is known where it has widened to and nowhere else: proved at every instant of every schedule, for every viewer, at every door. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Urgency } from '../../src/kernel/help.js';
import { RequestReach } from '../../src/kernel/widening.js';
import { bytesOf, keptAwayDigest, keptAwaySecret } from '../../src/request/kept-away.js';
import { WidenRequests } from '../../src/request/sweeps/widen-requests.js';
import { WIDEN_DUE } from '../../src/request/widening.store.js';
import { tomorrow } from '../world/claims.js';
import { aGrocery, aMoneyRequest, comeBack, type TestRequest } from '../world/families.js';
import { aCoordinator, aPartner, aSecretKey, theHost, theHostsCoordinator } from '../world/people.js';
import { aWrittenHome, aWrittenOffer, type WrittenHome } from '../world/rows.js';
import { aCircleLink, aWrittenCircle, ownCircleOf } from '../world/widened.js';
import { type Caller, World } from '../world/world.js';
import { report } from './scale.js';

/** How far a request has to be known before each home may learn of it; null: never. */
const ladder = {
  'in its circle': 'CIRCLE',
  'in a linked circle': 'LINKED',
  'in a circle whose link is only proposed': 'NETWORK',
  'in a circle linked with the linked one': 'NETWORK',
  'in another circle': 'NETWORK',
  'of another partner': 'NETWORK',
  'hidden from': null,
  blocked: null,
  paused: null,
  'not vouched for': null,
  'that has not agreed': null,
} as const;
type Name = keyof typeof ladder;
const names = Object.keys(ladder) as Name[];

interface Viewing extends WrittenHome {
  readonly offerId: string;
}
interface Posted extends TestRequest {
  readonly urgency: Urgency;
  readonly widensTo: RequestReach;
}

let world: World;
/** Who is no home, and has nothing to do with them. A family comes back each time: its session ends in 15 minutes. */
let others: Readonly<Record<string, () => Promise<Caller>>>;
/** Trips that were suggested, over all instants. */
let trips = 0;
const homes = new Map<Name, Viewing>();
const posted: Posted[] = [];
const sql = <T extends object>(text: string, values: readonly unknown[] = []) =>
  world.instance.owner.database.query<T>(text.slice(0, 60), text, values);

beforeAll(async () => {
  world = await World.open({ SUGGESTIONS_PER_DAY: '1000000', COORDINATOR_PAGES_PER_DAY: '1000000' });
  const { partnerId } = await theHost(world);
  const foreign = await aPartner(world);
  const own = await ownCircleOf(world, partnerId);
  const circle = (name: string) => aWrittenCircle(world, partnerId, name);
  const [linked, proposed, second, other] = [
    await circle('A'),
    await circle('B'),
    await circle('C'),
    await circle('D'),
  ];
  await aCircleLink(world, own, linked);
  await aCircleLink(world, proposed, own, false);
  await aCircleLink(world, linked, second);
  const where: Partial<Record<Name, string>> = {
    'in a linked circle': linked,
    'in a circle whose link is only proposed': proposed,
    'in a circle linked with the linked one': second,
    'in another circle': other,
    'of another partner': await ownCircleOf(world, foreign.partnerId),
  };
  for (const name of names) {
    const home = await aWrittenHome(world, {
      paused: name === 'paused',
      vouched: name !== 'not vouched for',
      agreed: false,
    });
    await sql(
      'UPDATE home SET circle_id = c.id, partner_id = c.partner_id FROM circle c WHERE home.id = $1 AND c.id = $2',
      [home.homeId, where[name] ?? own],
    );
    homes.set(name, { ...home, offerId: await aWrittenOffer(world, { homeId: home.homeId, reachRings: 12 }) });
  }
  await sql(
    `INSERT INTO agreement_acceptance (home_id, partner_id, version, accepted_on)
     SELECT id, partner_id, 1, '2026-01-01' FROM home WHERE id <> $1`,
    [homes.get('that has not agreed')?.homeId],
  );
  const secret = keptAwaySecret(world.instance.secrets);
  for (const urgency of Object.values(Urgency)) {
    for (const widensTo of Object.values(RequestReach)) {
      const request = await aGrocery(world, { urgency, widensTo, window: null, sharesTrip: true });
      const { requestId } = request;
      const hidden = keptAwayDigest(secret, homes.get('hidden from')?.emailDigest ?? Buffer.alloc(0), requestId);
      const blocked = keptAwayDigest(secret, bytesOf(homes.get('blocked')?.homeId ?? ''), requestId);
      await sql('INSERT INTO request_hidden (request_id, digest) VALUES ($1, $2)', [requestId, hidden]);
      await sql('INSERT INTO request_block (request_id, digest) VALUES ($1, $2)', [requestId, blocked]);
      posted.push({ ...request, urgency, widensTo });
    }
  }
  // Money is listed for nobody: its family is in no home's way.
  const { returnCode } = await aMoneyRequest(world);
  const [coordinator, server] = [await aCoordinator(world, foreign), await aSecretKey(world, { partner: foreign })];
  others = {
    nobody: async () => ({}),
    'another family': async () => ({ token: await comeBack(world, returnCode) }),
    'a coordinator of another partner': async () => ({ token: coordinator.token }),
    'a server of another partner': async () => ({ partnerKey: server.key }),
  };
}, 60_000);
afterAll(async () => {
  await world.close();
});

const LISTS = `query ($offerId: ID!) {
  plain: requests(first: 50) { edges { node { id } } }
  kind: requests(first: 50, filter: { kinds: [GROCERY] }) { edges { node { id } } }
  any: requests(first: 50, filter: { urgency: [TODAY, THIS_WEEK, WHENEVER] }) { edges { node { id } } }
  near: suggestedRequests(offerId: $offerId, first: 50) { request { id } }
  trips: suggestedRuns(offerId: $offerId, first: 20) { stops { request { id } } }
}`;
/** Each asked alone: one that is not for somebody leaves the others unanswered. */
const LISTS_OF_OTHERS = [
  '{ requests(first: 50) { edges { node { id } } } }',
  '{ myRequests { id } }',
  '{ textsToReview(first: 50) { edges { node { id } } } }',
  '{ waitingForCoordinators(first: 50) { edges { node { subjectId } } } }',
  '{ notices(first: 50) { edges { node { subjectId } } } }',
];
/** An operation asks for at most eight. */
const pagesOf = (requests: readonly Posted[]) =>
  `{ ${requests.map(({ requestId }, at) => `r${at}: request(id: "${requestId}") { id reach widensTo widensOn }`).join(' ')} }`;

interface Suggested {
  readonly request: { readonly id: string };
}
interface Edges {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
}

/** What a home is told of, by door. */
async function doorsOf({ token, offerId }: Viewing): Promise<Record<string, string[]>> {
  const lists = await world.call<
    Record<string, Edges> & {
      near: readonly Suggested[] | null;
      trips: readonly { stops: readonly Suggested[] }[] | null;
    }
  >(LISTS, { offerId }, { token });
  type Page = { id: string; reach: null; widensOn: null };
  const read: Page[] = [];
  for (const half of [posted.slice(0, 5), posted.slice(5)]) {
    const pages = await world.ask<Record<string, Page | null>>(pagesOf(half), {}, { token });
    read.push(...Object.values(pages).flatMap((page) => page ?? []));
  }
  // How far it is known is none of a home's business.
  expect(read.filter(({ reach, widensOn }) => reach !== null || widensOn !== null)).toEqual([]);
  const of = (list: Edges | undefined) => (list?.edges ?? []).map(({ node }) => node.id);
  return {
    plain: of(lists.data['plain']),
    kind: of(lists.data['kind']),
    any: of(lists.data['any']),
    suggested: (lists.data.near ?? []).map(({ request }) => request.id),
    onTrips: (lists.data.trips ?? []).flatMap(({ stops }) => stops.map(({ request }) => request.id)),
    page: read.map(({ id }) => id),
  };
}

interface Stored {
  readonly id: string;
  readonly reach: RequestReach;
  readonly widens_at: Date | null;
}
const stored = async () => (await sql<Stored>('SELECT id, reach, widens_at FROM request')).rows;
const STEPS = Object.values(RequestReach);

/** For each request how far it may be known at this instant, as its marks said before. */
type Known = ReadonlyMap<string, RequestReach>;

async function expectKnown(known: Known): Promise<void> {
  for (const [name, home] of homes) {
    const needed = ladder[name];
    const may = posted
      .filter(({ requestId }) => needed && STEPS.indexOf(known.get(requestId) ?? 'CIRCLE') >= STEPS.indexOf(needed))
      .map(({ requestId }) => requestId)
      .toSorted();
    const { onTrips = [], ...doors } = await doorsOf(home);
    for (const [door, ids] of Object.entries(doors)) {
      expect({ name, door, ids: ids.toSorted() }).toEqual({ name, door, ids: may });
    }
    // Of trips the fullest are told, not all that there are.
    trips += onTrips.length;
    expect({ name, beyond: onTrips.filter((id) => !may.includes(id)) }).toEqual({ name, beyond: [] });
  }
}

/** Whatever they ask for, no answer names one of the requests: not who is told nothing, nor who has lists of their own. */
async function expectNobodyElse(): Promise<void> {
  for (const [name, come] of Object.entries(others)) {
    const caller = await come();
    const documents = [...LISTS_OF_OTHERS, pagesOf(posted.slice(0, 5)), pagesOf(posted.slice(5))];
    const told: string[] = [];
    for (const document of documents) told.push(JSON.stringify((await world.call(document, {}, caller)).data));
    const ids = posted.map(({ requestId }) => requestId).filter((id) => told.some((text) => text.includes(id)));
    expect({ name, ids }).toEqual({ name, ids: [] });
  }
}

const refusalOf: Partial<Record<Name, string>> = {
  paused: 'HOME_PAUSED',
  'not vouched for': 'NOT_VOUCHED',
  'that has not agreed': 'AGREEMENT_NEEDED',
};

const CLAIM_RUN = `mutation ($input: ClaimRunInput!) {
  claimRun(input: $input) { __typename ... on Refusal { code } }
}`;

const CLAIM = `mutation ($input: ClaimRequestInput!) {
  claimRequest(input: $input) { __typename ... on Refusal { code } }
}`;

/** Whoever may not learn of it claims nothing, and is suggested to nobody. */
async function expectNoWayIn(request: Posted, reach: RequestReach): Promise<void> {
  const outside = names.filter((name) => {
    const needed = ladder[name];
    return needed === null || STEPS.indexOf(reach) < STEPS.indexOf(needed);
  });
  for (const name of outside) {
    const home = homes.get(name);
    const input = { requestId: request.requestId, plannedFor: tomorrow(world) };
    const { claimRequest } = await world.ask<{ claimRequest: { code?: string } }>(CLAIM, { input }, home);
    expect({ name, code: claimRequest.code }).toEqual({ name, code: refusalOf[name] ?? 'NOT_FOUND' });
    const other = posted.find(({ requestId }) => requestId !== request.requestId) ?? request;
    const run = {
      ...input,
      requestId: undefined,
      offerId: home?.offerId,
      occurrenceIds: [request.occurrenceId, other.occurrenceId],
    };
    const { claimRun } = await world.ask<{ claimRun: { code?: string } }>(CLAIM_RUN, { input: run }, home);
    expect({ name, onTrip: claimRun.code }).toEqual({ name, onTrip: refusalOf[name] ?? 'NOT_FOUND' });
  }
  const token = await comeBack(world, request.returnCode ?? '');
  const asks = [{ token }, await theHostsCoordinator(world)].map((caller) =>
    world.ask<{ suggestedOffers: { offer: { id: string } }[] }>(
      'query ($requestId: ID!) { suggestedOffers(requestId: $requestId, first: 50) { offer { id } } }',
      { requestId: request.requestId },
      caller,
    ),
  );
  // A family may ask a home that has yet to agree: it is not shown anything for being suggested.
  const agreeing = homes.get('that has not agreed')?.offerId ?? '';
  const outsiders = outside.flatMap((name) => homes.get(name)?.offerId ?? []).filter((id) => id !== agreeing);
  for (const { suggestedOffers } of await Promise.all(asks)) {
    const ids = suggestedOffers.map(({ offer }) => offer.id).filter((id) => id !== agreeing);
    expect(ids.filter((id) => outsiders.includes(id))).toEqual([]);
    expect(ids.length).toBe(names.length - outside.length);
  }
}

describe('at every instant of every schedule', () => {
  it('a request is known to those inside, at every door, and to nobody else', async () => {
    const known = new Map<string, RequestReach>(posted.map(({ requestId }) => [requestId, 'CIRCLE']));
    await expectKnown(known);
    let marks = 0;
    for (;;) {
      const due = (await stored())
        .filter(({ widens_at }) => widens_at)
        .toSorted((a, b) => Number(a.widens_at) - Number(b.widens_at));
      const [next] = due;
      if (!next?.widens_at) break;
      const mark = next.widens_at.getTime();
      const request = posted.find(({ requestId }) => requestId === next.id);
      if (!request) throw new Error('somebody else posted');
      // Until the mark a sweep does nothing, and after it nothing has happened before a sweep has run.
      world.clock.set(new Date(mark - 1));
      expect(await world.get(WidenRequests).run(world.clock.now())).toBe(0);
      await expectNoWayIn(request, next.reach);
      world.clock.set(new Date(mark + 59_000));
      await expectKnown(known);
      world.clock.set(new Date(mark));
      for (const { id, reach, widens_at } of due) {
        if (Number(widens_at) <= mark) known.set(id, STEPS[STEPS.indexOf(reach) + 1] ?? 'NETWORK');
      }
      await world.get(WidenRequests).run(world.clock.now());
      await expectKnown(known);
      await expectNoWayIn(request, known.get(request.requestId) ?? 'CIRCLE');
      await expectNobodyElse();
      marks += 1;
    }
    // Those that go to the network took two steps, those for linked circles one; two may share a mark.
    expect(marks).toBeGreaterThanOrEqual(6);
    expect(trips).toBeGreaterThan(marks);
    expect([...known.values()].toSorted()).toEqual(posted.map(({ widensTo }) => widensTo).toSorted());
    expect((await sql('SELECT FROM notice WHERE home_id IS NOT NULL')).rows).toEqual([]);
    report('widening', {
      schedules: posted.length,
      viewers: names.length + Object.keys(others).length,
      marks,
      leaks: 0,
    });
  }, 60_000);

  it('the family narrows it at once, and a link that ends or a circle that is left takes it away', async () => {
    const known = new Map<string, RequestReach>(posted.map(({ requestId, widensTo }) => [requestId, widensTo]));
    const everywhere = posted.filter(({ widensTo }) => widensTo === 'NETWORK');
    for (const [at, { requestId, returnCode }] of everywhere.entries()) {
      const widensTo = at === 0 ? 'CIRCLE' : 'LINKED';
      const { changeWidening } = await world.ask<{ changeWidening: { request: object } }>(
        `mutation ($input: ChangeWideningInput!) {
          changeWidening(input: $input) { ... on RequestChanged { request { reach widensTo widensOn } } ... on Refusal { code } }
        }`,
        { input: { requestId, widensTo } },
        { token: await comeBack(world, returnCode ?? '') },
      );
      expect(changeWidening).toEqual({ request: { reach: widensTo, widensTo, widensOn: null } });
      known.set(requestId, widensTo);
    }
    await expectKnown(known);
    await sql('DELETE FROM circle_link WHERE agreed_on IS NOT NULL');
    const linked = homes.get('in a linked circle');
    if (!linked) throw new Error('it has its home');
    expect(await doorsOf(linked)).toEqual({ plain: [], kind: [], any: [], suggested: [], onTrips: [], page: [] });
  });
});

describe('what is due', () => {
  it('is found by its index in one statement, in a plan that knows no values', async () => {
    // So many that reading all of them would not do.
    await sql(
      `INSERT INTO request SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'alias', 'Heron ' || n,
       'widens_to', 'NETWORK', 'reach', 'CIRCLE', 'widens_at', now() + interval '1 minute' * n))).*
     FROM request r, generate_series(1, 5000) AS n WHERE r.id = $1`,
      [posted[0]?.requestId],
    );
    await sql('ANALYZE request');
    const plan = await world.instance.owner.database.transaction(async (tx) => {
      await tx.query('generic', "SELECT set_config('plan_cache_mode', 'force_generic_plan', true)");
      await tx.query('prepare', `PREPARE widen (timestamptz, bigint) AS ${WIDEN_DUE}`);
      const { rows } = await tx.query<{ 'QUERY PLAN': string }>('explain', 'EXPLAIN EXECUTE widen (now(), 60000)');
      await tx.query('forget', 'DEALLOCATE widen');
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('Index Scan using requests_to_widen');
    expect(plan).not.toContain('Seq Scan');
    expect(plan).not.toContain('Hash Join');
  });
});
