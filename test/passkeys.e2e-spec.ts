/** Passkeys of homes and coordinators: made, used and taken away with a real authenticator in software; whatever is off is refused and changes nothing. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { Authenticator, type Odd, type Options } from './world/authenticator.js';
import { everythingStored } from './world/everything-stored.js';
import type { Json } from './world/families.js';
import { aCoordinator, aHome, anEmail, PASSWORD } from './world/people.js';
import { Person } from './world/person.js';
import { soManyWait } from './world/waiting.js';
import { World } from './world/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open({ WRONG_PASSWORDS_PER_CLIENT: '1000' });
});
afterAll(async () => {
  await world.close();
});

const password = { confirmation: { password: PASSWORD } };
const CEREMONY = '... on PasskeyCeremony { options }';
const PASSKEYS = '... on PasskeysChanged { passkeys { id addedOn lastUsedOn transports } }';
const SIGNED_IN = '... on SignedIn { session { token } viewer { kind id } }';
const CHANGED = '... on AccountChanged { changed }';
const nobody = () => new Person(world);
const started = async <T = Options>(who: Person, mutation: string, input: Json | null = null) =>
  (await who.does<{ options: T }>(mutation, input, CEREMONY)).options;

async function addPasskey(who: Person, authenticator = new Authenticator(), odd: Odd = {}): Promise<Authenticator> {
  const options = await started(who, 'startPasskeyRegistration', password);
  await who.does('finishPasskeyRegistration', { credential: authenticator.register(options, odd) }, PASSKEYS);
  return authenticator;
}
const signIn = async (authenticator: Authenticator, odd: Odd = {}) => {
  const credential = authenticator.sign(await started(nobody(), 'startPasskeySignIn'), odd);
  return nobody().does<{ session: { token: string }; viewer: Json }>('finishPasskeySignIn', { credential }, SIGNED_IN);
};
async function aPerson(): Promise<Person & { email?: string }> {
  const home = await aHome(world);
  return Object.assign(new Person(world, { token: home.token }), { email: home.email });
}
async function changesNothing(code: string, attempt: () => Promise<{ code: string } | null>): Promise<void> {
  const before = await everythingStored(world);
  expect((await attempt())?.code).toBe(code);
  expect(await everythingStored(world)).toEqual(before);
}

const database = () => world.instance.owner.database;
describe('a passkey', () => {
  it.each([
    ['a member of a home', async () => new Person(world, { token: (await aHome(world)).token }), 'HOME'],
    ['a coordinator', async () => new Person(world, { token: (await aCoordinator(world)).token }), 'COORDINATOR'],
  ])('of %s signs in without an e-mail, and is listed for them alone', async (_who, person, kind) => {
    const who = await person();
    const authenticator = await addPasskey(who);
    const { session, viewer } = await signIn(authenticator);
    const { viewer: itself } = await who.reads('{ viewer { kind id } }');
    expect(viewer).toEqual(itself);
    expect(viewer).toMatchObject({ kind });
    const its = new Person(world, { token: session.token });
    const today = world.clock.now().toISOString().slice(0, 10);
    expect(await its.reads('{ myPasskeys { addedOn lastUsedOn transports } }')).toEqual({
      myPasskeys: [{ addedOn: today, lastUsedOn: today, transports: ['internal'] }],
    });
    expect(await who.hearsCodes()).toContain('PASSKEY_ADDED');
    expect(await (await aPerson()).reads('{ myPasskeys { id } }')).toEqual({ myPasskeys: [] });
    // An authenticator that does not count says 0 for ever.
    const quiet = await addPasskey(who);
    for (const _ of [1, 2]) expect((await signIn(quiet, { counter: 0 })).viewer).toEqual(itself);
  });

  it('names nobody in what it is asked for, and is asked to verify its person', async () => {
    const who = await aPerson();
    const options = await started<Json>(who, 'startPasskeyRegistration', password);
    expect(JSON.stringify(options)).not.toContain(who.email);
    expect(options).toMatchObject({
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const asked = await started<Json>(nobody(), 'startPasskeySignIn');
    expect(asked).toMatchObject({ userVerification: 'required', rpId: 'localhost' });
    expect(asked['allowCredentials'] ?? []).toEqual([]);
  });

  it('is kept with nothing that could be used elsewhere, its challenges as digests for five minutes', async () => {
    const options = await started(nobody(), 'startPasskeySignIn');
    const { rows } = await world.instance.owner.database.query<{ text: string }>(
      'challenges',
      'SELECT string_agg(c::text, $1) AS text FROM passkey_challenge c',
      ['\n'],
    );
    expect(rows[0]?.text).not.toContain(Buffer.from(options.challenge, 'base64url').toString('hex'));
    expect(rows[0]?.text).not.toContain(options.challenge);
    world.clock.advance({ minutes: 6 });
    expect((await world.get(RunSweeps).one('forget-passkey-challenges', world.clock.now())).rows).toBeGreaterThan(0);
    const left = await world.instance.owner.database.query('count challenges', 'SELECT FROM passkey_challenge');
    expect(left.rowCount).toBe(0);
  });
});

describe('what is off about an answer is refused, and nothing changes', () => {
  const stranger = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  const odd: [string, Odd][] = [
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that only begins like ours', { origin: 'http://localhost:3000.evil.example' }],
    ['another domain', { rpId: 'evil.example' }],
    ['a person who was not verified', { verified: false }],
    ['another kind of ceremony', { type: 'webauthn.other' }],
    ['a challenge that nobody gave', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
  ];

  it.each(odd)('when registering: %s', async (_what, its) => {
    const who = await aPerson();
    const options = await started(who, 'startPasskeyRegistration', password);
    const credential = new Authenticator().register(options, its);
    await changesNothing('PASSKEY_REFUSED', () => who.isRefused('finishPasskeyRegistration', { credential }));
  });

  it.each([...odd, ['another key', { otherKey: true }], ["another person's handle", { userHandle: stranger }]] as [
    string,
    Odd,
  ][])('when signing in: %s', async (_what, its) => {
    const authenticator = await addPasskey(await aPerson());
    const credential = authenticator.sign(await started(nobody(), 'startPasskeySignIn'), its);
    await changesNothing('PASSKEY_REFUSED', () => nobody().isRefused('finishPasskeySignIn', { credential }));
  });

  it('when the answer comes again, late, or for something else', async () => {
    const who = await aPerson();
    const authenticator = await addPasskey(who);
    const credential = authenticator.sign(await started(nobody(), 'startPasskeySignIn'));
    await nobody().does('finishPasskeySignIn', { credential }, SIGNED_IN);
    await changesNothing('PASSKEY_REFUSED', () => nobody().isRefused('finishPasskeySignIn', { credential }));

    const late = authenticator.sign(await started(nobody(), 'startPasskeySignIn'));
    world.clock.advance({ minutes: 5 });
    await changesNothing('PASSKEY_REFUSED', () => nobody().isRefused('finishPasskeySignIn', { credential: late }));

    const confirming = authenticator.sign(await started(who, 'startPasskeyConfirmation'));
    await changesNothing('PASSKEY_REFUSED', () =>
      nobody().isRefused('finishPasskeySignIn', { credential: confirming }),
    );
    // It is used up all the same.
    const input = { newPassword: 'a wholly new one', confirmation: { passkey: confirming } };
    await changesNothing('PASSKEY_REFUSED', () => who.isRefused('changePassword', input));
  });

  it('when two use one answer at once: one of them signs in', async () => {
    const authenticator = await addPasskey(await aPerson());
    const credential = authenticator.sign(await started(nobody(), 'startPasskeySignIn'));
    const both = await Promise.all([1, 2].map(() => nobody().isRefused('finishPasskeySignIn', { credential })));
    expect(both.filter((refused) => refused === null)).toHaveLength(1);
  });

  it("when it is another person's: neither to confirm, nor to add, nor to take away", async () => {
    const [mine, theirs] = [await aPerson(), await aPerson()];
    const authenticator = await addPasskey(theirs);
    const signed = authenticator.sign(await started(mine, 'startPasskeyConfirmation'));
    const input = { newPassword: 'a wholly new one', confirmation: { passkey: signed } };
    await changesNothing('SIGN_IN_FAILED', () =>
      mine.isRefused('changePassword', {
        newPassword: 'a wholly new one',
        confirmation: { password: 'not my password' },
      }),
    );
    const before = await everythingStored(world);
    expect(await mine.isRefused('changePassword', input)).toMatchObject({ code: 'PASSKEY_REFUSED' });
    expect(await everythingStored(world)).toEqual(before);
    // The authenticator has a passkey for the other person already: the same credential is nobody else's.
    const options = await started(mine, 'startPasskeyRegistration', password);
    await changesNothing('PASSKEY_REFUSED', () =>
      mine.isRefused('finishPasskeyRegistration', { credential: authenticator.register(options) }),
    );
    // What one person began, another does not finish.
    const begun = await started(theirs, 'startPasskeyRegistration', password);
    await changesNothing('PASSKEY_REFUSED', () =>
      mine.isRefused('finishPasskeyRegistration', { credential: new Authenticator().register(begun) }),
    );
    const { myPasskeys } = await theirs.reads<{ myPasskeys: { id: string }[] }>('{ myPasskeys { id } }');
    for (const passkeyId of [myPasskeys[0]?.id ?? '', randomUUID(), 'none']) {
      await changesNothing('NOT_FOUND', () => mine.isRefused('removePasskey', { passkeyId }));
    }
  });

  it('when its counter goes back: it may be a copy, and its person hears of it', async () => {
    const who = await aPerson();
    const authenticator = await addPasskey(who);
    for (const counter of [5, 9]) await signIn(authenticator, { counter });
    for (const counter of [9, 3, 0]) {
      const credential = authenticator.sign(await started(nobody(), 'startPasskeySignIn'), { counter });
      expect(await nobody().isRefused('finishPasskeySignIn', { credential })).toMatchObject({ code: 'PASSKEY_COPIED' });
    }
    expect((await who.hearsCodes()).filter((code) => code === 'PASSKEY_COPIED')).toHaveLength(3);
    // Only whoever has the key can make it look copied.
    const forged = authenticator.sign(await started(nobody(), 'startPasskeySignIn'), { counter: 1, otherKey: true });
    await changesNothing('PASSKEY_REFUSED', () => nobody().isRefused('finishPasskeySignIn', { credential: forged }));
    expect((await signIn(authenticator, { counter: 10 })).viewer).toMatchObject({ kind: 'HOME' });
  });

  it.each([
    '',
    'null',
    '[]',
    '{"id":1}',
    '{"id":"a","rawId":"b"}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA"}}',
  ])('when it is no answer at all: %s', async (credential) => {
    await changesNothing('PASSKEY_REFUSED', () => nobody().isRefused('finishPasskeySignIn', { credential }));
  });

  it('when the home or coordinator is gone', async () => {
    const who = await aPerson();
    const authenticator = await addPasskey(who);
    await who.does('closeHome', password, '... on HomeClosed { closed }');
    const credential = authenticator.sign(await started(nobody(), 'startPasskeySignIn'));
    await changesNothing('PASSKEY_REFUSED', () => nobody().isRefused('finishPasskeySignIn', { credential }));
  });
});

describe('a person', () => {
  it('has ten passkeys at most, however many are added at once', async () => {
    const who = await aPerson();
    for (let at = 0; at < 9; at += 1) await addPasskey(who);
    const begun = [
      await started(who, 'startPasskeyRegistration', password),
      await started(who, 'startPasskeyRegistration', password),
    ];
    const outcomes = await Promise.all(
      begun.map((options) =>
        who.isRefused('finishPasskeyRegistration', { credential: new Authenticator().register(options) }),
      ),
    );
    expect(outcomes.map((refused) => refused?.code ?? null).toSorted()).toEqual(['TOO_MANY_PASSKEYS', null].toSorted());
    const options = await started(who, 'startPasskeyRegistration', password);
    await changesNothing('TOO_MANY_PASSKEYS', () =>
      who.isRefused('finishPasskeyRegistration', { credential: new Authenticator().register(options) }),
    );
  });

  it('adds none with an open session alone', async () => {
    const who = await aPerson();
    for (const [confirmation, code] of [
      [{}, 'INVALID_INPUT'],
      [{ password: PASSWORD, passkey: '{}' }, 'INVALID_INPUT'],
      [{ password: 'not my password' }, 'SIGN_IN_FAILED'],
      [{ passkey: '{}' }, 'PASSKEY_REFUSED'],
    ] as const) {
      await changesNothing(code, () => who.isRefused('startPasskeyRegistration', { confirmation }));
    }
  });

  it('keeps a way in: the last passkey of whoever has no password stays, also when two are taken away at once', async () => {
    const keeper = await aPerson();
    const invited = await keeper.does<{ invitation: string }>(
      'inviteMember',
      { role: 'MEMBER' },
      '... on HomeInvited { invitation }',
    );
    const [first, second] = [new Authenticator(), new Authenticator()];
    const options = await started(nobody(), 'startPasskeyJoining', { invitation: invited.invitation });
    const joined = await nobody().does<{ session: { token: string } }>(
      'joinHome',
      { invitation: invited.invitation, email: anEmail(), passkey: first.register(options) },
      '... on HomeJoined { session { token } viewer { kind } }',
    );
    const member = new Person(world, { token: joined.session.token });
    const list = async () => (await member.reads<{ myPasskeys: { id: string }[] }>('{ myPasskeys { id } }')).myPasskeys;
    await changesNothing('LAST_WAY_IN', async () =>
      member.isRefused('removePasskey', { passkeyId: (await list())[0]?.id }),
    );
    const confirmation = { passkey: first.sign(await started(member, 'startPasskeyConfirmation')) };
    const more = await started(member, 'startPasskeyRegistration', { confirmation });
    await member.does('finishPasskeyRegistration', { credential: second.register(more) }, PASSKEYS);
    const both = await Promise.all(
      (await list()).map(({ id }) => member.isRefused('removePasskey', { passkeyId: id })),
    );
    expect(both.map((refused) => refused?.code ?? null).toSorted()).toEqual(['LAST_WAY_IN', null].toSorted());
    expect(await list()).toHaveLength(1);
  });

  it('chooses a new password with the old one or a passkey; whoever is signed in elsewhere is out', async () => {
    const who = await aPerson();
    const signIn = (secret: string) =>
      nobody().does<{ session: { token: string } }>('signIn', { email: who.email ?? '', password: secret }, SIGNED_IN);
    const elsewhere = (await signIn(PASSWORD)).session.token;
    await who.does('changePassword', { newPassword: 'a wholly new one', ...password }, CHANGED);
    expect((await world.call('{ viewer { kind } }', {}, { token: elsewhere })).status).toBe(401);
    expect(await who.reads('{ viewer { kind } }')).toEqual({ viewer: { kind: 'HOME' } });
    expect(await nobody().isRefused('signIn', { email: who.email ?? '', password: PASSWORD })).toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
    await signIn('a wholly new one');
    expect(await who.hearsCodes()).toContain('PASSWORD_CHANGED');
    const authenticator = new Authenticator();
    const options = await started(who, 'startPasskeyRegistration', { confirmation: { password: 'a wholly new one' } });
    await who.does('finishPasskeyRegistration', { credential: authenticator.register(options) }, PASSKEYS);
    const passkey = authenticator.sign(await started(who, 'startPasskeyConfirmation'));
    await who.does('changePassword', { newPassword: 'another wholly new one', confirmation: { passkey } }, CHANGED);
    await signIn('another wholly new one');
    await changesNothing('PASSWORD_TOO_SHORT', () =>
      who.isRefused('changePassword', { newPassword: 'short', ...password }),
    );
  });

  it.each([
    [
      'signs in with the one before',
      (token: string, email: string) => ({
        token,
        who: nobody(),
        mutation: 'signIn',
        input: { email, password: PASSWORD },
      }),
    ],
    [
      'prolongs a session of before',
      (token: string) => ({ token, who: new Person(world, { token }), mutation: 'refreshSession', input: {} }),
    ],
  ] as const)(
    'who chooses a new password is alone afterwards, also when somebody %s in the same moment',
    async (_what, other) => {
      const who = await aPerson();
      const email = who.email ?? '';
      const before = await nobody().does<{ session: { token: string } }>(
        'signIn',
        { email, password: PASSWORD },
        SIGNED_IN,
      );
      const { mutation, input, who: them } = other(before.session.token, email);
      let changed: Promise<unknown> = Promise.resolve();
      let opened: Promise<string | null> = Promise.resolve(null);
      await database().transaction(async (tx) => {
        await tx.query('keep sessions as they are', 'LOCK TABLE person_session IN SHARE ROW EXCLUSIVE MODE');
        changed = who.does('changePassword', { newPassword: 'a wholly new one', ...password }, CHANGED);
        await soManyWait(world, 1);
        opened = them.does<{ session: { token: string } }>(mutation, input, SIGNED_IN).then(
          ({ session }) => session.token,
          () => null,
        );
        await soManyWait(world, 2);
      });
      await changed;
      const token = await opened;
      for (const its of [before.session.token, token ?? 'none']) {
        expect((await world.call('{ viewer { kind } }', {}, { token: its })).status).toBe(401);
      }
      expect(await who.reads('{ viewer { kind } }')).toEqual({ viewer: { kind: 'HOME' } });
    },
  );

  it('whose password is changed from two places at once has the first one, and the other place is out', async () => {
    const who = await aPerson();
    const email = who.email ?? '';
    const other = await nobody().does<{ session: { token: string } }>(
      'signIn',
      { email, password: PASSWORD },
      SIGNED_IN,
    );
    const places = [who, new Person(world, { token: other.session.token })];
    const wanted = ['the word of one place', 'the word of the other'];
    let changes: Promise<string | null>[] = [];
    await database().transaction(async (tx) => {
      await tx.query('keep sessions as they are', 'LOCK TABLE person_session IN SHARE ROW EXCLUSIVE MODE');
      changes = places.map(async (place, at) => {
        const refused = await place.isRefused('changePassword', { newPassword: wanted[at], ...password });
        return refused?.code ?? null;
      });
      await soManyWait(world, 2);
    });
    const told = await Promise.all(changes);
    const [first, second] = told[0] === null ? [0, 1] : [1, 0];
    expect([told[first], told[second]]).toEqual([null, 'SIGN_IN_FAILED']);
    expect(await places[first]?.reads('{ viewer { kind } }')).toEqual({ viewer: { kind: 'HOME' } });
    expect((await world.call('{ viewer { kind } }', {}, places[second]?.caller ?? {})).status).toBe(401);
    await nobody().does('signIn', { email, password: wanted[first] }, SIGNED_IN);
    for (const secret of [wanted[second], PASSWORD]) {
      expect(await nobody().isRefused('signIn', { email, password: secret })).toMatchObject({ code: 'SIGN_IN_FAILED' });
    }
  });

  it('is limited in wrong passwords under a changed e-mail, and while confirming, as when signing in', async () => {
    const who = await aPerson();
    const email = anEmail();
    await who.does('changeEmail', { email, ...password }, CHANGED);
    const wrong = { newPassword: 'a wholly new one', confirmation: { password: 'not my password' } };
    for (let at = 0; at < 5; at += 1) {
      expect(await who.isRefused('changePassword', wrong)).toMatchObject({ code: 'SIGN_IN_FAILED' });
      expect(await nobody().isRefused('signIn', { email, password: 'not my password' })).toMatchObject({
        code: 'SIGN_IN_FAILED',
      });
    }
    expect(await nobody().isRefused('signIn', { email, password: PASSWORD })).toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
      retryAfterSeconds: expect.any(Number),
    });
    expect(await who.isRefused('changePassword', { newPassword: 'a wholly new one', ...password })).toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
    });
  });
});

it('wrong passkeys count as wrong passwords of a client do', async () => {
  const strict = await World.open({ WRONG_PASSWORDS_PER_CLIENT: '3' });
  try {
    const codes: (string | undefined)[] = [];
    for (let at = 0; at < 3; at += 1) {
      codes.push((await new Person(strict).isRefused('finishPasskeySignIn', { credential: '{}' }))?.code);
    }
    expect(codes).toEqual(['PASSKEY_REFUSED', 'PASSKEY_REFUSED', 'PASSKEY_REFUSED']);
    for (const [mutation, input] of [
      ['finishPasskeySignIn', { credential: '{}' }],
      ['signIn', { email: anEmail(), password: PASSWORD }],
    ] as const) {
      expect(await new Person(strict).isRefused(mutation, input)).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    }
  } finally {
    await strict.close();
  }
});
