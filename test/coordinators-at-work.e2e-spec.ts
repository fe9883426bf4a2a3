/** An admin says who does what at a partner and with which keys; somebody is on duty or nobody is, and families are told which. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SweepInvitations } from '../src/partner/sweep-invitations.js';
import { SweepLeftCoordinators } from '../src/partner/sweep-left-coordinators.js';
import { aProposedClaim } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, type Json } from './world/families.js';
import {
  aCoordinator,
  aHome,
  anEmail,
  aPartner,
  PASSWORD,
  type TestCoordinator,
  type TestPartner,
} from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

let world: World;
let partner: TestPartner;
let admin: Person;
let adminIs: TestCoordinator;
beforeAll(async () => {
  world = await World.open();
  partner = await aPartner(world);
  adminIs = await aCoordinator(world, partner);
  admin = of(adminIs);
});
afterAll(async () => {
  await world.close();
});

const of = ({ token }: { token: string }) => new Person(world, { token });
const listed = async (who: Person) =>
  (await who.reads<{ coordinators: Json[] }>('{ coordinators { id email roles joinedOn onDuty } }')).coordinators;
const changes = (who: Person, coordinatorId: string, roles: string[]) =>
  who.isRefused('changeRoles', { coordinatorId, roles });
const owner = <Row extends object>(text: string, values: unknown[] = []) =>
  world.instance.owner.database.query<Row>(`asked-${asked.push(text)}`, text, values);
const asked: string[] = [];

async function changesNothing(attempt: () => Promise<unknown>, code: string): Promise<void> {
  const before = await everythingStored(world);
  expect(await attempt()).toMatchObject({ code });
  expect(await everythingStored(world)).toEqual(before);
}

describe('coordinators of a partner', () => {
  it('know each other, and admins their addresses', async () => {
    const intake = await aCoordinator(world, partner, ['INTAKE']);
    const email = anEmail();
    await admin.does('inviteCoordinator', { email }, '... on CoordinatorInvited { invitation }');
    const all = await listed(admin);
    expect(all).toContainEqual(
      expect.objectContaining({ email, joinedOn: null, roles: ['INTAKE', 'REVIEWER', 'DISPATCHER'] }),
    );
    expect(all).toContainEqual(
      expect.objectContaining({ id: intake.id, email: intake.email, roles: ['INTAKE'], onDuty: false }),
    );
    const seen = await listed(of(intake));
    expect(seen).toHaveLength(all.length);
    expect(seen.every((its) => its['email'] === null)).toBe(true);
    expect(await listed(of(await aCoordinator(world, await aPartner(world))))).toHaveLength(1);
  });

  it('are not there for another partner, and nothing changes', async () => {
    const stranger = of(await aCoordinator(world, await aPartner(world)));
    await changesNothing(() => changes(stranger, adminIs.id, ['INTAKE']), 'NOT_FOUND');
    await changesNothing(() => stranger.isRefused('removeCoordinator', { coordinatorId: adminIs.id }), 'NOT_FOUND');
    await changesNothing(() => changes(admin, 'nonsense', ['INTAKE']), 'NOT_FOUND');
    await changesNothing(() => changes(admin, adminIs.id, []), 'INVALID_INPUT');
  });

  it('may do from the next call on what they are said to, and no more', async () => {
    const its = await aCoordinator(world, partner, ['INTAKE']);
    const until = new Date(world.clock.now().getTime() + 3_600_000).toISOString();
    expect(await of(its).isRefused('goOnDuty', { until })).toMatchObject({ code: 'NOT_ALLOWED' });
    const changed = '... on RolesChanged { coordinator { roles } }';
    const input = { coordinatorId: its.id, roles: ['REVIEWER', 'INTAKE', 'INTAKE'] };
    expect(await admin.does('changeRoles', input, changed)).toEqual({ coordinator: { roles: ['INTAKE', 'REVIEWER'] } });
    await of(its).does('goOnDuty', { until }, '... on DutyChanged { onDutyUntil }');
    expect(await of(its).reads('{ viewer { onDutyUntil } }')).toEqual({ viewer: { onDutyUntil: until } });
    expect(await changes(admin, its.id, ['INTAKE'])).toBeNull();
    expect(await of(its).reads('{ viewer { onDutyUntil } }')).toEqual({ viewer: { onDutyUntil: null } });
  });

  it('are signed out when they are removed, can be invited again, and keep their vouches', async () => {
    const its = await aCoordinator(world, partner);
    const home = await aHome(world, { agrees: false });
    await owner(
      'UPDATE home SET partner_id = $2, circle_id = (SELECT id FROM circle WHERE partner_id = $2) WHERE id = $1',
      [home.homeId, partner.partnerId],
    );
    await of(its).does('vouchForHome', { homeId: home.homeId }, '__typename');
    await owner(
      `INSERT INTO passkey (id, coordinator_id, credential_id, public_key, counter, added_on)
       VALUES (gen_random_uuid(), $1, uuid_send($1), '\\x00', 0, '2026-06-01')`,
      [its.id],
    );
    await admin.does('removeCoordinator', { coordinatorId: its.id }, '... on CoordinatorRemoved { coordinatorId }');
    expect((await world.call('{ viewer { kind } }', {}, { token: its.token })).status).toBe(401);
    const signIn = { email: its.email, password: PASSWORD };
    expect(await new Person(world).isRefused('signIn', signIn)).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect((await listed(admin)).some(({ id }) => id === its.id)).toBe(false);
    // Nothing by which they were reached or signed in stays beside the row.
    expect((await owner('SELECT FROM passkey WHERE coordinator_id = $1', [its.id])).rowCount).toBe(0);
    expect(
      (await owner('SELECT email_digest, mailbox_digest, password_hash FROM coordinator WHERE id = $1', [its.id])).rows,
    ).toEqual([{ email_digest: null, mailbox_digest: null, password_hash: null }]);
    expect(await of(home).reads('{ viewer { tier } }')).toEqual({ viewer: { tier: 'VOUCHED' } });
    expect(await admin.isRefused('inviteCoordinator', { email: its.email })).toBeNull();
    await changesNothing(() => admin.isRefused('removeCoordinator', { coordinatorId: its.id }), 'NOT_FOUND');
    const sealed = async () => (await owner('SELECT FROM sealed.person WHERE person_id = $1', [its.id])).rowCount;
    world.clock.advance({ days: 89 });
    await world.get(SweepLeftCoordinators).run(world.clock.now());
    expect(await sealed()).toBe(1);
    world.clock.advance({ days: 1 });
    expect(await world.get(SweepLeftCoordinators).run(world.clock.now())).toBe(1);
    expect(await sealed()).toBe(0);
    expect((await owner('SELECT FROM home WHERE vouched_by = $1', [its.id])).rowCount).toBe(1);
    adminIs = await signedInAgain(adminIs);
    admin = of(adminIs);
  });

  it('who were invited and are removed cannot come, and are forgotten', async () => {
    const email = anEmail();
    const invited = '... on CoordinatorInvited { invitation }';
    const { invitation } = await admin.does('inviteCoordinator', { email }, invited);
    const coordinatorId = (await listed(admin)).find((its) => its['email'] === email)?.['id'];
    await admin.does('removeCoordinator', { coordinatorId }, '__typename');
    const joining = { invitation, password: PASSWORD };
    expect(await new Person(world).isRefused('joinAsCoordinator', joining)).toMatchObject({
      code: 'INVITATION_INVALID',
    });
    await world.get(SweepInvitations).run(world.clock.now());
    expect((await owner('SELECT FROM coordinator WHERE id = $1', [coordinatorId])).rowCount).toBe(0);
  });
});

async function signedInAgain(its: TestCoordinator): Promise<TestCoordinator> {
  const input = { email: its.email, password: PASSWORD, as: 'COORDINATOR' };
  const { session } = await new Person(world).does<{ session: { token: string } }>(
    'signIn',
    input,
    '... on SignedIn { session { token } }',
  );
  return { ...its, token: session.token };
}

describe('the last admin', () => {
  it('stays, whoever asks, and the database says so too', async () => {
    const own = await aPartner(world);
    const last = await aCoordinator(world, own);
    await aCoordinator(world, own, ['INTAKE']);
    await changesNothing(() => changes(of(last), last.id, ['INTAKE']), 'LAST_ADMIN');
    await changesNothing(() => of(last).isRefused('removeCoordinator', { coordinatorId: last.id }), 'LAST_ADMIN');
    const strips = [
      "UPDATE coordinator SET roles = '{INTAKE}' WHERE id = $1",
      'UPDATE coordinator SET left_at = now(), email_digest = NULL, password_hash = NULL WHERE id = $1',
    ];
    for (const strip of strips)
      await expect(owner(strip, [last.id])).rejects.toMatchObject({ constraint: 'partner_keeps_an_admin' });
  });

  it('is left when admins remove each other at once, whatever the order', async () => {
    for (let round = 0; round < 5; round += 1) {
      const own = await aPartner(world);
      const all = [await aCoordinator(world, own), await aCoordinator(world, own), await aCoordinator(world, own)];
      await Promise.all(
        all.flatMap((its, at) => {
          const next = all[(at + 1) % all.length];
          return [
            of(its)
              .isRefused('removeCoordinator', { coordinatorId: next?.id })
              .catch(() => null),
            changes(of(its), its.id, ['INTAKE']).catch(() => null),
          ];
        }),
      );
      const { rowCount } = await owner(
        "SELECT FROM coordinator WHERE partner_id = $1 AND left_at IS NULL AND 'ADMIN' = ANY (roles)",
        [own.partnerId],
      );
      expect(rowCount).toBeGreaterThan(0);
    }
  });
});

describe('keys by the API', () => {
  const keys = async () =>
    (
      await admin.reads<{ partnerKeys: Json[] }>(
        '{ partnerKeys { id label kind origins scopes createdOn lastUsedOn endsAt revoked follows } }',
      )
    ).partnerKeys;
  const MADE = '... on PartnerKeyMade { keyId key oldEndsAt }';
  const works = async (partnerKey: string) =>
    (await world.call('{ viewer { kind } }', {}, { partnerKey })).status === 200;
  const make = () =>
    admin.does<Record<string, string>>(
      'createPartnerKey',
      { label: 'Server', kind: 'SECRET', scopes: ['POST_REQUESTS'] },
      MADE,
    );

  it('are made, shown once, and listed without themselves, with the day of their last use', async () => {
    const { key = '', keyId } = await make();
    const one = async () => (await keys()).find(({ id }) => id === keyId);
    expect(await one()).toMatchObject({ label: 'Server', scopes: ['POST_REQUESTS'], lastUsedOn: null, revoked: false });
    expect(await works(key)).toBe(true);
    const today = world.clock.now().toISOString().slice(0, 10);
    expect(await one()).toMatchObject({ lastUsedOn: today });
    expect(JSON.stringify(await keys())).not.toContain(key);
    const written = async () =>
      (await owner<{ at: string }>('SELECT xmin::text AS at FROM partner_key WHERE id = $1', [keyId])).rows[0]?.at;
    const before = await written();
    world.clock.advance({ seconds: 11 });
    expect(await works(key)).toBe(true);
    expect(await written()).toBe(before);
    const page = { label: 'Page', kind: 'PUBLISHABLE', origins: ['https://us.example'] };
    expect(await admin.does('createPartnerKey', page, MADE)).toMatchObject({ key: expect.stringMatching(/^shp_/) });
  });

  it('go on beside the next one until the overlap ends, to the second', async () => {
    const old = await make();
    const next = await admin.does<Record<string, string>>(
      'rotatePartnerKey',
      { keyId: old['keyId'], overlapHours: 1 },
      MADE,
    );
    expect(await works(old['key'] ?? '')).toBe(true);
    expect(await works(next['key'] ?? '')).toBe(true);
    expect((await keys()).find(({ id }) => id === next['keyId'])).toMatchObject({
      follows: old['keyId'],
      scopes: ['POST_REQUESTS'],
    });
    world.clock.advance({ seconds: 3_595 });
    expect(await works(old['key'] ?? '')).toBe(true);
    world.clock.advance({ seconds: 5 });
    expect(await works(old['key'] ?? '')).toBe(false);
    expect(await works(next['key'] ?? '')).toBe(true);
    await admin.does('revokePartnerKey', { keyId: next['keyId'] }, '... on PartnerKeyRevoked { keyId }');
    expect(await works(next['key'] ?? '')).toBe(false);
  });

  it('are rotated once, however many ask at the same time', async () => {
    const { keyId } = await make();
    const told = await Promise.all(Array.from({ length: 8 }, () => admin.isRefused('rotatePartnerKey', { keyId })));
    expect(told.filter((its) => its === null)).toHaveLength(1);
    expect(told.filter((its) => its?.code === 'WRONG_STATE')).toHaveLength(7);
    expect((await keys()).filter(({ follows }) => follows === keyId)).toHaveLength(1);
  });

  it('are a hundred that stand at most, however many are made at once; those that ended do not count', async () => {
    const partnerId = (await aPartner(world)).partnerId;
    const other = of(await aCoordinator(world, { partnerId }));
    await owner(
      `INSERT INTO partner_key (id, partner_id, kind, label, digest, origins, scopes, created_on)
       SELECT gen_random_uuid(), $1::uuid, 'SECRET', 'Server ' || n, sha256(convert_to($1::uuid::text || n, 'UTF8')), '{}',
         '{POST_REQUESTS}', '2026-01-01' FROM generate_series(1, 98) n`,
      [partnerId],
    );
    const input = { label: 'Server', kind: 'SECRET', scopes: ['POST_REQUESTS'] };
    const told = await Promise.all(Array.from({ length: 6 }, () => other.isRefused('createPartnerKey', input)));
    expect(told.flatMap((its) => its?.code ?? [])).toEqual(Array(4).fill('TOO_MANY_ATTEMPTS'));
    await changesNothing(() => other.isRefused('createPartnerKey', input), 'TOO_MANY_ATTEMPTS');
    const standing = async () =>
      (
        await other.reads<{ partnerKeys: { id: string; revoked: boolean }[] }>('{ partnerKeys { id revoked } }')
      ).partnerKeys.filter(({ revoked }) => !revoked);
    const [first, second] = await standing();
    expect(await standing()).toHaveLength(100);
    // A key that is rotated makes room for the next one, which takes it.
    await other.does('rotatePartnerKey', { keyId: first?.id, overlapHours: 1 }, MADE);
    await changesNothing(() => other.isRefused('createPartnerKey', input), 'TOO_MANY_ATTEMPTS');
    await other.does('revokePartnerKey', { keyId: second?.id }, '... on PartnerKeyRevoked { keyId }');
    await other.does('createPartnerKey', input, MADE);
  });

  it.each([
    ['an overlap that is too long', 'rotatePartnerKey', { overlapHours: 169 }, 'QUANTITY_OUT_OF_RANGE'],
    ['an overlap before now', 'rotatePartnerKey', { overlapHours: -1 }, 'QUANTITY_OUT_OF_RANGE'],
    [
      'scopes in a browser',
      'createPartnerKey',
      { label: 'Page', kind: 'PUBLISHABLE', origins: ['https://a.example'], scopes: ['POST_REQUESTS'] },
      'INVALID_INPUT',
    ],
    ['a page without an origin', 'createPartnerKey', { label: 'Page', kind: 'PUBLISHABLE' }, 'ORIGIN_INVALID'],
  ])('are refused: %s', async (_what, mutation, input, code) => {
    const { keyId } = await make();
    await changesNothing(
      () => admin.isRefused(mutation, mutation === 'rotatePartnerKey' ? { keyId, ...input } : input),
      code,
    );
  });
});

describe('duty', () => {
  const inHours = (hours: number) => new Date(world.clock.now().getTime() + hours * 3_600_000).toISOString();

  it.each([
    [-1, 'WINDOW_PAST'],
    [17, 'WINDOW_TOO_FAR'],
  ])('of %s hours is refused', async (hours, code) => {
    await changesNothing(() => admin.isRefused('goOnDuty', { until: inHours(Number(hours)) }), String(code));
  });

  it('is told to a family that waits for a coordinator, and its absence as well; to act it is not needed', async () => {
    const coordinator = await aCoordinator(world);
    const home = await aHome(world, { vouchedBy: coordinator });
    const asked = async () => {
      const request = await aGrocery(world, { acceptance: 'MY_COORDINATOR' });
      const { claimId } = await aProposedClaim(world, { home, request });
      return { family: of(request), claimId };
    };
    const onDuty = async ({ family, claimId }: { family: Person; claimId: string }) =>
      (await family.claim(claimId, 'coordinatorOnDuty'))?.['coordinatorOnDuty'];
    const first = await asked();
    expect(await first.family.hearsCodes()).toContain('NOBODY_ON_DUTY');
    expect(await onDuty(first)).toBe(false);
    await of(coordinator).does('goOnDuty', { until: inHours(8) }, '__typename');
    expect(await onDuty(first)).toBe(true);
    expect(await onDuty({ ...first, family: of(home) })).toBe(true);
    const second = await asked();
    expect(await second.family.hearsCodes()).not.toContain('NOBODY_ON_DUTY');
    await of(coordinator).does('goOffDuty', null, '__typename');
    expect(await onDuty(second)).toBe(false);
    expect(await of(coordinator).moves('approveClaim', first.claimId)).toMatchObject({ status: 'ACCEPTED' });
    expect(await onDuty(first)).toBeNull();
  });

  it('ends by the clock', async () => {
    const { id, token } = await aCoordinator(world);
    await of({ token }).does('goOnDuty', { until: inHours(1) }, '__typename');
    const on = async () => (await listed(of({ token }))).find((its) => its['id'] === id)?.['onDuty'];
    expect(await on()).toBe(true);
    world.clock.advance({ hours: 1 });
    expect(await on()).toBe(false);
  });
});
