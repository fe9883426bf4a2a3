/** A training from its announcement to its certificates: places, the waiting list, where it is, attendance, and every way of doing it wrong. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { cellOf } from './world/cells.js';
import { everythingStored } from './world/everything-stored.js';
import { FLATBUSH, type Json } from './world/families.js';
import {
  aSession,
  aTraining,
  gatheringIn,
  inDays,
  PLACE,
  participants,
  SIGNED_UP,
  signUp,
  takeAttendance,
} from './world/gatherings.js';
import { aHomeOfTwo } from './world/members.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aSecretKey,
  aVouchedHome,
  PASSWORD,
  type TestCoordinator,
  theHostsCoordinator,
} from './world/people.js';
import { Person } from './world/person.js';
import { aWrittenHome } from './world/rows.js';
import { World } from './world/world.js';

let world: World;
let partner: TestCoordinator;
let coordinator: Person;
let foreign: TestCoordinator;
let foreignKey: string;
const as = ({ token }: { token: string }) => new Person(world, { token });

beforeAll(async () => {
  world = await World.open();
  partner = await theHostsCoordinator(world);
  coordinator = as(partner);
  const other = await aPartner(world, { name: 'The other side of the river' });
  foreign = await aCoordinator(world, other);
  foreignKey = (await aSecretKey(world, { partner: other })).key;
}, 60_000);
afterAll(async () => {
  await world.close();
});

/** Refused with that code and path, and nothing is any different. */
async function refused(by: Person, mutation: string, input: Json, code: string, path: string | null = null) {
  const before = await everythingStored(world);
  const refusal = await by.isRefused(mutation, input);
  expect([refusal?.code, refusal?.path?.join('.') ?? null]).toEqual([code, path]);
  expect(await everythingStored(world)).toEqual(before);
}

const FIELDS = `id title status partner mode area { cell resolution label } startsAt endsAt startsOn startsAtLocal timeZone languages
  capacity placesLeft waiting signUpClosesAt exactPlace { address howToJoin } mySignUp { standing waitingPlace }`;
async function session(by: Person, id: string): Promise<Json> {
  const { session: read } = await by.reads<{ session: Json }>(
    `query ($id: ID!) { session(id: $id) { ${FIELDS} training { title topic certificateDays } } }`,
    { id },
  );
  return read;
}
const sweep = () => world.get(RunSweeps).all(world.clock.now());

describe('a session of a training', () => {
  it('is found by anybody, at a coarse place, and shows its address to those who have a place alone', async () => {
    const trainingId = await aTraining(world, partner);
    const id = await aSession(world, partner, { trainingId, capacity: 1 });
    const [rosa, ines] = [await aVouchedHome(world), await aVouchedHome(world)];
    const anybody = new Person(world);
    expect(await session(anybody, id)).toMatchObject({
      title: 'When neighbours are taken',
      status: 'OPEN',
      area: { cell: cellOf('11226', 5), resolution: 5 },
      startsOn: '2026-06-13',
      startsAtLocal: '18:30',
      startsAt: '2026-06-13T22:30:00.000Z',
      endsAt: '2026-06-14T00:00:00.000Z',
      languages: ['en', 'es'],
      capacity: 1,
      placesLeft: 1,
      exactPlace: null,
      mySignUp: null,
      training: { topic: 'RAPID_RESPONSE', certificateDays: 365 },
    });

    const placed = await as(rosa).does<{ signUp: Json }>('signUpForSession', { sessionId: id }, SIGNED_UP);
    expect(placed.signUp).toEqual({ standing: 'PLACE', waitingPlace: null, gathering: { id, exactPlace: PLACE } });
    expect(await signUp(world, ines, id)).toBe('WAITING 1');
    expect(await session(as(ines), id)).toMatchObject({
      exactPlace: null,
      mySignUp: { standing: 'WAITING', waitingPlace: 1 },
    });
    expect(await session(coordinator, id)).toMatchObject({ exactPlace: PLACE, placesLeft: 0, waiting: 1 });
    expect(await session(as(foreign), id)).toMatchObject({ exactPlace: null });

    // Whoever leaves closes it for itself, and opens it for the first who waited.
    await as(rosa).does(
      'cancelSignUp',
      { sessionId: id },
      '... on SignUpCancelled { gathering { id exactPlace { address } } }',
    );
    expect(await session(as(rosa), id)).toMatchObject({ exactPlace: null, mySignUp: null });
    expect(await session(as(ines), id)).toMatchObject({ exactPlace: PLACE, mySignUp: { standing: 'PLACE' } });
    expect(await as(ines).hearsCodes()).toContain('SIGN_UP_MOVED_UP');
    expect(await signUp(world, rosa, id)).toBe('WAITING 1');

    // A home that is paused keeps its place, and reads nothing.
    await coordinator.does('pauseHome', { homeId: ines.homeId }, '__typename');
    expect(await session(as(ines), id)).toMatchObject({ exactPlace: null, mySignUp: { standing: 'PLACE' } });
    await coordinator.does('unpauseHome', { homeId: ines.homeId }, '__typename');

    // Another address is told to those who have a place, and takes the key of the old one along.
    await coordinator.does(
      'changeSession',
      { sessionId: id, exactPlace: { address: '9 Tilden Avenue' } },
      '... on SessionChanged { session { id } }',
    );
    expect(await session(as(ines), id)).toMatchObject({ exactPlace: { address: '9 Tilden Avenue', howToJoin: null } });
    expect(await as(ines).hearsCodes()).toContain('GATHERING_CHANGED');
    expect(await as(rosa).hearsCodes()).not.toContain('GATHERING_CHANGED');

    // More room moves up those who wait.
    await coordinator.does('changeSession', { sessionId: id, capacity: 2 }, '... on SessionChanged { session { id } }');
    expect(await session(as(rosa), id)).toMatchObject({ mySignUp: { standing: 'PLACE' }, placesLeft: 0, waiting: 0 });
    expect(await as(rosa).hearsCodes()).toContain('SIGN_UP_MOVED_UP');

    const keys = await keysOf(id);
    await coordinator.does('cancelSession', { sessionId: id }, '... on SessionChanged { session { status } }');
    for (const home of [rosa, ines]) {
      expect(await as(home).hearsCodes()).toContain('GATHERING_CANCELLED');
      expect(await session(as(home), id)).toMatchObject({ status: 'CANCELLED', exactPlace: null });
    }
    expect(await session(coordinator, id)).toMatchObject({ exactPlace: null });
    expect([keys.length, (await livingKeys(keys)).length, await keysOf(id)]).toEqual([1, 0, []]);
  });

  const keysOf = async (id: string) =>
    (
      await world.instance.owner.database.query<{ key: string }>(
        'keys of place',
        'SELECT data_key_id AS key FROM sealed.gathering_place WHERE gathering_id = $1',
        [id],
      )
    ).rows.map(({ key }) => key);
  const livingKeys = async (ids: readonly string[]) =>
    (
      await world.instance.keyStore.database.query('living keys', 'SELECT FROM data_key WHERE id = ANY ($1::uuid[])', [
        ids,
      ])
    ).rows;

  it('leaves no address behind in the database', async () => {
    const address = 'Apartment of the grey heron, 77 Linden';
    await aSession(world, partner, { exactPlace: { address, howToJoin: 'Whistle twice at the gate.' } });
    const stored = JSON.stringify(await everythingStored(world));
    expect([stored.includes('grey heron'), stored.includes('Whistle twice')]).toEqual([false, false]);
    // The cell that was sent is finer than the one that is kept.
    expect(stored.includes(cellOf('11226', 7))).toBe(false);
  });

  it('is found by topic, language, area and date', async () => {
    const trainingId = await aTraining(world, partner, {
      topic: 'CHILD_SAFETY',
      title: 'With the little ones',
      languages: ['ht'],
    });
    const near = await aSession(world, partner, { trainingId, starts: inDays(world, 8) });
    const far = await aSession(world, partner, {
      trainingId,
      starts: inDays(world, 9),
      place: { postalCode: { country: 'US', code: '98118' } },
    });
    const remote = await aSession(world, partner, {
      ...{ trainingId, starts: inDays(world, 10), mode: 'REMOTE', place: null, languages: ['es-MX'] },
      exactPlace: { howToJoin: 'https://meet.example.org/room' },
    });
    const found = async (filter: Json) => {
      const { trainingSessions } = await new Person(world).reads<{
        trainingSessions: { edges: { node: { id: string } }[] };
      }>(
        'query ($filter: TrainingSessionFilter) { trainingSessions(filter: $filter, first: 50) { edges { node { id } } } }',
        { filter: { topic: 'CHILD_SAFETY', ...filter } },
      );
      return trainingSessions.edges.map(({ node }) => node.id);
    };
    expect(await found({})).toEqual([near, far, remote]);
    expect(await found({ language: 'es' })).toEqual([remote]);
    expect(await found({ near: { place: FLATBUSH } })).toEqual([near, remote]);
    expect(await found({ from: '2026-06-19', until: '2026-06-19' })).toEqual([far]);
    const pages: string[] = [];
    for (let after: string | null = null; ; ) {
      const {
        trainingSessions: page,
      }: {
        trainingSessions: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      } = await new Person(world).reads(
        'query ($after: String) { trainingSessions(filter: { topic: CHILD_SAFETY }, first: 1, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      pages.push(...page.edges.map(({ node }) => node.id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(pages).toEqual([near, far, remote]);
    const { trainings } = await new Person(world).reads<{ trainings: { edges: { node: Json }[] } }>(
      '{ trainings(filter: { topic: CHILD_SAFETY, language: "ht-HT" }) { edges { node { title partner sessions { id } } } } }',
    );
    expect(trainings.edges.map(({ node }) => node)).toEqual([
      {
        title: 'With the little ones',
        partner: expect.any(String),
        sessions: [near, far, remote].map((id) => ({ id })),
      },
    ]);
    expect(
      await new Person(world).cannotRead(
        '{ trainingSessions(filter: { from: "2026-06-19", until: "2026-06-18" }) { edges { node { id } } } }',
      ),
    ).toBe('WINDOW_REVERSED');
  });
});

describe('a session cannot be', () => {
  let trainingId: string;
  beforeAll(async () => {
    trainingId = await aTraining(world, partner);
  });
  const at = (date: string, time: string, timeZone = 'America/New_York', offset?: string) => ({
    starts: { date, time, timeZone, ...(offset !== undefined && { offset }) },
  });

  it.each<[string, () => Json, string, string]>([
    ['at an hour that the clocks skip', () => at('2027-03-14', '02:30'), 'TIME_DOES_NOT_EXIST', 'starts.time'],
    ['at an hour that there is twice', () => at('2026-11-01', '01:30'), 'TIME_HAPPENS_TWICE', 'starts.offset'],
    ['in no time zone', () => at('2026-07-01', '18:00', 'Mars/Olympus'), 'TIME_ZONE_UNKNOWN', 'starts.timeZone'],
    ['on a past date', () => at('2026-06-09', '18:00'), 'WINDOW_PAST', 'starts'],
    ['in two years', () => at('2028-06-09', '18:00'), 'WINDOW_TOO_FAR', 'starts'],
    ['over in no time', () => ({ minutes: 5 }), 'QUANTITY_OUT_OF_RANGE', 'minutes'],
    ['for nobody', () => ({ capacity: 0 }), 'QUANTITY_OUT_OF_RANGE', 'capacity'],
    ['for more than 5,000', () => ({ capacity: 5_001 }), 'QUANTITY_OUT_OF_RANGE', 'capacity'],
    ['in person and nowhere', () => ({ place: null }), 'INVALID_INPUT', 'place'],
    [
      'in person without an address',
      () => ({ exactPlace: { howToJoin: 'Ring' } }),
      'INVALID_INPUT',
      'exactPlace.address',
    ],
    [
      'remote without a way to join',
      () => ({ mode: 'REMOTE', place: null, exactPlace: {} }),
      'INVALID_INPUT',
      'exactPlace.howToJoin',
    ],
    ['at a cell that is an address', () => ({ place: { cell: '8a2a1072b59ffff' } }), 'CELL_TOO_FINE', 'place.cell'],
    ['closed after it began', () => ({ signUpClosesAt: '2026-06-14T00:00:00Z' }), 'WINDOW_REVERSED', 'signUpClosesAt'],
    ['closed already', () => ({ signUpClosesAt: '2026-06-09T00:00:00Z' }), 'WINDOW_PAST', 'signUpClosesAt'],
    ['in a language that is none', () => ({ languages: ['English'] }), 'LANGUAGE_UNKNOWN', 'languages.0'],
  ])('%s', async (_what, its, code, path) => {
    await refused(
      coordinator,
      'scheduleSession',
      { ...gatheringIn(world, 3), capacity: 20, ...its(), trainingId },
      code,
      path,
    );
  });

  it("of another partner's training", async () => {
    await refused(
      as(foreign),
      'scheduleSession',
      { ...gatheringIn(world, 3), capacity: 20, trainingId },
      'NOT_FOUND',
      'trainingId',
    );
  });

  it('but it can at the second of two like hours', async () => {
    const id = await aSession(world, partner, {
      trainingId,
      ...at('2026-11-01', '01:30', 'America/New_York', '-05:00'),
    });
    expect(await session(coordinator, id)).toMatchObject({
      startsAt: '2026-11-01T06:30:00.000Z',
      startsAtLocal: '01:30',
    });
  });

  it('another word for what is given no more, and another session of it; what is not its own; what tells too much', async () => {
    const trainingId = await aTraining(world, partner);
    const said = { trainingId, title: 'Call 917 555 0143' };
    await refused(coordinator, 'changeTraining', said, 'TEXT_TELLS_TOO_MUCH', 'title');
    await refused(coordinator, 'changeTraining', { trainingId, title: ' ' }, 'INVALID_INPUT', 'title');
    for (const mutation of ['changeTraining', 'retireTraining']) {
      await refused(as(foreign), mutation, { trainingId }, 'NOT_FOUND', 'trainingId');
      await refused(coordinator, mutation, { trainingId: 'no id' }, 'NOT_FOUND', 'trainingId');
      await refused(as(await aVouchedHome(world)), mutation, { trainingId }, 'NOT_ALLOWED');
    }
    await coordinator.does('retireTraining', { trainingId }, '... on TrainingChanged { training { id } }');
    for (const mutation of ['changeTraining', 'retireTraining']) {
      await refused(coordinator, mutation, { trainingId }, 'WRONG_STATE', 'trainingId');
    }
    const session = { trainingId, ...gatheringIn(world, 3), capacity: 20 };
    await refused(coordinator, 'scheduleSession', session, 'WRONG_STATE', 'trainingId');
  });

  it.each([
    ['an address', { title: 'At 1201 Cortelyou Road, apartment 4' }, 'title'],
    ['a phone number', { description: 'Call 917 555 0143.' }, 'description'],
    ['a link', { description: 'See meet.example.org/room' }, 'description'],
  ])('a training with %s in what anybody reads', async (_what, its, path) => {
    const input = { topic: 'RAPID_RESPONSE', title: 'Know your rights at the door', languages: ['en'], ...its };
    await refused(coordinator, 'createTraining', input, 'TEXT_TELLS_TOO_MUCH', path);
  });

  it('a training whose certificate is good for a week', async () => {
    const input = { topic: 'RAPID_RESPONSE', title: 'Rights', languages: ['en'], certificateDays: 7 };
    await refused(coordinator, 'createTraining', input, 'QUANTITY_OUT_OF_RANGE', 'certificateDays');
  });
});

describe('what a partner trains homes in', () => {
  const CHANGED = '... on TrainingChanged { training { title description languages certificateDays } }';
  const listed = async () => {
    const { trainings } = await new Person(world).reads<{ trainings: { edges: { node: Json }[] } }>(
      '{ trainings(first: 50) { edges { node { id } } } }',
    );
    return trainings.edges.map(({ node }) => node['id']);
  };

  it('is said in other words, also where it is planned, and retired without taking that away', async () => {
    const trainingId = await aTraining(world, partner, { description: 'Tea is served.' });
    const id = await aSession(world, partner, { trainingId });
    const home = await aVouchedHome(world);
    await signUp(world, home, id);
    const revision = async () =>
      (
        await world.instance.owner.database.query<{ revision: number }>(
          'revision in test',
          'SELECT revision FROM gathering WHERE id = $1',
          [id],
        )
      ).rows[0]?.revision;
    const title = 'Neighbours, and what to do';
    expect(await coordinator.does('changeTraining', { trainingId, title }, CHANGED)).toEqual({
      training: { title, description: 'Tea is served.', languages: ['en', 'es'], certificateDays: 365 },
    });
    expect(await session(as(home), id)).toMatchObject({ title, training: { title } });
    expect(await revision()).toBe(1);
    const changes = { trainingId, description: null, languages: ['en', 'ht'] };
    expect(await coordinator.does('changeTraining', changes, CHANGED)).toEqual({
      training: { title, description: null, languages: ['en', 'ht'], certificateDays: 365 },
    });
    expect(await revision()).toBe(1);

    expect(await listed()).toContain(trainingId);
    await coordinator.does('retireTraining', { trainingId }, CHANGED);
    expect(await listed()).not.toContain(trainingId);
    expect(await session(as(home), id)).toMatchObject({ status: 'OPEN', title, mySignUp: { standing: 'PLACE' } });
    expect(await session(new Person(world), id)).toMatchObject({ training: { title } });
  });
});

describe('signing up', () => {
  it('twice, late, to what is over, cancelled or of another kind is refused, and so is a home that nobody vouched for', async () => {
    const id = await aSession(world, partner, { signUpClosesAt: '2026-06-12T12:00:00Z' });
    const home = await aVouchedHome(world);
    const late = await aVouchedHome(world);
    expect(await signUp(world, home, id)).toBe('PLACE');
    await refused(as(home), 'signUpForSession', { sessionId: id }, 'ALREADY_SIGNED_UP');
    await refused(as(home), 'joinAction', { actionId: id }, 'NOT_FOUND');
    await refused(as(late), 'cancelSignUp', { sessionId: id }, 'NOT_FOUND');
    await refused(as(await aHome(world)), 'signUpForSession', { sessionId: id }, 'NOT_VOUCHED');
    const paused = await aWrittenHome(world, { paused: true });
    await refused(as(paused), 'signUpForSession', { sessionId: id }, 'HOME_PAUSED');
    const start = world.clock.now();
    world.clock.set('2026-06-12T12:00:00Z');
    await refused(as(late), 'signUpForSession', { sessionId: id }, 'SIGN_UP_CLOSED');
    await as(home).does('cancelSignUp', { sessionId: id }, '... on SignUpCancelled { gathering { status } }');
    world.clock.set('2026-06-13T22:30:00Z');
    await refused(as(late), 'signUpForSession', { sessionId: id }, 'WRONG_STATE');
    await refused(coordinator, 'cancelSession', { sessionId: id }, 'WRONG_STATE');
    await refused(coordinator, 'changeSession', { sessionId: id, capacity: 30 }, 'WRONG_STATE');
    world.clock.set(start);
    await coordinator.does('cancelSession', { sessionId: id }, '... on SessionChanged { session { status } }');
    await refused(as(late), 'signUpForSession', { sessionId: id }, 'WRONG_STATE');
    await refused(coordinator, 'cancelSession', { sessionId: id }, 'WRONG_STATE');
  });

  it('keeps its place when less room is wanted', async () => {
    const id = await aSession(world, partner, { capacity: 3 });
    const [one, two] = [await aVouchedHome(world), await aVouchedHome(world)];
    await signUp(world, one, id);
    await signUp(world, two, id);
    await refused(coordinator, 'changeSession', { sessionId: id, capacity: 1 }, 'CAPACITY_TAKEN', 'capacity');
    await refused(coordinator, 'changeSession', { sessionId: id, capacity: 0 }, 'QUANTITY_OUT_OF_RANGE', 'capacity');
    await refused(
      coordinator,
      'changeSession',
      { sessionId: id, signUpClosesAt: '2026-06-15T00:00:00Z' },
      'WINDOW_REVERSED',
      'signUpClosesAt',
    );
    await refused(
      coordinator,
      'changeSession',
      { sessionId: id, exactPlace: { howToJoin: 'x' } },
      'INVALID_INPUT',
      'exactPlace.address',
    );
    await coordinator.does('changeSession', { sessionId: id, capacity: 2 }, '... on SessionChanged { session { id } }');
    expect(await session(coordinator, id)).toMatchObject({ capacity: 2, placesLeft: 0 });
  });

  it("is nobody's business but the partner's, who reads of homes of others their card alone", async () => {
    const id = await aSession(world, partner);
    const own = await aVouchedHome(world, { name: 'Maple House' });
    const guest = await aHome(world, { name: 'Across the river', partnerKey: foreignKey, vouchedBy: foreign });
    await signUp(world, own, id);
    await signUp(world, guest, id);
    const read = (await participants(world, partner, id)).map(({ home, email }) => [
      home.shortName,
      home.circle,
      email,
    ]);
    expect(read.toSorted()).toEqual([
      ['Across the river', 'The other side of the river', null],
      ['Maple House', expect.any(String), own.email],
    ]);
    expect(
      await as(foreign).cannotRead(
        'query ($id: ID!) { participants(gatheringId: $id) { edges { node { signUpId } } } }',
        { id },
      ),
    ).toBe('NOT_FOUND');
    for (const [mutation, input] of Object.entries({
      changeSession: { capacity: 40 },
      cancelSession: {},
      takeAttendance: { marks: [{ signUpId: id, attendance: 'ATTENDED' }] },
    })) {
      await refused(as(foreign), mutation, { sessionId: id, ...input }, 'NOT_FOUND');
    }
  });
});

describe('reminders', () => {
  it('come a day before, once, to those who have a place; and whoever was moved up when a member was gone is told', async () => {
    const id = await aSession(world, partner, { capacity: 1 });
    const [one, two] = [await aVouchedHome(world), await aVouchedHome(world)];
    await signUp(world, one, id);
    await signUp(world, two, id);
    const { database } = world.instance.owner;
    const start = world.clock.now();
    world.clock.advance({ days: 2, hours: 7 });
    await sweep();
    expect(await as(one).hearsCodes()).not.toContain('GATHERING_SOON');
    world.clock.advance({ hours: 1 });
    await sweep();
    await sweep();
    expect((await as(one).hearsCodes()).filter((code) => code === 'GATHERING_SOON')).toHaveLength(1);
    expect(await as(two).hearsCodes()).not.toContain('GATHERING_SOON');
    // As when a member is erased: its sign-ups go with it.
    await database.query('forget a sign-up', 'DELETE FROM sign_up WHERE gathering_id = $1 AND waiting_number IS NULL', [
      id,
    ]);
    const late = await aVouchedHome(world);
    await signUp(world, late, id);
    await sweep();
    expect(await session(as(two), id)).toMatchObject({ mySignUp: { standing: 'PLACE' }, placesLeft: 0, waiting: 1 });
    expect(await session(as(late), id)).toMatchObject({ mySignUp: { standing: 'WAITING', waitingPlace: 1 } });
    expect(await as(two).hearsCodes()).toContain('SIGN_UP_MOVED_UP');
    world.clock.set(start);
  });
});

it('a place that is left once it has begun is for nobody who waited, and shows nobody where it is', async () => {
  const id = await aSession(world, partner, { capacity: 2 });
  const [going, gone, waits] = [await aHomeOfTwo(world), await aVouchedHome(world), await aVouchedHome(world)];
  await signUp(world, going.other, id);
  await signUp(world, gone, id);
  await signUp(world, waits, id);
  const start = world.clock.now();
  world.clock.advance({ days: 3, hours: 8, minutes: 30 });
  await going.other.reads('mutation { leaveHome { ... on HomeLeft { left } } }');
  await as(gone).does('eraseHome', { confirmation: { password: PASSWORD } }, '__typename');
  await sweep();
  expect(await session(as(waits), id)).toMatchObject({
    ...{ status: 'BEGUN', exactPlace: null, waiting: 1 },
    mySignUp: { standing: 'WAITING', waitingPlace: 1 },
  });
  expect(await as(waits).hearsCodes()).not.toContain('SIGN_UP_MOVED_UP');
  world.clock.set(start);
});

describe('attendance', () => {
  let id: string;
  let home: Awaited<ReturnType<typeof aVouchedHome>>;
  let absent: typeof home;
  let start: Date;
  beforeEach(async () => {
    start = world.clock.now();
    const trainingId = await aTraining(world, partner, { certificateDays: 60 });
    id = await aSession(world, partner, { trainingId, capacity: 2 });
    [home, absent] = [await aVouchedHome(world), await aVouchedHome(world)];
    await signUp(world, home, id);
    await signUp(world, absent, id);
  });
  const certificates = async (by: Person) =>
    (await by.reads<{ myCertificates: Json[] }>('{ myCertificates { id topic issuedOn expiresAt status partner } }'))
      .myCertificates;
  const signUpOf = async ({ email }: { email: string }) =>
    (await participants(world, partner, id)).find((one) => one.email === email)?.signUpId ?? '';

  it('is taken once it began, corrected for a week, and gives one certificate', async () => {
    const marks = [{ signUpId: await signUpOf(home), attendance: 'ATTENDED' }];
    await refused(coordinator, 'takeAttendance', { sessionId: id, marks }, 'NOT_BEGUN');
    const waiting = await aVouchedHome(world);
    expect(await signUp(world, waiting, id)).toBe('WAITING 1');
    world.clock.advance({ days: 3, hours: 8 });
    await refused(
      coordinator,
      'takeAttendance',
      { sessionId: id, marks: [{ signUpId: await signUpOf(waiting), attendance: 'ATTENDED' }] },
      'WRONG_STATE',
      'marks.0.signUpId',
    );
    await refused(
      coordinator,
      'takeAttendance',
      { sessionId: id, marks: [...marks, ...marks] },
      'INVALID_INPUT',
      'marks.1.signUpId',
    );
    expect(await takeAttendance(world, partner, id, 'ATTENDED', [await signUpOf(home)])).toEqual({
      marked: 1,
      certificates: 1,
    });
    expect(await takeAttendance(world, partner, id, 'ABSENT', [await signUpOf(absent)])).toEqual({
      marked: 1,
      certificates: 0,
    });
    expect(await takeAttendance(world, partner, id, 'ATTENDED', [await signUpOf(home)])).toEqual({
      marked: 0,
      certificates: 0,
    });
    expect(await certificates(as(home))).toMatchObject([
      { topic: 'RAPID_RESPONSE', issuedOn: '2026-06-13', status: 'GOOD', expiresAt: '2026-08-13T00:00:00.000Z' },
    ]);
    expect(await certificates(as(absent))).toEqual([]);
    expect(await as(home).hearsCodes()).toContain('CERTIFICATE_ISSUED');

    // It was the other one who came.
    await takeAttendance(world, partner, id, 'ABSENT', [await signUpOf(home)]);
    expect(await takeAttendance(world, partner, id, 'ATTENDED', [await signUpOf(absent)])).toEqual({
      marked: 1,
      certificates: 1,
    });
    expect([(await certificates(as(home))).length, (await certificates(as(absent))).length]).toEqual([0, 1]);
    expect(await as(home).hearsCodes()).toContain('CERTIFICATE_REVOKED');

    world.clock.advance({ days: 8 });
    await refused(coordinator, 'takeAttendance', { sessionId: id, marks }, 'LEASE_OVER');
    world.clock.set(start);
  });

  it('is not taken by a coordinator of its own household', async () => {
    const own = await aHome(world, { email: partner.email, vouchedBy: await aCoordinator(world) });
    const session2 = await aSession(world, partner, { capacity: 1 });
    await signUp(world, own, session2);
    const [its] = await participants(world, partner, session2);
    world.clock.advance({ days: 4 });
    await refused(
      coordinator,
      'takeAttendance',
      { sessionId: session2, marks: [{ signUpId: its?.signUpId ?? '', attendance: 'ATTENDED' }] },
      'NOT_ALLOWED',
      'marks.0.signUpId',
    );
    world.clock.set(start);
  });

  it('gives certificates that are taken back, remembered of, and end', async () => {
    world.clock.advance({ days: 4 });
    await takeAttendance(world, partner, id);
    const [its] = await certificates(as(home));
    const certificateId = String(its?.['id']);
    await refused(as(foreign), 'revokeCertificate', { certificateId }, 'NOT_FOUND');
    const revoked = await coordinator.does<{ certificate: Json }>(
      'revokeCertificate',
      { certificateId },
      '... on CertificateRevoked { certificate { status } }',
    );
    expect(revoked.certificate).toEqual({ status: 'REVOKED' });
    await refused(coordinator, 'revokeCertificate', { certificateId }, 'WRONG_STATE');
    expect(await as(home).hearsCodes()).toContain('CERTIFICATE_REVOKED');
    // Marking again gives no second one of the same session.
    await takeAttendance(world, partner, id, 'ABSENT', [await signUpOf(home)]);
    expect(await takeAttendance(world, partner, id, 'ATTENDED', [await signUpOf(home)])).toEqual({
      marked: 1,
      certificates: 0,
    });
    const { certificatesGiven } = await coordinator.reads<{ certificatesGiven: { edges: { node: Json }[] } }>(
      '{ certificatesGiven(first: 50) { edges { node { id status home { shortName tier } } } } }',
    );
    expect(certificatesGiven.edges.map(({ node }) => node)).toContainEqual({
      id: certificateId,
      status: 'REVOKED',
      home: { shortName: 'Maple House', tier: 'VOUCHED' },
    });

    // Homes stay signed in for 30 days: what they were told is read from their rows.
    const told = async (homeId: string) =>
      (
        await world.instance.owner.database.query<{ code: string }>(
          'told',
          "SELECT code FROM notice WHERE home_id = $1 AND code LIKE 'CERTIFICATE_ENDS%'",
          [homeId],
        )
      ).rows;
    world.clock.advance({ days: 29 });
    await sweep();
    expect(await told(absent.homeId)).toEqual([]);
    world.clock.advance({ days: 2 });
    await sweep();
    await sweep();
    expect([await told(absent.homeId), await told(home.homeId)]).toEqual([[{ code: 'CERTIFICATE_ENDS_SOON' }], []]);

    const left = async (text: string) =>
      (await world.instance.owner.database.query(`left ${text.length}`, text, [id])).rowCount;
    world.clock.advance({ days: 55 });
    await sweep();
    expect(await left('SELECT FROM sign_up WHERE gathering_id = $1')).toBe(2);
    world.clock.advance({ days: 4 });
    await sweep();
    expect(await left('SELECT FROM sign_up WHERE gathering_id = $1')).toBe(0);
    // How many came is all that is left of who did.
    expect(await left('SELECT FROM gathering WHERE id = $1 AND attended = 2 AND taken = 0')).toBe(1);
    expect(await left('SELECT FROM certificate WHERE session_id = $1')).toBe(0);
    expect(
      await left(
        `SELECT FROM certificate c JOIN home_member m ON m.id = c.member_id AND m.home_id = '${absent.homeId}' JOIN gathering g ON g.id = $1 WHERE c.revoked_at IS NULL AND c.expires_at = g.ends_at + interval '60 days'`,
      ),
    ).toBe(1);
    world.clock.advance({ days: 62 });
    await sweep();
    expect(
      await left(
        `SELECT FROM certificate c JOIN home_member m ON m.id = c.member_id AND m.home_id = '${absent.homeId}' JOIN gathering g ON g.id = $1 WHERE c.expires_at = g.ends_at + interval '60 days'`,
      ),
    ).toBe(0);
    world.clock.set(start);
  });
});
