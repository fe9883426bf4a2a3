/** Homes get in, stay in and get out; whoever should not get in does not, and nothing changes. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SweepSessions } from '../src/access/sweep-sessions.js';
import { PauseForReview } from '../src/home/pause-for-review.js';
import { ReadHomes } from '../src/home/read-homes.js';
import { isRefused } from '../src/kernel/decision.js';
import { FamilySessions } from '../src/requester/family-sessions.js';
import { Rings } from '../src/requester/rings.js';
import { KeysUnreachable } from '../src/sealing/key-provider.js';
import { everythingStored } from './world/everything-stored.js';
import { aCoordinator, aHome, anEmail, aSecretKey, aVouchedHome, PASSWORD, type TestHome } from './world/people.js';
import { type Caller, World } from './world/world.js';

interface Refusal {
  readonly code: string;
  readonly path?: string[] | null;
  readonly retryAfterSeconds?: number | null;
  readonly message: string;
}
interface Session {
  readonly token: string;
  readonly expiresAt: string;
}
type Outcome = { session: Session; viewer: Record<string, unknown> } & Refusal;

const REFUSAL = '... on Refusal { code path message retryAfterSeconds }';
const VIEWER = 'viewer { id kind tier circle scopes waitingFor }';

describe('people', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(async () => {
    await world.close();
  });

  async function register(input: Record<string, unknown> = {}, caller: Caller = {}): Promise<Outcome> {
    const its = { name: 'Blue Door', email: anEmail(), password: PASSWORD, ...input };
    const document = `mutation ($input: RegisterHomeInput!) {
      registerHome(input: $input) { ... on HomeRegistered { session { token expiresAt } ${VIEWER} } ${REFUSAL} }
    }`;
    return (await world.ask<{ registerHome: Outcome }>(document, { input: its }, caller)).registerHome;
  }
  async function signIn(email: string, password = PASSWORD, as?: string): Promise<Outcome> {
    const document = `mutation ($input: SignInInput!) {
      signIn(input: $input) { ... on SignedIn { session { token expiresAt } ${VIEWER} } ${REFUSAL} }
    }`;
    return (await world.ask<{ signIn: Outcome }>(document, { input: { email, password, as } })).signIn;
  }
  async function refresh(token: string, endOthers = false): Promise<Outcome> {
    const document = `mutation ($input: RefreshSessionInput!) {
      refreshSession(input: $input) { ... on SignedIn { session { token expiresAt } ${VIEWER} } ${REFUSAL} }
    }`;
    return (await world.ask<{ refreshSession: Outcome }>(document, { input: { endOthers } }, { token })).refreshSession;
  }
  async function signOut(token: string, everywhere = false): Promise<unknown> {
    const document = `mutation ($input: SignOutInput!) { signOut(input: $input) { ... on SignedOut { signedOut } ${REFUSAL} } }`;
    return (await world.ask<{ signOut: unknown }>(document, { input: { everywhere } }, { token })).signOut;
  }
  const isAlive = async (token: string) => (await world.call('{ viewer { kind } }', {}, { token })).status === 200;

  async function refuses(code: string, attempt: () => Promise<Outcome>, path?: string[]): Promise<Refusal> {
    const before = await everythingStored(world);
    const refused = await attempt();
    expect(refused).toMatchObject({ code, ...(path && { path }) });
    expect(await everythingStored(world)).toEqual(before);
    return refused;
  }

  describe('a home that registers', () => {
    it('is signed in for 30 days, new, in the circle of the host, and told what it waits for', async () => {
      const { session, viewer } = await register({ languages: ['es-MX', 'en'], features: ['STEP_FREE'] });
      const waiting = {
        kind: 'HOME',
        tier: 'NEW',
        circle: 'Sanctuary Homes host partner',
        scopes: [],
        waitingFor: ['VOUCH', 'AGREEMENT'],
      };
      expect(viewer).toMatchObject(waiting);
      expect(new Date(session.expiresAt).getTime() - world.clock.now().getTime()).toBe(30 * 86_400_000);
      expect((await world.ask(`{ ${VIEWER} }`, {}, { token: session.token })).viewer).toEqual(viewer);
    });

    it('leaves nothing in the clear, and opens under its own seal only', async () => {
      const name = 'Heliotrope Hall';
      const phone = '+1 917 555 0147';
      const home = await aHome(world, { name, phone });
      const { rows } = await world.instance.owner.database.query<{ all: string }>(
        'everything-of-people',
        `SELECT (SELECT string_agg(h::text, '') FROM home h) || (SELECT string_agg(m::text, '') FROM home_member m)
           || (SELECT string_agg(p::text, '') FROM sealed.person p) AS all`,
      );
      for (const word of [name, 'Heliotrope', home.email, phone, '5550147', PASSWORD, home.token]) {
        expect(rows[0]?.all).not.toContain(word);
        expect(rows[0]?.all).not.toContain(Buffer.from(word).toString('hex'));
        expect(world.logLines.join('')).not.toContain(word);
      }
    });

    it('cannot use an e-mail that is taken, however it is written, and learns no more than that', async () => {
      const { email } = await aHome(world);
      const refused = await refuses('REGISTRATION_FAILED', () => register({ email: ` ${email.toUpperCase()} ` }));
      expect(refused.path).toBeNull();
      expect(refused.message).not.toContain(email);
      expect((await signIn(email)).viewer.kind).toBe('HOME');
    });

    it('is registered once when it is sent twice at the same time', async () => {
      const email = anEmail();
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => register({ email })));
      expect(outcomes.filter(({ session }) => session)).toHaveLength(1);
      expect(outcomes.filter(({ code }) => code === 'REGISTRATION_FAILED')).toHaveLength(5);
      const orphans = await world.instance.owner.database.query(
        'homes-without-member',
        'SELECT FROM home h WHERE NOT EXISTS (SELECT FROM home_member m WHERE m.home_id = h.id)',
      );
      expect(orphans.rowCount).toBe(0);
      expect(await keysWithoutPerson(world)).toBe(0);
    });

    it.each([
      ['no name', { name: ' ' }, 'INVALID_INPUT', ['name']],
      ['a name of 41 letters', { name: 'x'.repeat(41) }, 'TEXT_TOO_LONG', ['name']],
      ['a name that turns the writing around', { name: 'Maple\u202eesuoH' }, 'TEXT_NOT_PLAIN', ['name']],
      ['no e-mail', { email: 'maple' }, 'EMAIL_INVALID', ['email']],
      ['an e-mail that goes on', { email: 'a@example.org\nBcc: b@example.org' }, 'EMAIL_INVALID', ['email']],
      ['a password of nine', { password: 'x'.repeat(9) }, 'PASSWORD_TOO_SHORT', ['password']],
      ['a password of 201', { password: 'x'.repeat(201) }, 'TEXT_TOO_LONG', ['password']],
      ['a phone number that is none', { phone: '12' }, 'PHONE_INVALID', ['phone']],
      ['a language that is none', { languages: ['en', 'klingon!'] }, 'LANGUAGE_UNKNOWN', ['languages', '1']],
      ['too many languages', { languages: Array.from({ length: 60 }, () => 'en') }, 'INVALID_INPUT', ['languages']],
    ])('is refused with %s', async (_what, input, code, path) => {
      await refuses(code, () => register(input), path);
    });

    it('is refused while the keys cannot be reached', async () => {
      const provider = world.instance.keyProvider;
      const wrapMany = provider.wrapMany;
      provider.wrapMany = () => Promise.reject(new KeysUnreachable());
      try {
        const refused = await refuses('KEYS_UNREACHABLE', () => register());
        expect(refused.retryAfterSeconds).toBe(5);
      } finally {
        provider.wrapMany = wrapMany;
      }
    });

    it('reads the refusal in its own language', async () => {
      expect((await register({ password: 'corta' }, { language: 'es' })).message).toContain('diez caracteres');
    });

    it('may come through a server of a partner whose key has the scope, and through no other', async () => {
      const able = await aSecretKey(world, { scopes: ['REGISTER_HOMES'] });
      expect((await register({}, { partnerKey: able.key })).viewer.kind).toBe('HOME');
      const unable = await aSecretKey(world, { scopes: ['POST_REQUESTS'] });
      await world.ask('{ viewer { kind } }', {}, { partnerKey: unable.key }); // The day of its first use is kept.
      await refuses('NOT_ALLOWED', () => register({}, { partnerKey: unable.key }));
    });

    it('cannot register another one while it is signed in', async () => {
      const { token } = await aHome(world);
      const document = `mutation ($input: RegisterHomeInput!) { registerHome(input: $input) { ${REFUSAL} } }`;
      const input = { name: 'Second Home', email: anEmail(), password: PASSWORD };
      const before = await everythingStored(world);
      const answer = await world.call(document, { input }, { token });
      expect(answer.errors[0]?.extensions.code).toBe('NOT_ALLOWED');
      expect(await everythingStored(world)).toEqual(before);
    });
  });

  describe('a home that is met', () => {
    it('shows its short name, circle and tier, many of them in one reading, and nobody who is not there', async () => {
      const [maple, alder] = [await aHome(world, { name: 'Maple' }), await aVouchedHome(world, { name: 'Alder 🌳' })];
      const circle = 'Sanctuary Homes host partner';
      const cards = await world
        .get(ReadHomes)
        .cards([maple.homeId, alder.homeId, 'b2c7ab6e-6a8c-4e64-9a53-0d1bb4b4a7e0']);
      expect(Object.fromEntries(cards)).toEqual({
        [maple.homeId]: { shortName: 'Maple', circle, tier: 'NEW' },
        [alder.homeId]: { shortName: 'Alder 🌳', circle, tier: 'VOUCHED' },
      });
    });

    it('is paused by the rules once: it and its coordinators are told', async () => {
      const { homeId, token } = await aVouchedHome(world);
      const pause = () =>
        world.instance.database.transaction((tx) => world.get(PauseForReview).execute(tx, homeId, world.clock.now()));
      await pause();
      const before = await everythingStored(world);
      await pause();
      expect(await everythingStored(world)).toEqual(before);
      expect((await world.ask('{ viewer { waitingFor } }', {}, { token })).viewer).toEqual({ waitingFor: ['REVIEW'] });
      const { rows } = await world.instance.owner.database.query<{ code: string }>(
        'told-of-pause',
        "SELECT DISTINCT code FROM notice WHERE subject_id = $1 AND code IN ('HOME_PAUSED', 'HOME_TO_REVIEW') ORDER BY code",
        [homeId],
      );
      expect(rows.map(({ code }) => code)).toEqual(['HOME_PAUSED', 'HOME_TO_REVIEW']);
    });
  });

  describe('signing in', () => {
    it('opens another session beside the first', async () => {
      const home = await aVouchedHome(world);
      const { session, viewer } = await signIn(` ${home.email.toUpperCase()}`);
      expect(viewer).toMatchObject({ id: home.homeId, kind: 'HOME', tier: 'VOUCHED', waitingFor: [] });
      expect(await isAlive(session.token)).toBe(true);
      expect(await isAlive(home.token)).toBe(true);
    });

    it('says the same of a wrong password and of an e-mail that nobody has', async () => {
      const { email } = await aHome(world);
      const wrong = await refuses('SIGN_IN_FAILED', () => signIn(email, 'not the password'));
      const nobody = await refuses('SIGN_IN_FAILED', () => signIn(anEmail()));
      expect(wrong).toEqual(nobody);
    });

    it('lets whoever is both choose', async () => {
      const coordinator = await aCoordinator(world);
      await aHome(world, { email: coordinator.email });
      expect((await signIn(coordinator.email)).viewer.kind).toBe('COORDINATOR');
      expect((await signIn(coordinator.email, PASSWORD, 'HOME')).viewer.kind).toBe('HOME');
      expect((await signIn(coordinator.email, PASSWORD, 'COORDINATOR')).viewer.kind).toBe('COORDINATOR');
    });
  });

  describe('a session', () => {
    it('is replaced when it is refreshed: the old token is dead, the new one lasts 30 days more', async () => {
      const home = await aHome(world);
      world.clock.advance({ days: 10 });
      const { session, viewer } = await refresh(home.token);
      expect(viewer.id).toBe(home.homeId);
      expect(session.token).not.toBe(home.token);
      expect(await isAlive(home.token)).toBe(false);
      expect(await isAlive(session.token)).toBe(true);
      expect(new Date(session.expiresAt).getTime() - world.clock.now().getTime()).toBe(30 * 86_400_000);
    });

    it('is replaced once, however often it is refreshed at the same time', async () => {
      const home = await aHome(world);
      const outcomes = await Promise.all(
        Array.from({ length: 5 }, () => refresh(home.token).catch(() => null)), // Those that come too late are told at the door.
      );
      const opened = outcomes.flatMap((outcome) => outcome?.session?.token ?? []);
      expect(opened).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome?.code).every((outcome) => outcome?.code === 'WRONG_STATE')).toBe(
        true,
      );
    });

    it('may be left as the only one', async () => {
      const home = await aHome(world);
      const lost = await signIn(home.email);
      const { session } = await refresh(home.token, true);
      expect(await isAlive(lost.session.token)).toBe(false);
      expect(await isAlive(session.token)).toBe(true);
    });

    it('ends when its person signs out, and only this one', async () => {
      const home = await aHome(world);
      const other = await signIn(home.email);
      expect(await signOut(home.token)).toEqual({ signedOut: true });
      expect(await isAlive(home.token)).toBe(false);
      expect(await isAlive(other.session.token)).toBe(true);
    });

    it('ends everywhere when that is wanted, but for everybody else', async () => {
      const [home, neighbour] = [await aHome(world), await aHome(world)];
      const other = await signIn(home.email);
      await signOut(home.token, true);
      expect(await isAlive(other.session.token)).toBe(false);
      expect(await isAlive(neighbour.token)).toBe(true);
    });

    it('of a family opens no other one, and ends when it signs out: nothing of it is left', async () => {
      const made = await world.get(Rings).create('en', world.clock.now());
      if (isRefused(made)) throw new Error(made.code);
      const session = await world.get(FamilySessions).start(made.opened, world.clock.now());
      expect((await world.ask('{ viewer { kind id circle tier } }', {}, { token: session.token })).viewer).toEqual({
        kind: 'FAMILY',
        id: null,
        circle: null,
        tier: null,
      });
      const mixed = 'mutation { signIn(input: { email: "a@example.org", password: "whatever it is" }) { __typename } }';
      const answer = await world.call(mixed, {}, { token: session.token });
      expect(answer.errors[0]?.extensions.code).toBe('NOT_ALLOWED');
      expect(await signOut(session.token)).toEqual({ signedOut: true });
      expect(await isAlive(session.token)).toBe(false);
      const left = await world.instance.keyStore.database.query('family-sessions-left', 'SELECT FROM family_session');
      expect(left.rowCount).toBe(0);
    });

    it('is nothing that the public could end or prolong', async () => {
      for (const mutation of ['signOut', 'refreshSession']) {
        const answer = await world.call(`mutation { ${mutation}(input: {}) { __typename } }`);
        expect(answer.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
      }
    });

    it('is over after 30 days, swept or not', async () => {
      const home: TestHome = await aHome(world);
      world.clock.advance({ days: 30 });
      expect(await isAlive(home.token)).toBe(false);
      const sweep = world.get(SweepSessions);
      expect(await sweep.run(world.clock.now())).toBeGreaterThan(0);
      expect(await sweep.run(world.clock.now())).toBe(0);
      expect((await signIn(home.email)).viewer.id).toBe(home.homeId);
    });
  });
});

async function keysWithoutPerson(world: World): Promise<number> {
  const keys = await world.instance.keyStore.database.query<{ id: string }>(
    'keys-of-persons',
    "SELECT id FROM data_key WHERE purpose = 'PERSON'",
  );
  const persons = await world.instance.owner.database.query<{ id: string }>(
    'persons-of-keys',
    'SELECT data_key_id AS id FROM sealed.person',
  );
  const used = new Set(persons.rows.map(({ id }) => id));
  return keys.rows.filter(({ id }) => !used.has(id)).length;
}
