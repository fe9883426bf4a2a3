/** A home of several people: invited, joined, trusted with more, and gone again; whatever a home has belongs to all of them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SendNoticeMail } from '../src/notice/send-notice-mail.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { anAcceptedClaim, claimRequest } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aRide, type Json } from './world/families.js';
import { aHomeOfTwo, INVITED, inHomeOf, invitationInto, join } from './world/members.js';
import { aGroceryOffer } from './world/offers.js';
import { aCoordinator, aHome, anEmail, aPartner, aPublishableKey, aVouchedHome, PASSWORD } from './world/people.js';
import { Person } from './world/person.js';
import { lettersWritten, rowsStored } from './world/stored-text.js';
import { World } from './world/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.close();
});

const MEMBERS = '... on HomeMembersChanged { members { id role isYou email } }';
const now = () => world.clock.now();
const isAlive = async ({ token }: { token: string }) =>
  (await world.call('{ viewer { kind } }', {}, { token })).status === 200;
const membersOf = async (who: Person) =>
  (
    await who.reads<{ homeMembers: { id: string; role: string; isYou: boolean; email: string | null }[] }>(
      '{ homeMembers { id role isYou email joinedOn } }',
    )
  ).homeMembers;
async function changesNothing(code: string, attempt: () => Promise<{ code: string } | null>): Promise<void> {
  const before = await everythingStored(world);
  expect((await attempt())?.code).toBe(code);
  expect(await everythingStored(world)).toEqual(before);
}
const left = (who: Person) => who.does('leaveHome', null, '... on HomeLeft { left }');
const leaving = async (who: Person) =>
  (
    await who.reads<{ leaveHome: { code?: string } }>(
      'mutation { leaveHome { ... on HomeLeft { left } ... on Refusal { code } } }',
    )
  ).leaveHome.code ?? null;

describe('a second member', () => {
  it('claims, offers and delivers for the home like the first, and both are told', async () => {
    const { home, keeper, other } = await aHomeOfTwo(world);
    expect((await other.reads('{ viewer { id tier } }')).viewer).toEqual(
      (await keeper.reads('{ viewer { id tier } }')).viewer,
    );
    const ride = await aRide(world);
    const { claim } = await claimRequest(world, { token: other.token }, ride.requestId);
    expect(await keeper.claims()).toMatchObject([{ id: claim?.id, status: 'PROPOSED' }]);
    const { offerId } = await aGroceryOffer(world, { ...home, token: other.token });
    expect(await keeper.reads('{ myOffers { id } }')).toEqual({ myOffers: [{ id: offerId }] });
    await keeper.does('retractClaim', { claimId: claim?.id }, '... on ClaimMoved { claim { status } }');
    for (const member of [keeper, other]) expect(await member.hearsCodes()).toContain('MEMBER_JOINED');
    await world.get(SendNoticeMail).run(world.clock.now());
    // One letter each.
    const letters = (await lettersWritten(world)).join('\n');
    for (const email of [home.email, other.email]) expect(letters).toContain(email);
  });

  it('is seen by the others as they may, and whole by the coordinators of its partner', async () => {
    const { home, keeper, other } = await aHomeOfTwo(world);
    expect(await membersOf(keeper)).toMatchObject([
      { role: 'KEEPER', isYou: true, email: home.email },
      { role: 'MEMBER', isYou: false, email: other.email },
    ]);
    expect((await membersOf(other)).map(({ isYou, email }) => ({ isYou, email }))).toEqual([
      { isYou: false, email: null },
      { isYou: true, email: other.email },
    ]);
    const coordinator = new Person(world, { token: (await aCoordinator(world)).token });
    const { partnerHomes } = await coordinator.reads<{ partnerHomes: { edges: { node: Json }[] } }>(
      '{ partnerHomes(first: 50) { edges { node { id kind email members { role email phone joinedOn } } } } }',
    );
    expect(partnerHomes.edges.find(({ node }) => node['id'] === home.homeId)?.node).toMatchObject({
      kind: 'HOUSEHOLD',
      email: home.email,
      members: [
        { role: 'KEEPER', email: home.email },
        { role: 'MEMBER', email: other.email },
      ],
    });
  });

  it('of another home is nobody here', async () => {
    const [{ keeper }, { keeper: stranger, other }] = [await aHomeOfTwo(world), await aHomeOfTwo(world)];
    const theirs = (await membersOf(other)).map(({ id }) => id);
    for (const memberId of [...theirs, randomUUID(), 'none']) {
      await changesNothing('NOT_FOUND', () => keeper.isRefused('removeMember', { memberId }));
      await changesNothing('NOT_FOUND', () => keeper.isRefused('changeMemberRole', { memberId, role: 'KEEPER' }));
    }
    expect(await stranger.cannotRead('{ homeMembers { id } }')).toBeNull();
    expect(await new Person(world).cannotRead('{ homeMembers { id } }')).toBe('UNAUTHENTICATED');
    const coordinator = new Person(world, { token: (await aCoordinator(world)).token });
    expect(await coordinator.cannotRead('{ homeMembers { id } }')).toBe('NOT_ALLOWED');
  });

  it('does not do what keepers do', async () => {
    const { keeper, other } = await aHomeOfTwo(world);
    const [first] = await membersOf(keeper);
    for (const [mutation, input] of [
      ['inviteMember', { role: 'MEMBER' }],
      ['removeMember', { memberId: first?.id }],
      ['changeMemberRole', { memberId: first?.id, role: 'MEMBER' }],
      ['changeHome', { name: 'Blue Door' }],
      ['closeHome', { confirmation: { password: PASSWORD } }],
      ['eraseHome', { confirmation: { password: PASSWORD } }],
    ] as const) {
      await changesNothing('NOT_ALLOWED', () => other.isRefused(mutation, input));
    }
  });
});

describe('leaving', () => {
  it('ends sessions at once, destroys the key of the address and frees the e-mail', async () => {
    const { keeper, other } = await aHomeOfTwo(world);
    const id = (await membersOf(other)).find(({ isYou }) => isYou)?.id ?? '';
    const [sealed] = (
      await world.instance.owner.database.query<{ key: string }>(
        'key of member',
        'SELECT data_key_id AS key FROM sealed.person WHERE person_id = $1',
        [id],
      )
    ).rows;
    await left(other);
    expect(await isAlive(other)).toBe(false);
    expect(await new Person(world).isRefused('signIn', { email: other.email, password: PASSWORD })).toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
    expect([...(await rowsStored(world)).values()].join('')).not.toContain(id);
    expect(
      (await world.instance.keyStore.database.query('key', 'SELECT FROM data_key WHERE id = $1', [sealed?.key]))
        .rowCount,
    ).toBe(0);
    expect(await keeper.hearsCodes()).toContain('MEMBER_LEFT');
    await aHome(world, { email: other.email });
  });

  it('is for whoever leaves somebody who keeps the home; two keepers who leave at once are one who stays', async () => {
    const { keeper, other } = await aHomeOfTwo(world, 'KEEPER');
    const both = await Promise.all([leaving(keeper), leaving(other)]);
    expect(both.toSorted()).toEqual(['LAST_KEEPER', null].toSorted());
    const stays = both[0] === null ? other : keeper;
    expect(await membersOf(stays)).toMatchObject([{ role: 'KEEPER', isYou: true }]);
    const before = await everythingStored(world);
    expect(await leaving(stays)).toBe('LAST_KEEPER');
    expect(await everythingStored(world)).toEqual(before);
    const [its] = await membersOf(stays);
    await changesNothing('LAST_KEEPER', () =>
      stays.isRefused('changeMemberRole', { memberId: its?.id, role: 'MEMBER' }),
    );
    // The database says so to whoever goes past the program.
    const deleting = world.instance.owner.database.query(
      'keeper becomes member',
      "UPDATE home_member SET role = 'MEMBER' WHERE id = $1",
      [its?.id],
    );
    await expect(deleting).rejects.toMatchObject({ constraint: 'home_has_a_keeper' });
  });

  it('is the keeper’s to demand, who may make others keepers first', async () => {
    const { keeper, other } = await aHomeOfTwo(world);
    const [mine, theirs] = await membersOf(keeper);
    await changesNothing('INVALID_INPUT', () => keeper.isRefused('removeMember', { memberId: mine?.id }));
    await keeper.does('changeMemberRole', { memberId: theirs?.id, role: 'KEEPER' }, MEMBERS);
    await changesNothing('WRONG_STATE', () =>
      keeper.isRefused('changeMemberRole', { memberId: theirs?.id, role: 'KEEPER' }),
    );
    const { members } = await other.does<{ members: Json[] }>('removeMember', { memberId: mine?.id }, MEMBERS);
    expect(members).toMatchObject([{ role: 'KEEPER', isYou: true }]);
    expect(await isAlive(keeper)).toBe(false);
  });

  it('takes along every invitation into the home that a keeper may have kept, however they cease to be one', async () => {
    const ends = {
      removed: (keeper: Person, memberId: string, _other: Person) => keeper.does('removeMember', { memberId }, MEMBERS),
      demoted: (keeper: Person, memberId: string, _other: Person) =>
        keeper.does('changeMemberRole', { memberId, role: 'MEMBER' }, MEMBERS),
      left: (_keeper: Person, _memberId: string, other: Person) => left(other),
    };
    for (const ending of Object.values(ends)) {
      const { keeper, other } = await aHomeOfTwo(world, 'KEEPER');
      const token = await invitationInto(world, other, 'KEEPER');
      const bring = await keeper.does<{ invitation: string }>('inviteHome', { vouch: false }, INVITED);
      const their = (await membersOf(other)).find(({ isYou }) => isYou)?.id ?? '';
      await ending(keeper, their, other);
      await changesNothing('INVITATION_INVALID', () =>
        new Person(world).isRefused('joinHome', { invitation: token, email: anEmail(), password: PASSWORD }),
      );
      // Who comes as a home of its own is in nobody's house.
      const { homeInvitations } = await keeper.reads<{ homeInvitations: Json[] }>('{ homeInvitations { kind } }');
      expect([homeInvitations, bring.invitation.length > 0]).toEqual([[{ kind: 'HOME' }], true]);
    }
  });
});

describe('an invitation', () => {
  it.each([
    ['used twice', async (token: string) => void (await join(world, token))],
    ['of eight days ago', async () => world.clock.advance({ days: 8 })],
    ['of a year ago', async () => world.clock.advance({ days: 366 })],
  ])('%s opens nothing, and changes nothing', async (_what, happens) => {
    const home = await aVouchedHome(world);
    const token = await invitationInto(world, home);
    const before = now();
    await happens(token);
    await changesNothing('INVITATION_INVALID', () =>
      new Person(world).isRefused('joinHome', { invitation: token, email: anEmail(), password: PASSWORD }),
    );
    world.clock.set(before);
  });

  it.each([
    ['made up', `shj_${'A'.repeat(43)}`],
    ['of another kind', `shi_${'A'.repeat(43)}`],
    ['no token', 'please'],
    ['empty', ''],
  ])('that is %s opens nothing', async (_what, invitation) => {
    const input = { invitation, email: anEmail(), password: PASSWORD };
    await changesNothing('INVITATION_INVALID', () => new Person(world).isRefused('joinHome', input));
    await changesNothing('INVITATION_INVALID', () =>
      new Person(world).isRefused('startPasskeyJoining', { invitation }),
    );
    const home = { name: 'Blue Door', email: anEmail(), password: PASSWORD, invitation };
    await changesNothing('INVITATION_INVALID', () => new Person(world).isRefused('registerHome', home));
  });

  it('that two bring at once lets one of them in', async () => {
    const invitation = await invitationInto(world, await aVouchedHome(world));
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () =>
        new Person(world).isRefused('joinHome', { invitation, email: anEmail(), password: PASSWORD }),
      ),
    );
    expect(outcomes.filter((refused) => refused === null)).toHaveLength(1);
    expect(outcomes.filter((refused) => refused?.code === 'INVITATION_INVALID')).toHaveLength(5);
  });

  it.each([
    [
      'with an e-mail that is taken',
      async () => ({ email: (await aHome(world)).email, password: PASSWORD }),
      'REGISTRATION_FAILED',
    ],
    ['without a way to sign in', async () => ({ email: anEmail() }), 'INVALID_INPUT'],
    ['with both ways', async () => ({ email: anEmail(), password: PASSWORD, passkey: '{}' }), 'INVALID_INPUT'],
    ['with a short password', async () => ({ email: anEmail(), password: 'short' }), 'PASSWORD_TOO_SHORT'],
    ['with what is no address', async () => ({ email: 'maple', password: PASSWORD }), 'EMAIL_INVALID'],
    ['with what is no number', async () => ({ email: anEmail(), password: PASSWORD, phone: '12' }), 'PHONE_INVALID'],
    ['with what is no passkey', async () => ({ email: anEmail(), passkey: '{}' }), 'PASSKEY_REFUSED'],
  ])('is not used up %s', async (_what, said, code) => {
    const invitation = await invitationInto(world, await aVouchedHome(world));
    const input = { invitation, ...(await said()) };
    await changesNothing(code, () => new Person(world).isRefused('joinHome', input));
    await join(world, invitation);
  });

  it('is listed while it is open, without its token, and taken back by whoever may', async () => {
    const { home, keeper, other } = await aHomeOfTwo(world);
    const token = await invitationInto(world, home);
    const bring = await other.does<{ invitation: string }>('inviteHome', { vouch: false }, INVITED);
    const list = async (who: Person) =>
      (
        await who.reads<{ homeInvitations: { id: string; kind: string; role: string | null }[] }>(
          '{ homeInvitations { id kind role vouches endsAt } }',
        )
      ).homeInvitations;
    const open = await list(other);
    expect(open.map(({ kind, role }) => ({ kind, role })).toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
      { kind: 'HOME', role: null },
      { kind: 'MEMBER', role: 'MEMBER' },
    ]);
    expect([...(await rowsStored(world)).values()].join('')).not.toContain(token);
    const idOf = (kind: string) => open.find((its) => its.kind === kind)?.id;
    const stranger = inHomeOf(world, await aVouchedHome(world));
    await changesNothing('NOT_FOUND', () => stranger.isRefused('revokeInvitation', { invitationId: idOf('HOME') }));
    await changesNothing('NOT_ALLOWED', () => other.isRefused('revokeInvitation', { invitationId: idOf('MEMBER') }));
    const REVOKED = '... on InvitationRevoked { invitations { kind } }';
    await other.does('revokeInvitation', { invitationId: idOf('HOME') }, REVOKED);
    expect(await keeper.does('revokeInvitation', { invitationId: idOf('MEMBER') }, REVOKED)).toEqual({
      invitations: [],
    });
    await changesNothing('INVITATION_INVALID', () =>
      new Person(world).isRefused('joinHome', { invitation: token, email: anEmail(), password: PASSWORD }),
    );
    const input = { name: 'Blue Door', email: anEmail(), password: PASSWORD, invitation: bring.invitation };
    await changesNothing('INVITATION_INVALID', () => new Person(world).isRefused('registerHome', input));
  });

  it('is forgotten when its time is over', async () => {
    await invitationInto(world, await aVouchedHome(world));
    const before = now();
    world.clock.advance({ days: 7, minutes: 1 });
    expect((await world.get(RunSweeps).one('home-invitations', world.clock.now())).rows).toBeGreaterThan(0);
    expect((await world.instance.owner.database.query('left', 'SELECT FROM home_invitation')).rowCount).toBe(0);
    world.clock.set(before);
  });

  it('is one of ten at most, and into no home that is full', async () => {
    const home = await aVouchedHome(world);
    const keeper = inHomeOf(world, home);
    for (let at = 0; at < 10; at += 1) await invitationInto(world, home);
    await changesNothing('HOME_FULL', () => keeper.isRefused('inviteMember', { role: 'MEMBER' }));
    await changesNothing('HOME_FULL', () => keeper.isRefused('inviteHome', { vouch: false }));
    const full = await aVouchedHome(world);
    const invitation = await invitationInto(world, full);
    await world.instance.owner.database.query(
      'fill home',
      `INSERT INTO home_member (id, home_id, email_digest, password_hash, role)
       SELECT gen_random_uuid(), $1::uuid, sha256(convert_to($1::uuid::text || n, 'UTF8')), '-', 'MEMBER' FROM generate_series(1, 29) n`,
      [full.homeId],
    );
    await changesNothing('HOME_FULL', () =>
      new Person(world).isRefused('joinHome', { invitation, email: anEmail(), password: PASSWORD }),
    );
  });
});

describe('an invitation of another home', () => {
  const register = (invitation: string, its: Json = {}, caller = {}) =>
    new Person(world, caller).does<{ viewer: Json; session: { token: string } }>(
      'registerHome',
      { name: 'Blue Door', email: anEmail(), password: PASSWORD, invitation, ...its },
      '... on HomeRegistered { viewer { id tier circle waitingFor } session { token } }',
    );

  it('by a home leads into its circle and partner, whatever frontend it comes through, and is kept nowhere', async () => {
    const partner = await aPartner(world);
    const coordinator = await aCoordinator(world, partner);
    const { key } = await aPublishableKey(world, { partner });
    const home = await aVouchedHome(world, { partnerKey: key, vouchedBy: coordinator });
    const { circle } = (await inHomeOf(world, home).reads<{ viewer: Json }>('{ viewer { circle } }')).viewer;
    const { invitation } = await inHomeOf(world, home).does<{ invitation: string }>(
      'inviteHome',
      { vouch: false },
      INVITED,
    );
    const { viewer } = await register(invitation, { kind: 'CONGREGATION' });
    expect(viewer).toMatchObject({ tier: 'NEW', circle, waitingFor: ['VOUCH', 'AGREEMENT'] });
    const { rows } = await world.instance.owner.database.query<{ row: string }>(
      'its row',
      'SELECT h::text AS row FROM home h WHERE id = $1',
      [viewer['id']],
    );
    expect(rows[0]?.row).not.toContain(home.homeId);
    expect(rows[0]?.row).toContain('CONGREGATION');
    await changesNothing('INVITATION_INVALID', () =>
      new Person(world).isRefused('registerHome', {
        name: 'Blue Door',
        email: anEmail(),
        password: PASSWORD,
        invitation,
      }),
    );
  });

  it('by a coordinator may carry the vouch, but not for a home of their own', async () => {
    const coordinator = await aCoordinator(world);
    const by = new Person(world, { token: coordinator.token });
    const invite = async (vouch: boolean) =>
      (await by.does<{ invitation: string }>('inviteHome', { vouch }, INVITED)).invitation;
    expect((await register(await invite(true))).viewer).toMatchObject({ tier: 'VOUCHED', waitingFor: ['AGREEMENT'] });
    expect((await register(await invite(false))).viewer).toMatchObject({
      tier: 'NEW',
      waitingFor: ['VOUCH', 'AGREEMENT'],
    });
    expect((await register(await invite(true), { email: coordinator.email })).viewer).toMatchObject({ tier: 'NEW' });
    const { homeInvitations } = await by.reads<{ homeInvitations: Json[] }>('{ homeInvitations { kind vouches } }');
    expect(homeInvitations).toEqual([]);
  });

  it('is for homes in service alone, when it is made and when it is used', async () => {
    const coordinator = await aCoordinator(world);
    const fresh = inHomeOf(world, await aHome(world));
    await changesNothing('NOT_VOUCHED', () => fresh.isRefused('inviteHome', { vouch: false }));
    const home = await aVouchedHome(world, { vouchedBy: coordinator });
    const inviter = inHomeOf(world, home);
    await changesNothing('NOT_ALLOWED', () => inviter.isRefused('inviteHome', { vouch: true }));
    const { invitation } = await inviter.does<{ invitation: string }>('inviteHome', { vouch: false }, INVITED);
    const STANDING = '... on HomeStandingChanged { home { paused } }';
    await new Person(world, { token: coordinator.token }).does('pauseHome', { homeId: home.homeId }, STANDING);
    await changesNothing('HOME_PAUSED', () => inviter.isRefused('inviteHome', { vouch: false }));
    const input = { name: 'Blue Door', email: anEmail(), password: PASSWORD, invitation };
    await changesNothing('INVITATION_INVALID', () => new Person(world).isRefused('registerHome', input));
  });

  it('opens nothing after a year, and nothing a second time', async () => {
    const inviter = inHomeOf(world, await aVouchedHome(world));
    const invite = async () =>
      (await inviter.does<{ invitation: string }>('inviteHome', { vouch: false }, INVITED)).invitation;
    const refused = (invitation: string) =>
      changesNothing('INVITATION_INVALID', () =>
        new Person(world).isRefused('registerHome', { name: 'Oak', email: anEmail(), password: PASSWORD, invitation }),
      );
    const [used, kept, before] = [await invite(), await invite(), now()];
    await register(used);
    await refused(used);
    world.clock.advance({ days: 366 });
    await refused(kept);
    world.clock.set(before);
  });

  it('lets one of two in that bring it at once', async () => {
    const { invitation } = await inHomeOf(world, await aVouchedHome(world)).does<{ invitation: string }>(
      'inviteHome',
      { vouch: false },
      INVITED,
    );
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(() =>
        new Person(world).isRefused('registerHome', {
          name: 'Blue Door',
          email: anEmail(),
          password: PASSWORD,
          invitation,
        }),
      ),
    );
    expect(outcomes.filter((refused) => refused === null)).toHaveLength(1);
  });
});

describe('a keeper changes the home', () => {
  const HOME = '... on HomeChanged { home { kind shortName languages features } }';

  it('in what it is called, is, speaks and can do, for families as well', async () => {
    const { claimId, home, family } = await anAcceptedClaim(world);
    const keeper = inHomeOf(world, home);
    const { home: changed } = await keeper.does<{ home: Json }>(
      'changeHome',
      { name: 'Willow Court', kind: 'LOCAL_BUSINESS', languages: ['es-MX'], features: ['SIGNS', 'SIGNS'] },
      HOME,
    );
    expect(changed).toEqual({
      kind: 'LOCAL_BUSINESS',
      shortName: 'Willow Court',
      languages: ['es-MX'],
      features: ['SIGNS'],
    });
    await keeper.does('changeHome', {}, HOME);
    expect(
      (await keeper.reads<{ myHome: Json }>('{ myHome { kind shortName circle tier registeredOn vouchedOn } }')).myHome,
    ).toMatchObject({
      kind: 'LOCAL_BUSINESS',
      shortName: 'Willow Court',
    });
    expect(await new Person(world, family).claim(claimId, 'id')).toEqual({ id: claimId });
    expect([...(await rowsStored(world)).values()].join('')).not.toContain('Willow');
  });

  it.each([
    ['a name that leads to somebody', { name: 'Call 917 555 0143' }, 'NAME_TELLS_TOO_MUCH'],
    ['no name', { name: ' ' }, 'INVALID_INPUT'],
    ['a long name', { name: 'x'.repeat(41) }, 'TEXT_TOO_LONG'],
    ['a language that is none', { languages: ['klingon!'] }, 'LANGUAGE_UNKNOWN'],
  ])('but not to %s', async (_what, input, code) => {
    const keeper = inHomeOf(world, await aVouchedHome(world));
    await changesNothing(code, () => keeper.isRefused('changeHome', input));
  });
});

describe('another address', () => {
  const confirmation = { password: PASSWORD };
  const CHANGED = '... on AccountChanged { changed }';

  it('is signed in with from now on, the one before with nothing, its key destroyed', async () => {
    const home = await aVouchedHome(world, { phone: '+1 917 555 0161' });
    const keeper = inHomeOf(world, home);
    const email = anEmail();
    await keeper.does('changeEmail', { email, confirmation }, CHANGED);
    expect(await new Person(world).isRefused('signIn', { email: home.email, password: PASSWORD })).toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
    expect(await new Person(world).isRefused('signIn', { email, password: PASSWORD })).toBeNull();
    expect((await membersOf(keeper))[0]?.email).toBe(email);
    await keeper.does('changePhone', { phone: '+1 917 555 0162' }, CHANGED);
    await keeper.does('changePhone', { phone: null }, CHANGED);
    expect(await keeper.hearsCodes()).toContain('ADDRESS_CHANGED');
    const orphans = await world.instance.keyStore.database.query<{ id: string }>(
      'person keys',
      "SELECT id FROM data_key WHERE purpose = 'PERSON'",
    );
    const used = await world.instance.owner.database.query<{ id: string }>(
      'used person keys',
      'SELECT data_key_id AS id FROM sealed.person',
    );
    expect(orphans.rows.length).toBe(used.rows.length);
    // The one before may be somebody's again.
    await aHome(world, { email: home.email });
  });

  it('of a coordinator too', async () => {
    const coordinator = await aCoordinator(world);
    const email = anEmail();
    await new Person(world, { token: coordinator.token }).does('changeEmail', { email, confirmation }, CHANGED);
    expect(await new Person(world).isRefused('signIn', { email, password: PASSWORD })).toBeNull();
  });

  it.each([
    [
      "somebody else's e-mail",
      async () => ({ email: (await aHome(world)).email, confirmation }),
      'REGISTRATION_FAILED',
    ],
    ['what is none', async () => ({ email: 'maple', confirmation }), 'EMAIL_INVALID'],
    [
      'one without showing who asks',
      async () => ({ email: anEmail(), confirmation: { password: 'not my password' } }),
      'SIGN_IN_FAILED',
    ],
  ])('is not %s', async (_what, input, code) => {
    const keeper = inHomeOf(world, await aVouchedHome(world));
    const its = await input();
    await changesNothing(code, () => keeper.isRefused('changeEmail', its));
    await changesNothing('PHONE_INVALID', () => keeper.isRefused('changePhone', { phone: '12' }));
  });
});

it('a home of two loses nothing by a claim that both make at once', async () => {
  const { keeper, other } = await aHomeOfTwo(world);
  const ride = await aRide(world);
  const outcomes = await Promise.all(
    [keeper, other].map((who) => claimRequest(world, { token: who.token }, ride.requestId)),
  );
  expect(outcomes.filter(({ claim }) => claim)).toHaveLength(1);
});
