/** What trainings and campaigns share, under load and from outside: the last place, actions, gates that a certificate opens, and calendars. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import ICAL from 'ical.js';
import { Transaction } from '../src/platform/database/transaction.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { aProposedClaim, move } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, comeBack, type Json } from './world/families.js';
import {
  aCampaign,
  anAction,
  aSession,
  aTraining,
  gatheringIn,
  inDays,
  PLACE,
  signUp,
  takeAttendance,
} from './world/gatherings.js';
import {
  aCoordinator,
  aPartner,
  aVouchedHome,
  type TestCoordinator,
  type TestHome,
  theHostsCoordinator,
} from './world/people.js';
import { Person } from './world/person.js';
import { aWrittenHome, type WrittenHome } from './world/rows.js';
import { World } from './world/world.js';

let world: World;
let partner: TestCoordinator;
let coordinator: Person;
const as = ({ token }: { token: string }) => new Person(world, { token });
beforeAll(async () => {
  world = await World.open({ CALENDAR_MISSES_PER_CLIENT: '4' });
  partner = await theHostsCoordinator(world);
  coordinator = as(partner);
}, 60_000);
afterAll(async () => {
  await world.close();
});

describe('five hundred at once', () => {
  const CALLERS = 500;
  const CAPACITY = 20;
  let id: string;
  let homes: WrittenHome[];
  beforeAll(async () => {
    id = await aSession(world, partner, { capacity: CAPACITY });
    homes = await Promise.all(Array.from({ length: CALLERS }, () => aWrittenHome(world)));
  }, 60_000);
  const standing = async () =>
    (
      await world.instance.owner.database.query<{
        placed: number;
        waiting: number;
        members: number;
        last: number;
        taken: number;
        counted: number;
      }>(
        'standing',
        `SELECT count(*) FILTER (WHERE s.waiting_number IS NULL)::integer AS placed, count(s.waiting_number)::integer AS waiting,
           count(DISTINCT s.member_id)::integer AS members, max(s.waiting_number) AS last, g.taken, g.waiting AS counted
         FROM gathering g JOIN sign_up s ON s.gathering_id = g.id WHERE g.id = $1 GROUP BY g.id`,
        [id],
      )
    ).rows[0];

  it('exactly as many get in as it has room for, and the others queue without a gap', async () => {
    const answers = await Promise.all(homes.map((home) => signUp(world, home, id)));
    const waiting = CALLERS - CAPACITY;
    expect(answers.toSorted()).toEqual(
      [
        ...Array<string>(CAPACITY).fill('PLACE'),
        ...Array.from({ length: waiting }, (_, before) => `WAITING ${before + 1}`),
      ].toSorted(),
    );
    expect(await standing()).toEqual({
      placed: CAPACITY,
      waiting,
      members: CALLERS,
      last: waiting,
      taken: CAPACITY,
      counted: waiting,
    });
  }, 60_000);

  it('as many are moved up as leave at once, those who waited longest, and each is told', async () => {
    const { database } = world.instance.owner;
    const { rows } = await database.query<{ homeId: string }>(
      'placed',
      `SELECT m.home_id AS "homeId" FROM sign_up s JOIN home_member m ON m.id = s.member_id
       WHERE s.gathering_id = $1 AND s.waiting_number IS NULL`,
      [id],
    );
    const placed = new Set(rows.map(({ homeId }) => homeId));
    const leaving = homes.filter(({ homeId }) => placed.has(homeId));
    await Promise.all(
      leaving.map((home) =>
        as(home).does('cancelSignUp', { sessionId: id }, '... on SignUpCancelled { gathering { status } }'),
      ),
    );
    const waiting = CALLERS - 2 * CAPACITY;
    expect(await standing()).toMatchObject({
      placed: CAPACITY,
      waiting,
      members: CALLERS - CAPACITY,
      taken: CAPACITY,
      counted: waiting,
    });
    const first = await database.query<{ first: number }>(
      'first',
      'SELECT min(waiting_number) AS first FROM sign_up WHERE gathering_id = $1',
      [id],
    );
    expect(first.rows[0]?.first).toBe(CAPACITY + 1);
    expect(
      (await database.query('told', "SELECT FROM notice WHERE code = 'SIGN_UP_MOVED_UP' AND subject_id = $1", [id]))
        .rowCount,
    ).toBe(CAPACITY);
  }, 60_000);

  it('all who signed up hear of what is called off, in a few statements however many they are', async () => {
    const { database } = world.instance.owner;
    await database.query(
      'everybody',
      `INSERT INTO sign_up (id, gathering_id, member_id) SELECT gen_random_uuid(), $1, m.id FROM home_member m
       WHERE NOT EXISTS (SELECT FROM sign_up s WHERE s.gathering_id = $1 AND s.member_id = m.id)`,
      [id],
    );
    const statements = jest.spyOn(Transaction.prototype, 'query');
    await coordinator.does('cancelSession', { sessionId: id }, '... on SessionChanged { session { status } }');
    expect(statements.mock.calls.length).toBeLessThan(30);
    statements.mockRestore();
    const told = await database.query(
      'told of the end',
      "SELECT DISTINCT home_id FROM notice WHERE code = 'GATHERING_CANCELLED' AND subject_id = $1 AND subject_kind = 'SESSION'",
      [id],
    );
    expect(told.rowCount).toBeGreaterThanOrEqual(CALLERS);
  }, 60_000);

  it('nobody is in twice, however often they press', async () => {
    const other = await aSession(world, partner, { capacity: 2 });
    const home = await aVouchedHome(world);
    const answers = await Promise.all(Array.from({ length: 20 }, () => signUp(world, home, other)));
    expect(answers.toSorted()).toEqual([...Array<string>(19).fill('ALREADY_SIGNED_UP'), 'PLACE']);
  });
});

describe('an action of a campaign', () => {
  it('is joined and left, has room for all who come unless it says otherwise, and is found with its campaign', async () => {
    const campaignId = await aCampaign(world, partner, { endsOn: '2026-07-31', summary: 'Until it is law.' });
    const id = await anAction(world, partner, { campaignId, capacity: null });
    const home = await aVouchedHome(world);
    const joined = await as(home).does<{ signUp: Json }>(
      'joinAction',
      { actionId: id },
      '... on SignedUp { signUp { standing gathering { title exactPlace { address } } } }',
    );
    expect(joined.signUp).toEqual({
      standing: 'PLACE',
      gathering: { title: 'Letters, all afternoon', exactPlace: { address: PLACE.address } },
    });
    const { campaigns, action } = await new Person(world).reads<Json>(
      `query ($id: ID!) { campaigns(filter: { language: "en" }) { edges { node { title ledBy summary beginsOn endsOn actions { id } } } }
        action(id: $id) { capacity placesLeft exactPlace { address } campaign { title } } }`,
      { id },
    );
    expect(campaigns).toEqual({
      edges: [
        {
          node: {
            title: 'Care for those who care',
            ledBy: 'Workers of the borough',
            summary: 'Until it is law.',
            beginsOn: '2026-05-01',
            endsOn: '2026-07-31',
            actions: [{ id }],
          },
        },
      ],
    });
    expect(action).toEqual({
      capacity: null,
      placesLeft: null,
      exactPlace: null,
      campaign: { title: 'Care for those who care' },
    });
    await coordinator.does('changeAction', { actionId: id, capacity: 1 }, '... on ActionChanged { action { id } }');
    await as(home).does('leaveAction', { actionId: id }, '... on SignUpCancelled { gathering { status } }');
    await coordinator.does('cancelAction', { actionId: id }, '... on ActionChanged { action { status } }');
    expect(
      (
        await coordinator.isRefused('createCampaign', {
          title: 'x',
          languages: [],
          ledBy: 'y',
          beginsOn: '2026-06-02',
          endsOn: '2026-06-01',
        })
      )?.code,
    ).toBe('WINDOW_REVERSED');
    expect(
      (
        await coordinator.isRefused('createCampaign', {
          title: 'x',
          languages: [],
          ledBy: 'Call 917 555 0143',
          beginsOn: '2026-06-02',
        })
      )?.code,
    ).toBe('TEXT_TELLS_TOO_MUCH');
  });
});

describe('a campaign', () => {
  it('is said in other words, ends another day, and is retired without what was planned for it', async () => {
    const coordinator = as(partner);
    const campaignId = await aCampaign(world, partner);
    const id = await anAction(world, partner, { campaignId });
    const CHANGED = '... on CampaignChanged { campaign { title summary languages beginsOn endsOn ledBy } }';
    const its = { title: 'Care, and pay for it', summary: 'Every kitchen.', languages: ['es'], endsOn: '2026-12-31' };
    const stands = { ...its, beginsOn: '2026-05-01', ledBy: 'Workers of the borough' };
    expect(await coordinator.does('changeCampaign', { campaignId, ...its }, CHANGED)).toEqual({ campaign: stands });
    expect(await coordinator.does('changeCampaign', { campaignId, endsOn: null, summary: null }, CHANGED)).toEqual({
      campaign: { ...stands, endsOn: null, summary: null },
    });
    const other = as(await aCoordinator(world, await aPartner(world)));
    const before = await everythingStored(world);
    const codes = [
      await coordinator.isRefused('changeCampaign', { campaignId, summary: 'See meet.example.org/room' }),
      await coordinator.isRefused('changeCampaign', { campaignId, endsOn: '2026-04-30' }),
      await coordinator.isRefused('changeCampaign', { campaignId, endsOn: '2026-05-02' }),
      await other.isRefused('changeCampaign', { campaignId, title: 'Ours' }),
      await other.isRefused('retireCampaign', { campaignId }),
      await coordinator.isRefused('retireCampaign', { campaignId: 'no id' }),
    ].map((refusal) => refusal?.code);
    expect(codes).toEqual([
      ...['TEXT_TELLS_TOO_MUCH', 'WINDOW_REVERSED', 'WINDOW_PAST', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'],
    ]);
    expect(await everythingStored(world)).toEqual(before);

    await coordinator.does('retireCampaign', { campaignId }, CHANGED);
    const retired = await everythingStored(world);
    const action = { campaignId, title: 'One more', ...gatheringIn(world, 5) };
    for (const [mutation, input] of [
      ['changeCampaign', { campaignId }],
      ['retireCampaign', { campaignId }],
      ['planAction', action],
    ] as const) {
      expect(await coordinator.isRefused(mutation, input)).toMatchObject({ code: 'WRONG_STATE' });
    }
    expect(await everythingStored(world)).toEqual(retired);
    const read = await new Person(world).reads<{ campaigns: { edges: { node: Json }[] }; action: Json }>(
      'query ($id: ID!) { campaigns(first: 50) { edges { node { id } } } action(id: $id) { status campaign { title } } }',
      { id },
    );
    expect(read.campaigns.edges.map(({ node }) => node['id'])).not.toContain(campaignId);
    expect(read.action).toEqual({ status: 'OPEN', campaign: { title: its.title } });
  });
});

describe('a request that asks for a training', () => {
  async function aTrainedHome(topic: string): Promise<TestHome> {
    const trainingId = await aTraining(world, partner, { topic, certificateDays: 30 });
    const id = await aSession(world, partner, { trainingId, starts: inDays(world, 1) });
    const home = await aVouchedHome(world);
    await signUp(world, home, id);
    world.clock.advance({ days: 1, hours: 8 });
    await takeAttendance(world, partner, id);
    return home;
  }
  async function aProposal(home: TestHome) {
    const request = await aGrocery(world);
    const { claimId } = await aProposedClaim(world, { home, request });
    await world.instance.owner.database.query(
      'ask for a training',
      "UPDATE request SET required_training = 'CHILD_SAFETY' WHERE id = $1",
      [request.requestId],
    );
    return { claimId, family: async () => ({ token: await comeBack(world, request.returnCode) }) };
  }
  const expiring = (home: TestHome, at: Date) =>
    world.instance.owner.database.query('let it end', 'UPDATE certificate SET expires_at = $2 WHERE home_id = $1', [
      home.homeId,
      at,
    ]);

  it('is accepted while the certificate is good, and not when it has expired since the proposal', async () => {
    const home = await aTrainedHome('CHILD_SAFETY');
    const [good, late] = [await aProposal(home), await aProposal(home)];
    expect((await move(world, 'acceptClaim', await good.family(), good.claimId)).claim?.status).toBe('ACCEPTED');
    await expiring(home, new Date(world.clock.now().getTime() + 3_600_000));
    world.clock.advance({ hours: 1 });
    const family = await late.family();
    const before = await everythingStored(world);
    expect((await move(world, 'acceptClaim', family, late.claimId)).code).toBe('CERTIFICATE_NEEDED');
    expect(await everythingStored(world)).toEqual(before);
    const untrained = await aProposal(await aTrainedHome('RAPID_RESPONSE'));
    expect((await move(world, 'acceptClaim', await untrained.family(), untrained.claimId)).code).toBe(
      'CERTIFICATE_NEEDED',
    );
  });
});

describe('calendars', () => {
  const get = (url: string, headers: Record<string, string> = {}) => world.app.inject({ method: 'GET', url, headers });
  const made = (home: { token: string }, its: Json = {}) =>
    as(home).does<{ url: string; link: { id: string } }>(
      'createCalendarLink',
      its,
      '... on CalendarLinkCreated { url link { id showsPlace lastUsedOn } }',
    );
  const eventsIn = (text: string) =>
    new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((its) => new ICAL.Event(its));

  it('hold what a member signed up for, on the clock of its place, coarsely unless it asked for more', async () => {
    const title = 'Comité de defensa: qué hacer, y qué no; una tarde larga para quienes cuidan de otros en el barrio';
    const trainingId = await aTraining(world, partner, { title });
    const starts = { date: '2026-12-01', time: '18:30', timeZone: 'Asia/Calcutta' };
    const [placed, waits] = [await aVouchedHome(world), await aVouchedHome(world)];
    const id = await aSession(world, partner, { trainingId, starts, capacity: 1 });
    await signUp(world, placed, id);
    await signUp(world, waits, id);

    const coarse = await made(placed);
    const answer = await get(coarse.url);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(answer.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const [event] = eventsIn(answer.body);
    expect([event?.summary, event?.location, event?.component.getFirstPropertyValue('status')]).toEqual([
      title,
      'around Brooklyn, NY',
      'CONFIRMED',
    ]);
    expect(event?.startDate.zone.tzid).toBe('Asia/Kolkata');
    expect([
      event?.startDate.toString(),
      event?.startDate.toJSDate().toISOString(),
      event?.endDate.toJSDate().toISOString(),
    ]).toEqual(['2026-12-01T18:30:00', '2026-12-01T13:00:00.000Z', '2026-12-01T14:30:00.000Z']);
    const zones = new ICAL.Component(ICAL.parse(answer.body)).getAllSubcomponents('vtimezone');
    expect(zones.map((zone) => zone.getFirstPropertyValue('tzid'))).toEqual(['Asia/Kolkata']);
    expect(answer.body).not.toContain('Cortelyou');

    const exact = await get((await made(placed, { showsPlace: true })).url);
    expect(eventsIn(exact.body)[0]?.location).toBe(PLACE.address);
    const waiting = await get((await made(waits, { showsPlace: true })).url);
    expect([
      eventsIn(waiting.body)[0]?.component.getFirstPropertyValue('status'),
      waiting.body.includes('Cortelyou'),
    ]).toEqual(['TENTATIVE', false]);

    // In Spanish where its address says so, as it does for whoever asked in Spanish.
    const spanish = await get(`${(await made(waits)).url}?lang=es`);
    expect([eventsIn(spanish.body)[0]?.location, eventsIn(spanish.body)[0]?.description]).toEqual([
      'cerca de Brooklyn, NY',
      expect.stringContaining('Usted está en la lista de espera.'),
    ]);
    const { createCalendarLink } = await world.ask<{ createCalendarLink: { url: string } }>(
      'mutation { createCalendarLink(input: {}) { ... on CalendarLinkCreated { url } } }',
      {},
      { token: placed.token, language: 'es' },
    );
    expect(createCalendarLink.url).toMatch(/\.ics\?lang=es$/);

    // Nothing new costs no more than saying so.
    const etag = String(answer.headers['etag']);
    expect((await get(coarse.url, { 'if-none-match': etag })).statusCode).toBe(304);
    await coordinator.does('cancelSession', { sessionId: id }, '... on SessionChanged { session { id } }');
    const cancelled = await get(coarse.url, { 'if-none-match': etag });
    expect([cancelled.statusCode, eventsIn(cancelled.body)[0]?.component.getFirstPropertyValue('status')]).toEqual([
      200,
      'CANCELLED',
    ]);
  });

  it('of a partner are there for anybody, at coarse places', async () => {
    const id = await anAction(world, partner);
    const { statusCode, body } = await get(`/calendar/partners/${partner.partnerId}.ics`);
    expect(statusCode).toBe(200);
    expect(eventsIn(body).map(({ uid }) => uid)).toContain(`${id}@sanctuary-homes`);
    expect(body).not.toContain('Cortelyou');
  });

  it('are shut again by their member, dated when they were read, and few; their addresses stand nowhere', async () => {
    const home = await aVouchedHome(world);
    const links = [];
    for (let count = 0; count < 5; count += 1) links.push(await made(home));
    expect((await as(home).isRefused('createCalendarLink', {}))?.code).toBe('TOO_MANY_LINKS');
    const [first] = links;
    if (!first) throw new Error('there are five');
    expect((await get(first.url)).statusCode).toBe(200);
    const token = first.url.slice('/calendar/'.length, -'.ics'.length);
    expect(JSON.stringify(await everythingStored(world))).not.toContain(token);
    expect(world.logLines.join('\n')).not.toContain(token);
    // The address opens nothing else.
    expect((await world.call('{ viewer { kind } }', {}, { token })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const { myCalendarLinks } = await as(home).reads<{ myCalendarLinks: Json[] }>(
      '{ myCalendarLinks { id lastUsedOn showsPlace } }',
    );
    expect(
      myCalendarLinks
        .filter(({ lastUsedOn }) => lastUsedOn === world.clock.now().toISOString().slice(0, 10))
        .map(({ id }) => id),
    ).toEqual([first.link.id]);
    const stranger = await aVouchedHome(world);
    expect((await as(stranger).isRefused('revokeCalendarLink', { calendarLinkId: first.link.id }))?.code).toBe(
      'NOT_FOUND',
    );
    await as(home).does(
      'revokeCalendarLink',
      { calendarLinkId: first.link.id },
      '... on CalendarLinkRevoked { links { id } }',
    );
    expect((await get(first.url)).statusCode).toBe(404);
  });

  it('are not found by trying: after some that lead nowhere a client waits, and what leads somewhere does not count', async () => {
    const { url } = await made(await aVouchedHome(world));
    for (let count = 0; count < 10; count += 1) expect((await get(url)).statusCode).toBe(200);
    const codes: number[] = [];
    for (const file of [`shl_${'a'.repeat(43)}`, randomUUID(), 'nonsense', `partners/${randomUUID()}`, 'x.y', 'z']) {
      codes.push((await get(`/calendar/${file}.ics`)).statusCode);
    }
    expect(codes.at(-1)).toBe(429);
    expect(codes[0]).toBe(404);
    const waits = await get(url);
    expect([waits.statusCode, Number(waits.headers['retry-after']) > 0, waits.json()]).toEqual([
      429,
      true,
      { code: 'TOO_MANY_ATTEMPTS' },
    ]);
  });

  it('end when nobody reads them for half a year; by then nobody knows who came where', async () => {
    world.clock.advance({ days: 182 });
    expect(await world.get(RunSweeps).one('forget-gatherings', world.clock.now())).toMatchObject({
      rows: expect.any(Number),
    });
    const { database } = world.instance.owner;
    expect((await database.query('links', 'SELECT FROM calendar_link')).rowCount).toBe(0);
    expect((await database.query('places', 'SELECT FROM sealed.gathering_place')).rowCount).toBe(0);
    const counts = 'SELECT FROM gathering WHERE ends_at < $1 AND (taken <> 0 OR waiting <> 0)';
    expect(
      (await database.query('counts', counts, [new Date(world.clock.now().getTime() - 90 * 86_400_000)])).rowCount,
    ).toBe(0);
  });
});
