/** Whoever looks is metered: so many different requests, handoffs, pages, suggestions and places a day, and no more, however many ask at once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../src/application.js';
import { WrittenMeters } from '../src/metering/written-meters.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { anAcceptedClaim, claimRequest, openHandoff } from './world/claims.js';
import { aGrocery, FLATBUSH } from './world/families.js';
import { aSession, aTraining } from './world/gatherings.js';
import { aMemberOf } from './world/members.js';
import { aGroceryOffer } from './world/offers.js';
import { aSecretKey, aVouchedHome, type TestHome, theHostsCoordinator } from './world/people.js';
import { Person } from './world/person.js';
import { type Caller, World } from './world/world.js';

const PAGE = 'query ($id: ID!) { request(id: $id) { id } }';
const LIST = '{ requests(first: 1) { edges { node { id } } } }';
const AREA = 'query ($place: PlaceInput!) { area(place: $place) { cell } }';
/** Until midnight in UTC, from three in the afternoon. */
const REST_OF_DAY = 9 * 3_600;

describe('meters', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({
      REQUEST_PAGES_PER_DAY: '5',
      LIST_PAGES_PER_DAY: '4',
      SUGGESTIONS_PER_DAY: '3',
      HANDOFF_OPENINGS_PER_DAY: '2',
      AREA_LOOKUPS_PER_DAY: '3',
      COORDINATOR_PAGES_PER_DAY: '4',
      PARTNER_PAGES_PER_DAY: '3',
      SIGN_UPS_PER_DAY: '3',
    });
  });
  afterAll(async () => {
    await world.close();
  });

  const codeOf = async (document: string, variables: Record<string, unknown>, caller: Caller) => {
    const { errors } = await world.call(document, variables, caller);
    return errors[0]?.extensions.code ?? 'OK';
  };
  /** The same, asked of another process. */
  const codeThere = async (
    app: NestFastifyApplication,
    query: string,
    variables: Record<string, unknown>,
    { token }: { token: string },
  ) => {
    const answer = await fetch(`${await app.getUrl()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { errors } = (await answer.json()) as { errors?: { extensions: { code: string } }[] }; // As GraphQL has it.
    return errors?.[0]?.extensions.code ?? 'OK';
  };
  const pageOf = (home: { token: string }, id: string = randomUUID()) => codeOf(PAGE, { id }, { token: home.token });
  const times = <T>(count: number, work: (at: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, at) => work(at)));
  const oneByOne = async <T>(count: number, work: (at: number) => Promise<T>) => {
    const all: T[] = [];
    for (let at = 0; at < count; at += 1) all.push(await work(at));
    return all;
  };
  const stored = async <T extends object>(name: string, text: string) =>
    (await world.instance.owner.database.query<T>(name, text)).rows;
  const write = (name: string, text: string, values: readonly unknown[]) =>
    world.instance.owner.database.query(name, text, values);
  const publish = () => world.get(RunSweeps).one('publish-requests', world.clock.now());

  describe('of trainings and actions that a home signs up for', () => {
    const signsUp = async (who: { readonly token: string }, sessionId: string) =>
      (await new Person(world, { token: who.token }).isRefused('signUpForSession', { sessionId }))?.code ?? 'OK';

    it('let it, with all its members, read as many addresses a day, of 12 at once, and those that it left count', async () => {
      const [coordinator, home] = [await theHostsCoordinator(world), await aVouchedHome(world)];
      const trainingId = await aTraining(world, coordinator);
      const sessions = await oneByOne(12, () => aSession(world, coordinator, { trainingId }));
      const other = await aMemberOf(world, home);
      const [first = '', ...rest] = sessions;
      expect(await signsUp(home, first)).toBe('OK');
      const keeper = new Person(world, { token: home.token });
      await keeper.does('cancelSignUp', { sessionId: first }, '... on SignUpCancelled { __typename }');
      const codes = await times(11, (at) => signsUp(at % 2 ? home : other, rest[at] ?? ''));
      expect(codes.filter((code) => code === 'OK')).toHaveLength(2);
      expect(codes.filter((code) => code === 'METER_USED_UP')).toHaveLength(9);
      expect(await signsUp(home, first)).toBe('OK');
      const rows = await stored<{ count: number }>('signed up', 'SELECT count(*)::integer AS count FROM sign_up');
      expect(rows).toEqual([{ count: 3 }]);
      const left = rest.find((_, at) => codes[at] !== 'OK') ?? '';
      world.clock.advance({ days: 1 });
      expect(await signsUp(home, left)).toBe('OK');
    });
  });

  describe('of requests by their id', () => {
    it('let exactly as many different ones through as there may be, of 30 at once', async () => {
      const home = await aVouchedHome(world);
      const codes = await times(30, () => pageOf(home));
      expect(codes.filter((code) => code === 'OK')).toHaveLength(5);
      expect(codes.filter((code) => code === 'METER_USED_UP')).toHaveLength(25);
    });

    it('count the same one once, at once and again, and show it still when all are used up', async () => {
      const home = await aVouchedHome(world);
      const request = await aGrocery(world);
      await publish();
      await times(10, () => pageOf(home, request.requestId));
      expect(await oneByOne(6, () => pageOf(home))).toEqual(['OK', 'OK', 'OK', 'OK', 'METER_USED_UP', 'METER_USED_UP']);
      const again = await world.ask(PAGE, { id: request.requestId }, { token: home.token });
      expect(again).toEqual({ request: { id: request.requestId } });
    });

    it('say when they begin anew, and do', async () => {
      const home = await aVouchedHome(world);
      await oneByOne(5, () => pageOf(home));
      const { errors } = await world.call(PAGE, { id: randomUUID() }, { token: home.token });
      expect(errors[0]?.extensions).toEqual({ code: 'METER_USED_UP', retryAfterSeconds: REST_OF_DAY });
      world.clock.advance({ hours: 9 });
      expect(await pageOf(home)).toBe('OK');
      world.clock.advance({ hours: 15 });
    });

    it('are the same in every process, and after a restart', async () => {
      const home = await aVouchedHome(world);
      const id = randomUUID();
      expect(await oneByOne(3, (at) => pageOf(home, at === 0 ? id : undefined))).toEqual(['OK', 'OK', 'OK']);
      const other = await createApplication(world.instance);
      await other.listen(0, '127.0.0.1');
      try {
        expect(await oneByOne(4, (at) => codeThere(other, PAGE, { id: at === 0 ? id : randomUUID() }, home))).toEqual([
          'OK',
          'OK',
          'OK',
          'METER_USED_UP',
        ]);
      } finally {
        await other.close();
      }
      expect(await pageOf(home)).toBe('METER_USED_UP');
      expect(await pageOf(home, id)).toBe('OK');
    });

    it('are nobody else’s', async () => {
      const [one, other] = [await aVouchedHome(world), await aVouchedHome(world)];
      await oneByOne(6, () => pageOf(one));
      expect(await pageOf(other)).toBe('OK');
    });

    it('leave in the database no home and no request, and nothing that two of them share', async () => {
      const home = await aVouchedHome(world);
      const request = await aGrocery(world);
      await pageOf(home, request.requestId);
      const looks = await stored<{ digest: Buffer; day: string }>('all-looks', 'SELECT * FROM meter_look');
      const meters = await stored<{ digest: Buffer }>('all-meters', 'SELECT * FROM meter');
      expect(Object.keys(looks[0] ?? {}).sort()).toEqual(['day', 'digest']);
      const digests = [...looks, ...meters].map(({ digest }) => digest.toString('hex'));
      expect(new Set(digests).size).toBe(digests.length);
      for (const id of [home.homeId, request.requestId]) {
        expect(digests.some((digest) => digest.includes(id.replaceAll('-', '').slice(0, 8)))).toBe(false);
      }
    });
  });

  it('of lists are for pages of it, whatever is on them', async () => {
    const home = await aVouchedHome(world);
    expect(await oneByOne(5, () => codeOf(LIST, {}, { token: home.token }))).toEqual([
      ...['OK', 'OK', 'OK', 'OK'],
      'METER_USED_UP',
    ]);
    expect(await pageOf(home)).toBe('OK');
  });

  it('of lists count a page once that begins anew, since what was remembered of its session was so no more', async () => {
    const home = await aVouchedHome(world);
    const codes = await oneByOne(5, async (at) => {
      const languages = [at % 2 === 0 ? 'es' : 'en'];
      await write('other languages', 'UPDATE home SET languages = $1 WHERE id = $2', [languages, home.homeId]);
      return codeOf(LIST, {}, { token: home.token });
    });
    expect(codes).toEqual(['OK', 'OK', 'OK', 'OK', 'METER_USED_UP']);
  });

  it.each([
    ['is empty', 'filter: { kinds: [RIDE], needs: [SIGN_LANGUAGE] }'],
    ['is a list of nothing', 'filter: { kinds: [] }'],
  ])('of lists count two pages of one call, of which one %s, as two', async (_, narrowed) => {
    const home = await aVouchedHome(world);
    const two = `{ requests(first: 1) { edges { node { id } } } none: requests(first: 1, ${narrowed}) { edges { node { id } } } }`;
    expect(await oneByOne(3, () => codeOf(two, {}, { token: home.token }))).toEqual(['OK', 'OK', 'METER_USED_UP']);
  });

  it('of lists count each of two in one call once, also when one of them is refused and the call begins anew', async () => {
    const home = await aVouchedHome(world);
    const two = `query ($after: String) { one: requests(first: 1) { edges { cursor } }
      other: requests(first: 1, after: $after) { edges { cursor } } }`;
    // From the second time on it is known, and the home is believed.
    expect(await codeOf(two, {}, { token: home.token })).toBe('OK');
    expect(await codeOf(two, { after: 'no cursor' }, { token: home.token })).toBe('INVALID_INPUT');
    expect(await codeOf(LIST, {}, { token: home.token })).toBe('METER_USED_UP');
    const third = await aVouchedHome(world);
    expect(await codeOf(LIST, {}, { token: third.token })).toBe('OK');
    expect(await codeOf(two, { after: 'no cursor' }, { token: third.token })).toBe('INVALID_INPUT');
    expect(await oneByOne(2, () => codeOf(LIST, {}, { token: third.token }))).toEqual(['OK', 'METER_USED_UP']);
  });

  it('of lists stay used up, whichever way they are asked for', async () => {
    const home = await aVouchedHome(world);
    const codes = await oneByOne(8, () => codeOf(LIST, {}, { token: home.token }));
    expect(codes.slice(4)).toEqual(['METER_USED_UP', 'METER_USED_UP', 'METER_USED_UP', 'METER_USED_UP']);
  });

  it('of lists outlive the process that counted, and are learnt by the others', async () => {
    const home = await aVouchedHome(world);
    const other = await createApplication(world.instance);
    await other.listen(0, '127.0.0.1');
    await oneByOne(3, () => codeThere(other, LIST, {}, home));
    // Only the first page was written at once: whoever stops writes down the rest.
    await other.close();
    expect(await codeOf(LIST, {}, { token: home.token })).toBe('OK');
    await world.get(WrittenMeters).settled();
    expect(await codeOf(LIST, {}, { token: home.token })).toBe('METER_USED_UP');
  });

  it('of suggestions are for homes and, whichever session they come with, for families', async () => {
    const home = await aVouchedHome(world);
    const offer = await aGroceryOffer(world, home);
    const suggested = 'query ($id: ID!) { suggestedRequests(offerId: $id) { rank } }';
    const homes = await oneByOne(4, () => codeOf(suggested, { id: offer.offerId }, { token: home.token }));
    expect(homes).toEqual(['OK', 'OK', 'OK', 'METER_USED_UP']);
    const family = await aGrocery(world);
    const offers = 'query ($id: ID!) { suggestedOffers(requestId: $id) { rank } }';
    const asked = await oneByOne(4, () => codeOf(offers, { id: family.requestId }, { token: family.token }));
    expect(asked).toEqual(['OK', 'OK', 'OK', 'METER_USED_UP']);
  });

  it('of coordinators and of servers are larger ones, for lists and requests together', async () => {
    const coordinator = await theHostsCoordinator(world);
    const looks = await oneByOne(5, (at) =>
      at % 2 === 0
        ? codeOf(LIST, {}, { token: coordinator.token })
        : codeOf(PAGE, { id: randomUUID() }, { token: coordinator.token }),
    );
    expect(looks).toEqual(['OK', 'OK', 'OK', 'OK', 'METER_USED_UP']);
    const key = await aSecretKey(world);
    const servers = await oneByOne(4, () => codeOf(LIST, {}, { partnerKey: key.key }));
    expect(servers).toEqual(['OK', 'OK', 'OK', 'METER_USED_UP']);
  });

  it('of places are for clients, whoever they are', async () => {
    const codes = await oneByOne(4, () => codeOf(AREA, { place: FLATBUSH }, {}));
    expect(codes).toEqual(['OK', 'OK', 'OK', 'METER_USED_UP']);
    // A server of a partner names the client that it stands for.
    const key = await aSecretKey(world);
    const response = await fetch(`${await world.app.getUrl()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-partner-key': key.key, 'x-partner-client': 'somebody' },
      body: JSON.stringify({ query: AREA, variables: { place: FLATBUSH } }),
    });
    expect(await response.text()).not.toContain('METER_USED_UP');
  });

  describe('of handoffs', () => {
    const accepted = async (home: TestHome) => {
      const request = await aGrocery(world);
      return (await anAcceptedClaim(world, { request, home })).claimId;
    };

    it('count claims, not how often each is opened, and what was opened before still opens', async () => {
      const home = await aVouchedHome(world);
      const claims = await oneByOne(3, () => accepted(home));
      const [first = '', second = '', third = ''] = claims;
      expect(await openHandoff(world, home, first)).toHaveProperty('handoff');
      expect(await openHandoff(world, home, first)).toHaveProperty('handoff');
      expect(await openHandoff(world, home, second)).toHaveProperty('handoff');
      const opened = () => stored<{ count: number }>('openings', 'SELECT count(*)::int AS count FROM disclosure');
      const before = await opened();
      expect(await openHandoff(world, home, third)).toMatchObject({ code: 'METER_USED_UP' });
      expect(await opened()).toEqual(before);
    });

    it('let no more through when all are opened at once', async () => {
      const home = await aVouchedHome(world);
      const claims = await oneByOne(4, () => accepted(home));
      const answers = await Promise.all(claims.map((claimId) => openHandoff(world, home, claimId)));
      expect(answers.filter((answer) => 'handoff' in answer)).toHaveLength(2);
    });
  });

  it('are forgotten after seven days', async () => {
    const sweep = async () => (await world.get(RunSweeps).one('forget-meters', world.clock.now())).rows;
    await sweep();
    expect((await stored('meters-now', 'SELECT FROM meter_look')).length).toBeGreaterThan(0);
    world.clock.advance({ days: 7 });
    await sweep();
    expect((await stored('meters-week', 'SELECT FROM meter_look')).length).toBeGreaterThan(0);
    world.clock.advance({ days: 1 });
    expect(await sweep()).toBeGreaterThan(0);
    expect(await stored('meters-gone', 'SELECT FROM meter_look UNION ALL SELECT FROM meter')).toHaveLength(0);
  });

  it('of proposals: 20 at once by one home never come to more than its tier may have open', async () => {
    const home = await aVouchedHome(world);
    const requests = await oneByOne(20, () => aGrocery(world));
    await publish();
    const answers = await Promise.all(requests.map(({ requestId }) => claimRequest(world, home, requestId)));
    expect(answers.filter(({ claim }) => claim)).toHaveLength(10);
    expect(answers.filter(({ code }) => code === 'TOO_MANY_PROPOSALS')).toHaveLength(10);
  });
});
