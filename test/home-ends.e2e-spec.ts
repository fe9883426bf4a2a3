/** A home takes its data along, closes, and is erased: families lose nothing by it, and nothing is left that points at a person. */
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { PartOfHome } from '../src/home/ending/part-of-home.js';
import { takeTurn } from '../src/home/hold-offers.js';
import { SendNoticeMail } from '../src/notice/send-notice-mail.js';
import { partsOfHome } from '../src/parts-of-home.js';
import type { Transaction } from '../src/platform/database/transaction.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { backUp, Elsewhere } from './world/backups.js';
import {
  aDeliveredClaim,
  anAcceptedClaim,
  aProposedClaim,
  claimRequest,
  moved,
  openHandoff,
  sendMessage,
  type TestClaim,
  unbalanced,
} from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aRide, comeBack, type Json } from './world/families.js';
import { aHomeOfTwo, INVITED, inHomeOf, invitationInto } from './world/members.js';
import { aFund, money } from './world/money.js';
import { aGroceryOffer, aMoneyOffer, aRideOffer, dateIn } from './world/offers.js';
import { aCoordinator, anEmail, aVouchedHome, PASSWORD, theHostsCoordinator } from './world/people.js';
import { Person } from './world/person.js';
import { lettersWritten, rowsStored } from './world/stored-text.js';
import { soManyWait } from './world/waiting.js';
import { World } from './world/world.js';

jest.setTimeout(120_000);

let world: World;
const opened: (() => Promise<void>)[] = [];
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});
afterAll(async () => {
  await world.close();
});

const confirmation = { password: PASSWORD };
const OFFER_TO_CLAIM = 'SELECT FROM offer WHERE id = $1 FOR NO KEY UPDATE';
const closed = (home: { token: string }) =>
  inHomeOf(world, home).does('closeHome', { confirmation }, '... on HomeClosed { closed }');
const erased = (home: { token: string }) =>
  inHomeOf(world, home).does('eraseHome', { confirmation }, '... on HomeErased { erased }');
const statusOf = async (who: { token: string }, claimId: string) =>
  (await new Person(world, who).claim(claimId, 'status'))?.['status'];
const isAlive = async ({ token }: { token: string }) =>
  (await world.call('{ viewer { kind } }', {}, { token })).status === 200;
async function changesNothing(code: string, attempt: () => Promise<{ code: string } | null>): Promise<void> {
  const before = await everythingStored(world);
  expect((await attempt())?.code).toBe(code);
  expect(await everythingStored(world)).toEqual(before);
}
const stored = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await world.instance.owner.database.query<Row>(text.slice(0, 60), text, values)).rows;
const remaining = async (family: { token: string }, requestId: string) =>
  (await new Person(world, family).request(requestId, 'lines { remaining }'))?.['lines'];

/** A family's session is short. */
async function back(claim: TestClaim): Promise<TestClaim> {
  return { ...claim, family: { token: await comeBack(world, claim.request.returnCode ?? '') } };
}

/** With a claim in each state, offers, a second member, an open invitation, and words in all of them. */
async function aBusyHome(its: { name?: string; phone?: string } = {}) {
  const home = await aVouchedHome(world, { name: 'Heliotrope Hall', phone: '+1 917 555 0171', ...its });
  const keeper = inHomeOf(world, home);
  const offer = await aGroceryOffer(world, home, { note: 'Quinces from our garden' });
  await aRideOffer(world, home, { note: 'A very blue van' });
  const delivered = await anAcceptedClaim(world, { home });
  world.clock.advance({ days: 1 });
  await moved(world, 'markDelivered', home, delivered.claimId);
  const invitation = await invitationInto(world, home);
  await keeper.does('showOnMap', { place: { cell: '892a1072b57ffff' } }, '... on MapPlaceChanged { place { cell } }');
  await world.ask('mutation { declareSanctuaryHome { __typename } }', {}, home);
  const proposed = await aProposedClaim(world, { home });
  const accepted = await anAcceptedClaim(world, { home });
  const request = await aGrocery(world);
  const fromOffer = await anAcceptedClaim(world, { home, request, claim: { offerId: offer.offerId } });
  return { home, keeper, proposed, accepted, fromOffer, invitation, delivered: await back(delivered) };
}

describe('a home that closes', () => {
  it('lets go of what it took on, withdraws what it offers, and nobody signs in for it any more', async () => {
    const { home, keeper, proposed, accepted, fromOffer, delivered, invitation } = await aBusyHome();
    const coordinator = await theHostsCoordinator(world);
    await changesNothing('INVALID_INPUT', () => keeper.isRefused('closeHome', { confirmation: {} }));
    const wrong = { confirmation: { password: 'not my password' } };
    await changesNothing('SIGN_IN_FAILED', () => keeper.isRefused('closeHome', wrong));
    await world.get(SendNoticeMail).run(world.clock.now());
    const before = (await lettersWritten(world)).filter((letter) => letter.includes(home.email)).length;
    expect(before).toBeGreaterThan(0);
    await closed(home);
    expect(await statusOf(proposed.family, proposed.claimId)).toBe('RETRACTED');
    for (const { family, claimId } of [accepted, fromOffer]) {
      expect(await statusOf(family, claimId)).toBe('RELEASED');
      expect(await new Person(world, family).hearsCodes()).toContain('CLAIM_ENDED');
    }
    expect(await statusOf(delivered.family, delivered.claimId)).toBe('DELIVERED');
    expect(await remaining(accepted.family, accepted.request.requestId)).toEqual([{ remaining: 2 }]);
    expect(await unbalanced(world)).toEqual([]);
    expect(
      await stored('SELECT DISTINCT status FROM offer WHERE home_id = $1 AND NOT made_for_claim', [home.homeId]),
    ).toEqual([{ status: 'WITHDRAWN' }]);
    expect(await isAlive(home)).toBe(false);
    expect(await new Person(world).isRefused('signIn', { email: home.email, password: PASSWORD })).toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
    await changesNothing('INVITATION_INVALID', () =>
      new Person(world).isRefused('joinHome', { invitation, email: anEmail(), password: PASSWORD }),
    );
    const { partnerHomes } = await new Person(world, coordinator).reads<{ partnerHomes: { edges: { node: Json }[] } }>(
      '{ partnerHomes(first: 50) { edges { node { id } } } }',
    );
    expect(partnerHomes.edges.map(({ node }) => node['id'])).not.toContain(home.homeId);
    for (const mutation of ['vouchForHome', 'withdrawVouch', 'pauseHome', 'unpauseHome']) {
      expect(await new Person(world, coordinator).isRefused(mutation, { homeId: home.homeId })).toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    // Whoever confirms now still can; the home hears of nothing any more.
    await moved(world, 'confirmReceipt', delivered.family, delivered.claimId);
    await world.get(SendNoticeMail).run(world.clock.now());
    expect((await lettersWritten(world)).filter((letter) => letter.includes(home.email))).toHaveLength(before);
  });

  it('while another member claims keeps nothing alive', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { home, other } = await aHomeOfTwo(world);
      const rides = [await aRide(world), await aRide(world), await aRide(world)];
      await Promise.all([
        ...rides.map(({ requestId }) => claimRequest(world, { token: other.token }, requestId).catch(() => null)),
        closed(home),
      ]);
      expect(
        await stored("SELECT status FROM claim WHERE home_id = $1 AND status IN ('PROPOSED', 'ACCEPTED')", [
          home.homeId,
        ]),
      ).toEqual([]);
      expect(await unbalanced(world)).toEqual([]);
    }
  });

  it('has nothing added to it by those who began before, which nobody would take away again', async () => {
    const fundId = await aFund(world, await aCoordinator(world));
    const home = await aVouchedHome(world);
    const { claimId } = await aDeliveredClaim(world, { home, request: await aRide(world) });
    const amount = { minor: 1_000, currency: 'USD' };
    const endsOn = dateIn(world, 10);
    const adding: readonly [string, Json][] = [
      ['makePledge', { to: { fundId }, amount, cadence: 'MONTHLY' }],
      ['startDrive', { title: 'For coats', purpose: 'Before it snows.', goal: amount, endsOn }],
      ['postMoneyOffer', { place: { postalCode: { country: 'US', code: '11226' } }, amount }],
      ['askReimbursement', { claimId, amount, receipt: 'Gas, number 12' }],
    ];
    const begun = await world.instance.owner.database.transaction(async (tx) => {
      await tx.query('close-in-the-meantime', 'UPDATE home SET closed_at = $2 WHERE id = $1', [
        home.homeId,
        world.clock.now(),
      ]);
      const answers = adding.map(([mutation, input]) => new Person(world, home).isRefused(mutation, input));
      await soManyWait(world, answers.length);
      return answers;
    });
    if (!Array.isArray(begun)) throw new Error('the home was not closed');
    expect((await Promise.all(begun)).map((answer) => answer?.code)).toEqual(adding.map(() => 'NOT_FOUND'));
  });

  it.each<[string, (tx: Transaction, its: { homeId: string; partnerId: string; offerId: string }) => Promise<unknown>]>(
    [
      ['whoever claims from an offer of it', (tx, { offerId }) => tx.query('claim', OFFER_TO_CLAIM, [offerId])],
      ['whoever else changes it', takeTurn],
    ],
  )('waits without holding it for %s, as all do who change what its offers follow', async (who, holding) => {
    const coordinator = await theHostsCoordinator(world);
    const { partnerId } = coordinator;
    const home = await aVouchedHome(world);
    const { homeId } = home;
    const { offerId } = await aRideOffer(world, home);
    await aGroceryOffer(world, home);
    const its = new Person(world, coordinator);
    const { circle } = await its.does<{ circle: { id: string } }>(
      'createCircle',
      { name: who },
      '... on CircleChanged { circle { id } }',
    );
    const circleId = circle.id;
    const invited = '... on CircleInvitationMade { invitation }';
    const { invitation } = await its.does<{ invitation: string }>('inviteToCircle', { circleId }, invited);
    const keeper = inHomeOf(world, home);
    const begun = await world.instance.owner.database.transaction(async (tx) => {
      await holding(tx, { homeId, partnerId, offerId });
      const answers = [
        keeper.isRefused('joinCircle', { invitation }),
        its.isRefused('pauseHome', { homeId }),
        its.isRefused('removeFromCircle', { homeId }),
        keeper.isRefused('closeHome', { confirmation }),
      ];
      await soManyWait(world, answers.length);
      await tx.query('hold-home', 'SELECT FROM home WHERE id = $1 FOR NO KEY UPDATE NOWAIT', [homeId]);
      return answers;
    });
    if (!Array.isArray(begun)) throw new Error('nothing was held');
    const codes = (await Promise.all(begun)).map((answer) => answer?.code ?? 'DONE');
    // One after the other, in whatever order: the last of them ends it.
    expect(codes[3]).toBe('DONE');
    expect(codes.filter((code) => !['DONE', 'NOT_FOUND', 'WRONG_STATE'].includes(code))).toEqual([]);
    expect(await isAlive(home)).toBe(false);
  });

  it('is erased after 30 days', async () => {
    const home = await aVouchedHome(world);
    await closed(home);
    world.clock.advance({ days: 29 });
    const sweep = () => world.get(RunSweeps).one('erase-closed-homes', world.clock.now());
    await sweep();
    expect(await stored('SELECT erased_on FROM home WHERE id = $1', [home.homeId])).toEqual([{ erased_on: null }]);
    world.clock.advance({ days: 2 });
    expect((await sweep()).rows).toBeGreaterThan(0);
    expect(await stored('SELECT FROM home_member WHERE home_id = $1', [home.homeId])).toEqual([]);
    // Nothing names it: its row goes as well.
    await world.get(RunSweeps).one('forget-erased-homes', world.clock.now());
    expect(await stored('SELECT FROM home WHERE id = $1', [home.homeId])).toEqual([]);
    world.clock.advance({ days: -31 });
  });
});

describe('a home that is erased', () => {
  it('leaves nothing that points at a person in either database, and what families need', async () => {
    const { home, keeper, accepted, fromOffer, delivered } = await aBusyHome({ phone: '+1 917 555 0172' });
    await openHandoff(world, home, accepted.claimId);
    await sendMessage(world, home, accepted.claimId, 'We ring twice');
    await changesNothing('SIGN_IN_FAILED', () =>
      keeper.isRefused('eraseHome', { confirmation: { password: 'not my password' } }),
    );
    const members = await stored<{ id: string; email: Buffer; phone: Buffer | null }>(
      'SELECT id, email_digest AS email, phone_digest AS phone FROM home_member WHERE home_id = $1',
      [home.homeId],
    );
    const keys = await stored<{ id: string; box: Buffer }>(
      'SELECT data_key_id AS id, box FROM sealed.person WHERE person_id = ANY ($1)',
      [members.map(({ id }) => id)],
    );
    const [name] = await stored<{ box: Buffer }>('SELECT short_name_box AS box FROM home WHERE id = $1', [home.homeId]);
    const notes = await stored<{ box: Buffer }>(
      'SELECT note_box AS box FROM offer WHERE home_id = $1 AND note_box IS NOT NULL',
      [home.homeId],
    );
    const known = await stored<{ digest: Buffer }>('SELECT digest FROM home_known_address WHERE home_id = $1', [
      home.homeId,
    ]);
    await erased(home);
    const all = [...(await rowsStored(world)).values()].join('\n');
    const gone = [
      ...members.flatMap(({ id, email, phone }) => [id, email.toString('hex'), phone?.toString('hex') ?? id]),
      ...keys.flatMap(({ id, box }) => [id, box.toString('hex')]),
      ...notes.map(({ box }) => box.toString('hex')),
      ...known.map(({ digest }) => digest.toString('hex')),
      ...[name?.box.toString('hex') ?? '', home.email, 'Heliotrope', 'Quinces', 'blue van', '5550172'],
    ];
    expect(gone.length).toBeGreaterThan(12);
    expect(gone.filter((its) => all.includes(its))).toEqual([]);
    // The families' records stand: that a home helped, and was let in.
    expect(await statusOf(accepted.family, accepted.claimId)).toBe('RELEASED');
    expect(await statusOf(delivered.family, delivered.claimId)).toBe('DELIVERED');
    expect(await new Person(world, accepted.family).disclosures(accepted.request.requestId)).toHaveLength(1);
    expect(
      await new Person(world, fromOffer.family).claim(fromOffer.claimId, 'offer { home { shortName tier } }'),
    ).toEqual({
      offer: { home: { shortName: null, tier: 'NEW' } },
    });
    const left = await stored('SELECT made_for_claim, note_box, languages FROM offer WHERE home_id = $1', [
      home.homeId,
    ]);
    expect(left.length).toBeGreaterThan(0);
    expect(new Set(left.map((its) => JSON.stringify(its))).size).toBe(1);
    // It may come back as a stranger.
    await aVouchedHome(world, { email: home.email });
  });

  it('does not come back with a backup of before', async () => {
    const { home } = await aBusyHome({ name: 'Larkspur Lodge', phone: '+1 917 555 0173' });
    const stays = await aHomeOfTwo(world);
    const coordinator = await theHostsCoordinator(world);
    await money(world, coordinator, home, await aFund(world, coordinator), 25);
    await world.get(RunSweeps).one('journal-erasures', world.clock.now());
    await backUp(world);
    await erased(home);
    await stays.other.does('leaveHome', null, '... on HomeLeft { left }');
    const place = await Elsewhere.make();
    opened.push(() => place.drop());
    await place.restore(world);
    const restored = await place.open(world);
    opened.push(() => restored.close());
    for (const { email } of [home, stays.other]) {
      expect(await new Person(restored).isRefused('signIn', { email, password: PASSWORD })).toMatchObject({
        code: 'SIGN_IN_FAILED',
      });
    }
    expect(await new Person(restored).isRefused('signIn', { email: stays.home.email, password: PASSWORD })).toBeNull();
    const [row] = await place.query<Json>(
      'main',
      'SELECT erased_on IS NOT NULL AS erased, short_name_box FROM home WHERE id = $1',
      [home.homeId],
    );
    expect(row).toEqual({ erased: true, short_name_box: null });
    for (const table of [
      'home_member',
      'home_known_address',
      'home_invitation',
      'notice',
      'map_home',
      'home_commitment',
      'pledge',
      'ledger_account',
    ]) {
      expect(await place.query('main', `SELECT FROM ${table} WHERE home_id = $1`, [home.homeId])).toEqual([]);
    }
    expect(
      await place.query('main', "SELECT FROM offer WHERE home_id = $1 AND (status = 'OPEN' OR note_box IS NOT NULL)", [
        home.homeId,
      ]),
    ).toEqual([]);
    expect(await unbalanced(restored)).toEqual([]);
  });
});

describe('what a home takes along', () => {
  const exported = (who: Person) =>
    who.does<{ format: number; data: Record<string, Json> }>('exportHome', null, '... on HomeExported { format data }');

  it('is all that is held of it and of whoever asks, and of families an alias and a half-day', async () => {
    const { home, accepted } = await aBusyHome({ name: 'Marigold Mews', phone: '+1 917 555 0174' });
    await aMoneyOffer(world, home);
    const keeper = inHomeOf(world, home);
    const token = await invitationInto(world, home);
    const other = await new Person(world).does<{ session: { token: string } }>(
      'joinHome',
      { invitation: token, email: 'second@example.org', password: PASSWORD },
      '... on HomeJoined { session { token } }',
    );
    await keeper.does('inviteHome', { vouch: false }, INVITED);
    const { format, data } = await exported(keeper);
    expect(format).toBe(1);
    expect(Object.keys(data)).toEqual(expect.arrayContaining(['home', 'claims', 'offers', 'notices']));
    expect(data['home']).toMatchObject({
      shortName: 'Marigold Mews',
      kind: 'HOUSEHOLD',
      tier: 'VOUCHED',
      paused: false,
      vouchedOn: expect.any(String),
      you: { email: home.email, phone: '+1 917 555 0174', passkeys: [] },
      members: [
        { role: 'KEEPER', you: true },
        { role: 'MEMBER', you: false },
      ],
      invitations: expect.arrayContaining([expect.objectContaining({ kind: 'HOME' })]),
      agreements: [{ version: 1, acceptedOn: expect.any(String) }],
      certificates: [],
    });
    const text = JSON.stringify(data);
    for (const mine of ['Quinces from our garden', accepted.request.alias]) expect(text).toContain(mine);
    const foreign = [
      'second@example.org',
      accepted.request.requestId,
      '1 Church Avenue',
      '555 0143',
      'Rice',
      home.homeId,
    ];
    expect(foreign.filter((its) => text.includes(its))).toEqual([]);
    const theirs = JSON.stringify((await exported(new Person(world, other.session))).data);
    expect(theirs).toContain('second@example.org');
    expect(theirs).not.toContain(home.email);
  });

  it('is handed out five times a day', async () => {
    const { keeper, other } = await aHomeOfTwo(world);
    for (let at = 0; at < 5; at += 1) await exported(keeper);
    const refused = await keeper.reads<{ exportHome: Json }>(
      'mutation { exportHome { ... on Refusal { code retryAfterSeconds } } }',
    );
    expect(refused.exportHome).toMatchObject({ code: 'METER_USED_UP', retryAfterSeconds: expect.any(Number) });
    await exported(other);
    world.clock.advance({ days: 1 });
    await exported(keeper);
    const coordinator = new Person(world, await aCoordinator(world));
    expect(await coordinator.cannotRead('mutation { exportHome { __typename } }')).toBe('NOT_ALLOWED');
  });

  /** `table.column`, and why it is in no export. */
  const notExported: Readonly<Record<string, string>> = {
    'home_known_address.home_id': 'digests alone: what they were made of is in the export while it is true',
    'circle_invitation.home_id': 'a digest of what was shown once, for 14 days',
    'queue_entry.home_id': 'what coordinators keep beside what waits for them is theirs, and goes after 30 days',
    'dispatch_line.home_id': 'what coordinators weigh: nobody was asked yet, and it is gone within twelve hours',
    'person_session.member_id': 'digests of tokens, for 30 days',
    'occurrence.first_refusal_home_id': 'who is asked first is for 24 hours, and the request is the family’s',
    'report.home_id': 'what somebody reported is for coordinators: it may be about whoever asks',
  };

  it('leaves out nothing that names a home or a member without a reason', async () => {
    const rows = await stored<{ name: string }>(
      `SELECT DISTINCT c.relname || '.' || a.attname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
       JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('public', 'sealed')
       WHERE c.relkind = 'r' AND NOT a.attisdropped AND (a.attname ~ '(^|_)(home|member)_id$' OR EXISTS (
         SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = c.oid AND k.conkey[1] = a.attnum
           AND k.confrelid IN ('home'::regclass, 'home_member'::regclass))) ORDER BY 1`,
    );
    const parts = partsOfHome.map((its) => world.app.get<PartOfHome>(its, { strict: false }));
    const told = new Set([...parts.flatMap(({ holds }) => holds), ...Object.keys(notExported)]);
    expect(rows.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([]);
    expect(new Set(parts.map(({ section }) => section)).size).toBe(parts.length);
  });
});
