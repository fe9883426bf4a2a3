/** Circles, in the order in which people live them: made, joined by invitation, linked by both sides, left and closed. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { move, tomorrow } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aMoneyRequest, aRide, FLATBUSH, type Json, rideInput, type TestRequest } from './world/families.js';
import { aRideOffer } from './world/offers.js';
import {
  aCoordinator,
  aHome,
  anEmail,
  aPartner,
  aSecretKey,
  aVouchedHome,
  PASSWORD,
  type TestCoordinator,
  type TestHome,
  theHostsCoordinator,
} from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

let world: World;
let ours: TestCoordinator;
let theirs: TestCoordinator;
let theirHome: TestHome;
beforeAll(async () => {
  world = await World.open();
  ours = await theHostsCoordinator(world);
  const partner = await aPartner(world);
  theirs = await aCoordinator(world, partner);
  const { key } = await aSecretKey(world, { partner });
  theirHome = await aHome(world, { vouchedBy: theirs, partnerKey: key });
}, 60_000);
afterAll(async () => {
  await world.close();
});

interface Answer {
  readonly code?: string;
  readonly path?: string[];
  readonly invitation?: string;
  readonly uses?: number;
  readonly circle?: {
    readonly id: string;
    readonly name: string;
    readonly homes: number | null;
    readonly links: readonly { readonly circleId: string; readonly name: string; readonly state: string }[];
  };
}

const CIRCLE =
  '{ id name isOwn languages areas { cell } requiredTraining membersInvite homes links { circleId name partner state } }';
const PARTS: Readonly<Record<string, string>> = {
  closeCircle: '... on CircleClosed { circleId }',
  inviteToCircle: '... on CircleInvitationMade { invitation uses endsAt }',
};

async function tell(who: { token: string }, mutation: string, input: Json): Promise<Answer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const part = PARTS[mutation] ?? `... on CircleChanged { circle ${CIRCLE} }`;
  const document = `mutation ($input: ${type}) { answer: ${mutation}(input: $input) { __typename ${part} ... on Refusal { code path } } }`;
  return (await world.ask<{ answer: Answer }>(document, { input }, who)).answer;
}

async function circlesOf({ token }: { token: string }) {
  const { circles } = await world.ask<{ circles: NonNullable<Answer['circle']>[] }>(
    `{ circles ${CIRCLE} }`,
    {},
    { token },
  );
  return circles;
}

async function aCircle(by: TestCoordinator = ours, its: Json = {}): Promise<string> {
  const { circle } = await tell(by, 'createCircle', {
    name: `Circle ${randomUUID().replaceAll(/\d/g, '').slice(0, 8)}`,
    ...its,
  });
  return circle?.id ?? '';
}

async function anInvitation(circleId: string, by: { token: string } = ours, uses = 1): Promise<string> {
  return (await tell(by, 'inviteToCircle', { circleId, uses })).invitation ?? '';
}

async function joined(home: TestHome, circleId: string): Promise<TestHome> {
  const { circle } = await tell(home, 'joinCircle', { invitation: await anInvitation(circleId) });
  expect(circle?.id).toBe(circleId);
  return home;
}

/** A refusal, after which everything is as it was. */
async function refused(who: { token: string }, mutation: string, input: Json): Promise<string> {
  const before = await everythingStored(world);
  const { code = 'none', path } = await tell(who, mutation, input);
  expect(await everythingStored(world)).toEqual(before);
  return `${code} ${path?.join('.') ?? ''}`.trim();
}

async function certified({ homeId }: TestHome, topic: string, from = 0, by = ours.partnerId): Promise<void> {
  await world.instance.owner.database.query(
    'write certificate',
    `INSERT INTO certificate (id, member_id, home_id, topic, partner_id, issued_on, expires_at)
     SELECT gen_random_uuid(), m.id, m.home_id, $2, $4, '2026-01-01', $3 FROM home_member m WHERE m.home_id = $1`,
    [homeId, topic, new Date(world.clock.now().getTime() + from + 3_600_000), by],
  );
}

async function listedFor({ token }: TestHome): Promise<string[]> {
  const { requests } = await world.ask<{ requests: { edges: { node: { id: string } }[] } }>(
    '{ requests(first: 50) { edges { node { id } } } }',
    {},
    { token },
  );
  return requests.edges.map(({ node }) => node.id);
}

async function onlyClaimOf({ token }: TestHome): Promise<string> {
  const { myClaims } = await world.ask<{ myClaims: { id: string }[] }>('{ myClaims { id } }', {}, { token });
  expect(myClaims).toHaveLength(1);
  return myClaims[0]?.id ?? '';
}

async function claim(home: TestHome, { requestId }: TestRequest): Promise<string> {
  const { claimRequest } = await world.ask<{ claimRequest: { code?: string } }>(
    'mutation ($input: ClaimRequestInput!) { claimRequest(input: $input) { __typename ... on Refusal { code } } }',
    { input: { requestId, plannedFor: tomorrow(world) } },
    home,
  );
  return claimRequest.code ?? 'claimed';
}

describe('a circle', () => {
  it('is made, changed and read by coordinators of its partner, and by nobody else', async () => {
    const input = {
      name: 'Elm Street',
      languages: ['es'],
      areas: ['862a10727ffffff'],
      requiredTraining: 'CHILD_SAFETY',
    };
    const { circle } = await tell(ours, 'createCircle', input);
    expect(circle).toMatchObject({
      ...input,
      areas: [{ cell: '862a10727ffffff' }],
      isOwn: false,
      membersInvite: false,
      homes: 0,
    });
    const circleId = circle?.id ?? '';
    const changed = await tell(ours, 'changeCircle', { circleId, name: 'Elm and Oak', requiredTraining: null });
    expect(changed.circle).toMatchObject({ name: 'Elm and Oak', languages: ['es'], requiredTraining: null });
    expect((await circlesOf(ours)).map(({ id }) => id)).toContain(circleId);
    expect((await circlesOf(theirs)).map(({ id }) => id)).not.toContain(circleId);
    const home = await aVouchedHome(world);
    expect(await circlesOf(home)).toMatchObject([{ isOwn: true, homes: null }]);
    const [own] = await circlesOf(ours);
    expect(await refused(theirs, 'changeCircle', { circleId, name: 'Mine' })).toBe('NOT_FOUND');
    expect(await refused(theirs, 'closeCircle', { circleId })).toBe('NOT_FOUND');
    expect(await refused(ours, 'closeCircle', { circleId: own?.id ?? '' })).toBe('WRONG_STATE');
    expect(await refused(ours, 'changeCircle', { circleId: own?.id ?? '', requiredTraining: 'CHILD_SAFETY' })).toBe(
      'WRONG_STATE requiredTraining',
    );
    expect(await refused(ours, 'createCircle', { name: 'Fine', areas: ['872a10728ffffff'] })).toBe(
      'CELL_TOO_FINE areas.0',
    );
  });

  it('is joined by an invitation, as often as that says, for fourteen days, by homes of its partner', async () => {
    const circleId = await aCircle();
    const [one, two, three] = [await aVouchedHome(world), await aVouchedHome(world), await aVouchedHome(world)];
    const invitation = await anInvitation(circleId, ours, 2);
    expect(await refused(theirHome, 'joinCircle', { invitation })).toBe('INVITATION_INVALID');
    expect((await tell(one, 'joinCircle', { invitation })).circle).toMatchObject({ id: circleId, homes: null });
    expect(await refused(one, 'joinCircle', { invitation })).toBe('WRONG_STATE');
    await tell(two, 'joinCircle', { invitation });
    expect(await refused(three, 'joinCircle', { invitation })).toBe('INVITATION_INVALID');
    expect(await refused(three, 'joinCircle', { invitation: 'shr_nonsense' })).toBe('INVITATION_INVALID');
    expect((await circlesOf(ours)).find(({ id }) => id === circleId)?.homes).toBe(2);
    expect(await refused(ours, 'closeCircle', { circleId })).toBe('CIRCLE_IN_USE');
    expect(await refused(theirs, 'inviteToCircle', { circleId })).toBe('NOT_FOUND');
    expect(await refused(ours, 'inviteToCircle', { circleId, uses: 51 })).toBe('QUANTITY_OUT_OF_RANGE uses');
    // Its homes invite where it lets them.
    expect(await refused(one, 'inviteToCircle', { circleId })).toBe('NOT_ALLOWED');
    expect(await refused(three, 'inviteToCircle', { circleId })).toBe('NOT_FOUND');
    await tell(ours, 'changeCircle', { circleId, membersInvite: true });
    const byHome = await anInvitation(circleId, one);
    const stale = await anInvitation(circleId, two);
    await tell(three, 'joinCircle', { invitation: byHome });
    // Who has left invites nobody, and two who leave at once are in the own circle.
    await tell(two, 'leaveCircle', { confirm: true });
    expect(await refused(two, 'leaveCircle', { confirm: true })).toBe('WRONG_STATE');
    expect(await refused(three, 'leaveCircle', { confirm: false })).toBe('INVALID_INPUT confirm');
    expect(await refused(two, 'joinCircle', { invitation: stale })).toBe('INVITATION_INVALID');
    await Promise.all([one, three].map((home) => tell(home, 'leaveCircle', { confirm: true })));
    expect(await circlesOf(one)).toMatchObject([{ isOwn: true }]);
    expect((await tell(ours, 'closeCircle', { circleId })).code).toBeUndefined();
    const late = await anInvitation(await aCircle());
    world.clock.advance({ days: 14 });
    expect(await refused(one, 'joinCircle', { invitation: late })).toBe('INVITATION_INVALID');
  });

  it('is not joined by what somebody invited who might not any more', async () => {
    const circleId = await aCircle(ours, { membersInvite: true });
    const by = await aCoordinator(world, { partnerId: ours.partnerId });
    const invitation = await anInvitation(circleId, by, 9);
    const [member, home] = [await joined(await aVouchedHome(world), circleId), await aVouchedHome(world)];
    const byHome = await anInvitation(circleId, member, 9);
    const does = (mutation: string, input: Json) =>
      new Person(world, { token: ours.token }).does(mutation, input, '__typename');
    const isShut = (token: string) => refused(home, 'joinCircle', { invitation: token });
    await does('changeRoles', { coordinatorId: by.id, roles: ['INTAKE'] });
    expect(await isShut(invitation)).toBe('INVITATION_INVALID');
    await does('changeRoles', { coordinatorId: by.id, roles: ['DISPATCHER'] });
    await does('changeCircle', { circleId, membersInvite: false });
    expect(await isShut(byHome)).toBe('INVITATION_INVALID');
    await does('changeCircle', { circleId, membersInvite: true });
    await does('pauseHome', { homeId: member.homeId });
    expect(await isShut(byHome)).toBe('INVITATION_INVALID');
    expect(await refused(member, 'inviteToCircle', { circleId })).toBe('HOME_PAUSED');
    await does('unpauseHome', { homeId: member.homeId });
    await does('withdrawVouch', { homeId: member.homeId });
    expect(await isShut(byHome)).toBe('INVITATION_INVALID');
    expect(await refused(member, 'inviteToCircle', { circleId })).toBe('NOT_VOUCHED');
    await does('vouchForHome', { homeId: member.homeId });
    expect((await tell(home, 'joinCircle', { invitation: byHome })).circle?.id).toBe(circleId);
    await does('removeCoordinator', { coordinatorId: by.id });
    const other = await aVouchedHome(world);
    expect(await refused(other, 'joinCircle', { invitation })).toBe('INVITATION_INVALID');
  });

  it('is no new home’s by the invitation of a home in it, where its homes do not invite or it demands a training', async () => {
    const registers = async (inviter: TestHome) => {
      const { invitation } = await new Person(world, { token: inviter.token }).does<{ invitation: string }>(
        'inviteHome',
        { vouch: false },
        '... on HomeInvited { invitation }',
      );
      const { session } = await new Person(world).does<{ session: { token: string } }>(
        'registerHome',
        { name: 'Blue Door', email: anEmail(), password: PASSWORD, invitation },
        '... on HomeRegistered { session { token } }',
      );
      return (await circlesOf(session))[0]?.id;
    };
    const own = (await circlesOf(ours))[0]?.id;
    const circleId = await aCircle();
    const member = await joined(await aVouchedHome(world), circleId);
    expect(await registers(member)).toBe(own);
    await tell(ours, 'changeCircle', { circleId, membersInvite: true });
    expect(await registers(member)).toBe(circleId);
    await tell(ours, 'changeCircle', { circleId, requiredTraining: 'CHILD_SAFETY' });
    expect(await registers(member)).toBe(own);
  });

  it('is called after streets, but says no number, e-mail or link to the families that read its name', async () => {
    for (const name of [
      'Call 212-555-0100',
      'write to bob@x.example',
      'https://evil.example',
      'two one two five five five zero one zero zero',
    ]) {
      expect(await refused(ours, 'createCircle', { name })).toBe('NAME_TELLS_TOO_MUCH name');
    }
    const circleId = await aCircle(ours, { name: 'Calle Ocho' });
    expect(await refused(ours, 'changeCircle', { circleId, name: '@handle' })).toBe('NAME_TELLS_TOO_MUCH name');
  });

  it('lets in one home by an invitation for one, however many come at once', async () => {
    const invitation = await anInvitation(await aCircle());
    const homes = await Promise.all(Array.from({ length: 6 }, () => aVouchedHome(world)));
    const answers = await Promise.all(homes.map((home) => tell(home, 'joinCircle', { invitation })));
    expect(answers.map(({ code }) => code ?? 'in').toSorted()).toEqual([...Array(5).fill('INVITATION_INVALID'), 'in']);
  });

  it('is entered by no invitation of whoever may invite no more', async () => {
    const circleId = await aCircle(ours, { membersInvite: true });
    const [inviter, guest] = [await joined(await aVouchedHome(world), circleId), await aVouchedHome(world)];
    const leaves = await aCoordinator(world);
    const loses = await aCoordinator(world);
    const [byHome, byLeaver, byLoser] = [
      await anInvitation(circleId, inviter),
      await anInvitation(circleId, leaves),
      await anInvitation(circleId, loses),
    ];
    const mutate = (mutation: string, input: Json, part: string) =>
      new Person(world, { token: ours.token }).does(mutation, input, part);
    await mutate('pauseHome', { homeId: inviter.homeId }, '... on HomeStandingChanged { home { id } }');
    expect(await refused(inviter, 'inviteToCircle', { circleId })).toBe('HOME_PAUSED');
    expect(await refused(guest, 'joinCircle', { invitation: byHome })).toBe('INVITATION_INVALID');
    await mutate('removeCoordinator', { coordinatorId: leaves.id }, '... on CoordinatorRemoved { coordinatorId }');
    expect(await refused(guest, 'joinCircle', { invitation: byLeaver })).toBe('INVITATION_INVALID');
    await mutate(
      'changeRoles',
      { coordinatorId: loses.id, roles: ['INTAKE'] },
      '... on RolesChanged { coordinator { id } }',
    );
    expect(await refused(guest, 'joinCircle', { invitation: byLoser })).toBe('INVITATION_INVALID');
    // A home that nobody vouches for yet sees nothing, and brings nobody.
    const { homeId, token } = await aHome(world);
    await world.instance.owner.database.query('into the circle', 'UPDATE home SET circle_id = $2 WHERE id = $1', [
      homeId,
      circleId,
    ]);
    expect(await refused({ token }, 'inviteToCircle', { circleId })).toBe('NOT_VOUCHED');
    await mutate('unpauseHome', { homeId: inviter.homeId }, '... on HomeStandingChanged { home { id } }');
    expect((await tell(guest, 'joinCircle', { invitation: byHome })).circle).toMatchObject({ id: circleId });
  });

  it('that demands a training lets in who has a good certificate', async () => {
    const circleId = await aCircle(ours, { requiredTraining: 'RAPID_RESPONSE' });
    const home = await aVouchedHome(world);
    const invitation = await anInvitation(circleId);
    expect(await refused(home, 'joinCircle', { invitation })).toBe('CERTIFICATE_NEEDED');
    await certified(home, 'RAPID_RESPONSE', -7_200_000);
    expect(await refused(home, 'joinCircle', { invitation })).toBe('CERTIFICATE_NEEDED');
    await certified(home, 'RAPID_RESPONSE');
    expect((await tell(home, 'joinCircle', { invitation })).circle?.id).toBe(circleId);
  });
});

describe('a home', () => {
  it('is taken out of its circle by a coordinator of its partner with the role, is told, and comes back by an invitation alone', async () => {
    const circleId = await aCircle();
    const home = await joined(await aVouchedHome(world), circleId);
    const { homeId } = home;
    const reviewer = await aCoordinator(world, undefined, ['REVIEWER']);
    const asReviewer = new Person(world, { token: reviewer.token });
    expect((await asReviewer.isRefused('removeFromCircle', { homeId }))?.code).toBe('NOT_ALLOWED');
    for (const id of [theirHome.homeId, randomUUID(), 'nothing']) {
      expect(await refused(ours, 'removeFromCircle', { homeId: id })).toBe('NOT_FOUND homeId');
    }
    expect(await refused(theirs, 'removeFromCircle', { homeId })).toBe('NOT_FOUND homeId');
    expect((await tell(ours, 'removeFromCircle', { homeId })).circle).toMatchObject({ id: circleId, homes: 0 });
    expect(await circlesOf(home)).toMatchObject([{ isOwn: true }]);
    expect(await new Person(world, { token: home.token }).hearsCodes()).toContain('CIRCLE_LEFT');
    expect(await refused(ours, 'removeFromCircle', { homeId })).toBe('WRONG_STATE');
    const { rows } = await world.instance.owner.database.query<{ action: string }>(
      'what was logged',
      'SELECT action FROM coordinator_action WHERE subject_id = $1',
      [homeId],
    );
    expect(rows.map(({ action }) => action)).toContain('removeFromCircle');
    await joined(home, circleId);
  });
});

it('circles of one partner are two hundred at most, however many are made at once', async () => {
  const partner = await aPartner(world);
  const by = await aCoordinator(world, partner);
  await world.instance.owner.database.query(
    'many circles',
    `INSERT INTO circle (id, partner_id, name)
     SELECT gen_random_uuid(), $1, 'Circle ' || at FROM generate_series(1, 199 - (SELECT count(*)::integer FROM circle WHERE partner_id = $1)) AS at`,
    [partner.partnerId],
  );
  const made = await Promise.all(['One', 'Another', 'More'].map((name) => tell(by, 'createCircle', { name })));
  expect(made.map(({ code }) => code ?? 'made').toSorted()).toEqual(['TOO_MANY_ATTEMPTS', 'TOO_MANY_ATTEMPTS', 'made']);
  expect(await circlesOf(by)).toHaveLength(200);
});

describe('a link', () => {
  it('stands once both sides agree, and ends by either', async () => {
    const [elm, oak] = [await aCircle(), await aCircle(theirs)];
    const [from, back] = [
      { circleId: elm, otherCircleId: oak },
      { circleId: oak, otherCircleId: elm },
    ];
    expect(await refused(ours, 'proposeCircleLink', { circleId: elm, otherCircleId: elm })).toBe(
      'INVALID_INPUT otherCircleId',
    );
    expect(await refused(ours, 'proposeCircleLink', back)).toBe('NOT_FOUND');
    expect(await refused(ours, 'endCircleLink', from)).toBe('NOT_FOUND');
    const { circle } = await tell(ours, 'proposeCircleLink', from);
    expect(circle?.links).toMatchObject([{ circleId: oak, state: 'PROPOSED_BY_US' }]);
    expect((await circlesOf(theirs)).find(({ id }) => id === oak)?.links).toMatchObject([
      { circleId: elm, state: 'PROPOSED_TO_US' },
    ]);
    expect(await refused(ours, 'acceptCircleLink', from)).toBe('NOT_WAITING_FOR_YOU');
    expect(await refused(ours, 'proposeCircleLink', from)).toBe('WRONG_STATE');
    expect(await refused(ours, 'endCircleLink', from)).toBe('WRONG_STATE');
    await tell(theirs, 'declineCircleLink', back);
    await tell(ours, 'proposeCircleLink', from);
    expect((await tell(theirs, 'acceptCircleLink', back)).circle?.links).toMatchObject([
      { circleId: elm, state: 'LINKED' },
    ]);
    expect(await refused(ours, 'declineCircleLink', from)).toBe('WRONG_STATE');
    expect((await tell(ours, 'endCircleLink', from)).circle?.links).toEqual([]);
  });

  it('is told to those of the other side who may answer, in words that name nobody, and its yes to those who asked', async () => {
    const [elm, oak] = [await aCircle(), await aCircle(theirs)];
    const reader = await aCoordinator(world, { partnerId: theirs.partnerId }, ['INTAKE', 'REVIEWER']);
    const told = async (who: { token: string }, of: string, language = 'en') => {
      const { notices } = await world.ask<{ notices: { edges: { node: Json }[] } }>(
        '{ notices(first: 50) { edges { node { code text subjectKind subjectId } } } }',
        {},
        { token: who.token, language },
      );
      return notices.edges.map(({ node }) => node).filter(({ subjectId }) => subjectId === of);
    };
    await tell(ours, 'proposeCircleLink', { circleId: elm, otherCircleId: oak });
    const code = 'CIRCLE_LINK_PROPOSED';
    expect(await told(theirs, oak)).toEqual([
      {
        ...{ code, subjectKind: 'CIRCLE', subjectId: oak },
        text: 'A link with one of your circles was proposed. Please say yes or no.',
      },
    ]);
    expect(await told(theirs, oak, 'es')).toMatchObject([
      { code, text: 'Se propuso un enlace con uno de sus círculos. Por favor, diga sí o no.' },
    ]);
    expect([...(await told(ours, oak)), ...(await told(ours, elm)), ...(await told(reader, oak))]).toEqual([]);
    // Refused, and nobody is told once more.
    expect(await refused(ours, 'proposeCircleLink', { circleId: elm, otherCircleId: oak })).toBe('WRONG_STATE');
    await tell(theirs, 'acceptCircleLink', { circleId: oak, otherCircleId: elm });
    expect(await told(ours, elm)).toMatchObject([{ code: 'CIRCLE_LINK_AGREED' }]);
    expect(await told(theirs, oak)).toHaveLength(1);
    // Between circles of one partner nobody else is asked, and nobody is told.
    const ash = await aCircle();
    await tell(ours, 'proposeCircleLink', { circleId: elm, otherCircleId: ash });
    expect(await told(ours, ash)).toEqual([]);
  });

  it('is proposed and taken back thirty times an hour, and not more often', async () => {
    const [here, there] = [await aCoordinator(world, await aPartner(world)), theirs];
    const pair = { circleId: await aCircle(here), otherCircleId: await aCircle(there) };
    for (let at = 0; at < 30; at += 1) {
      expect((await tell(here, 'proposeCircleLink', pair)).code).toBeUndefined();
      await tell(here, 'declineCircleLink', pair);
    }
    expect((await tell(here, 'proposeCircleLink', pair)).code).toBe('TOO_MANY_ATTEMPTS');
    expect((await circlesOf(here)).flatMap(({ links }) => links)).toEqual([]);
  });

  it('that both sides propose at once is one, and stands', async () => {
    const [elm, oak] = [await aCircle(), await aCircle(theirs)];
    await Promise.all([
      tell(ours, 'proposeCircleLink', { circleId: elm, otherCircleId: oak }),
      tell(theirs, 'proposeCircleLink', { circleId: oak, otherCircleId: elm }),
    ]);
    expect((await circlesOf(ours)).find(({ id }) => id === elm)?.links).toMatchObject([
      { circleId: oak, state: 'LINKED' },
    ]);
  });

  it('with itself no circle can have, nor a home one of another partner', async () => {
    const { database } = world.instance.owner;
    const elm = await aCircle();
    await expect(
      database.query('self', `INSERT INTO circle_link VALUES ($1, $1, $1, '2026-01-01', NULL)`, [elm]),
    ).rejects.toMatchObject({ message: expect.stringContaining('no_circle_linked_to_itself') });
    await expect(
      database.query('foreign', 'UPDATE home SET circle_id = $2 WHERE id = $1', [theirHome.homeId, elm]),
    ).rejects.toMatchObject({ message: expect.stringContaining('home_in_circle_of_its_partner') });
  });
});

describe('a request', () => {
  it('begins in the circle whose area is the finest around it, or in the one that is named', async () => {
    const home = await aVouchedHome(world);
    const { area } = await world.ask<{ area: { cell: string } }>(
      'query ($place: PlaceInput!) { area(place: $place) { cell } }',
      { place: FLATBUSH },
    );
    const [, other] = [await joined(home, await aCircle(ours, { areas: [area.cell] })), await aVouchedHome(world)];
    const near = await aRide(world, { urgency: 'WHENEVER' });
    expect([
      (await listedFor(home)).includes(near.requestId),
      (await listedFor(other)).includes(near.requestId),
    ]).toEqual([true, false]);
    const [own] = await circlesOf(ours);
    const named = await aRide(world, { urgency: 'WHENEVER', circleId: own?.id ?? '' }, { coordinator: ours });
    expect([
      (await listedFor(home)).includes(named.requestId),
      (await listedFor(other)).includes(named.requestId),
    ]).toEqual([false, true]);
    const post =
      'mutation ($input: PostRideRequestInput!) { postRideRequest(input: $input) { ... on Refusal { code path } } }';
    for (const circleId of [await aCircle(theirs), randomUUID()]) {
      const answer = await world.ask(post, { input: rideInput(world, { circleId }) }, ours);
      expect(answer).toEqual({ postRideRequest: { code: 'NOT_FOUND', path: ['circleId'] } });
    }
    await tell(home, 'leaveCircle', { confirm: true });
  });

  it('is claimed only as far as it is known when that is asked under the lock, and stays with who has claimed it', async () => {
    const circleId = await aCircle();
    const [member, leaver] = [
      await joined(await aVouchedHome(world), circleId),
      await joined(await aVouchedHome(world), circleId),
    ];
    const request = await aRide(world, { circleId, widensTo: 'CIRCLE' }, { coordinator: ours });
    expect(await listedFor(leaver)).toContain(request.requestId);
    await tell(leaver, 'leaveCircle', { confirm: true });
    expect(await claim(leaver, request)).toBe('NOT_FOUND');
    expect(await refused(ours, 'closeCircle', { circleId })).toBe('CIRCLE_IN_USE');
    expect(await claim(member, request)).toBe('claimed');
    await tell(member, 'leaveCircle', { confirm: true });
    const { request: seen } = await world.ask<{ request: object | null }>(
      'query ($id: ID!) { request(id: $id) { id } }',
      { id: request.requestId },
      member,
    );
    expect(seen).not.toBeNull();
  });

  it('that asks for a training is for who has its certificate, also when a family asks', async () => {
    const [trained, other] = [await aVouchedHome(world), await aVouchedHome(world)];
    await certified(trained, 'ACCOMPANIMENT');
    const request = await aRide(world, { requiredTraining: 'ACCOMPANIMENT' });
    expect([
      (await listedFor(trained)).includes(request.requestId),
      (await listedFor(other)).includes(request.requestId),
    ]).toEqual([true, false]);
    expect(await claim(other, request)).toBe('CERTIFICATE_NEEDED');
    const { offerId } = await aRideOffer(world, other);
    const { claimOffer } = await world.ask<{ claimOffer: { code?: string } }>(
      'mutation ($input: ClaimOfferInput!) { claimOffer(input: $input) { __typename ... on Refusal { code } } }',
      { input: { requestId: request.requestId, offerId, plannedFor: tomorrow(world) } },
      { token: request.token },
    );
    expect(claimOffer.code).toBe('CERTIFICATE_NEEDED');
    expect(await claim(trained, request)).toBe('claimed');
  });

  it('that asks for a training is for who was trained by any partner, as a circle is that demands one', async () => {
    const home = await aVouchedHome(world);
    const circleId = await aCircle(ours, { requiredTraining: 'CHILD_SAFETY' });
    const request = await aRide(world, { requiredTraining: 'CHILD_SAFETY' });
    expect(await claim(home, request)).toBe('CERTIFICATE_NEEDED');
    await certified(home, 'CHILD_SAFETY', 0, theirs.partnerId);
    expect(await listedFor(home)).toContain(request.requestId);
    expect(await claim(home, request)).toBe('claimed');
    expect((await move(world, 'acceptClaim', request, await onlyClaimOf(home))).claim?.status).toBe('ACCEPTED');
    await joined(home, circleId);
  });

  it('may be taken by whom its family asks, however far it is known', async () => {
    const request = await aRide(world, { widensTo: 'CIRCLE' });
    const { offerId } = await aRideOffer(world, theirHome);
    expect(await claim(theirHome, request)).toBe('NOT_FOUND');
    const { claimOffer } = await world.ask<{ claimOffer: { code?: string } }>(
      'mutation ($input: ClaimOfferInput!) { claimOffer(input: $input) { __typename ... on Refusal { code } } }',
      { input: { requestId: request.requestId, offerId, plannedFor: tomorrow(world) } },
      { token: request.token },
    );
    expect(claimOffer.code).toBeUndefined();
  });

  it('of money has no circle, and widens nowhere', async () => {
    const money = await aMoneyRequest(world);
    const { changeWidening } = await world.ask<{ changeWidening: { code?: string } }>(
      'mutation ($input: ChangeWideningInput!) { changeWidening(input: $input) { __typename ... on Refusal { code } } }',
      { input: { requestId: money.requestId, widensTo: 'CIRCLE' } },
      { token: money.token },
    );
    expect(changeWidening.code).toBe('WRONG_STATE');
  });
});

it('is claimed by no home that has yet to accept its agreement', async () => {
  const partner = await aPartner(world);
  const coordinator = await aCoordinator(world, partner);
  const { key } = await aSecretKey(world, { partner });
  const home = await aHome(world, { vouchedBy: coordinator, partnerKey: key, agrees: false });
  const request = await aRide(world, {}, { partnerKey: key });
  expect(await listedFor(home)).toEqual([]);
  expect(await claim(home, request)).toBe('AGREEMENT_NEEDED');
});
