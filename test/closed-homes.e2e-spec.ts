/** Nothing stays behind of a home that closes while somebody adds to it: each table that names a home keeps closed ones out, or has its reason. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readShippedCatalogue } from '../src/commitment/shipped-steps.js';
import { databaseErrorCode } from '../src/platform/database/database.js';
import { Transaction } from '../src/platform/database/transaction.js';
import { Authenticator, type Options } from './world/authenticator.js';
import { aProposedClaim, claimRequest, move } from './world/claims.js';
import { aRide, type Json } from './world/families.js';
import { anAction, aSession } from './world/gatherings.js';
import { aHomeOfTwo, invitationInto } from './world/members.js';
import { aFund } from './world/money.js';
import { dateIn } from './world/offers.js';
import {
  aCoordinator,
  aHome,
  anEmail,
  aVouchedHome,
  PASSWORD,
  type TestCoordinator,
  type TestHome,
} from './world/people.js';
import { Person } from './world/person.js';
import { soManyWait } from './world/waiting.js';
import { World } from './world/world.js';

jest.setTimeout(60_000);

let world: World;
let coordinator: TestCoordinator;
beforeAll(async () => {
  world = await World.open();
  coordinator = await aCoordinator(world);
});
afterAll(() => world.close());

const owner = () => world.instance.owner.database;
const stored = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await owner().query<Row>(text.slice(0, 60), text, values)).rows;
const confirmation = { password: PASSWORD };
/** For everybody, and once and for all. */
const stepId = readShippedCatalogue().steps.find(({ audience }) => audience === 'EVERYONE')?.id ?? '';
const MAP_PLACE = { cell: '892a1072b57ffff' };

/** Begins `attempt` while the home is being closed by another transaction, which ends once it waits. */
async function whileClosing<T>(homeId: string, attempt: () => Promise<T>): Promise<T> {
  let begun: Promise<T> | undefined;
  await owner().transaction(async (tx) => {
    await tx.query('close-it', 'UPDATE home SET closed_at = $2 WHERE id = $1', [homeId, world.clock.now()]);
    begun = attempt();
    await soManyWait(world, 1);
  });
  if (!begun) throw new Error('nothing was begun');
  return begun;
}

/** Every column that names a home or a member of one. */
const COLUMNS = `SELECT DISTINCT n.nspname || '.' || c.relname || '.' || a.attname AS name FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('public', 'sealed')
  WHERE c.relkind = 'r' AND c.oid <> 'home'::regclass AND (a.attname ~ '(^|_)(home|member|person)_id$' OR EXISTS (
    SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = c.oid AND a.attnum = ANY (k.conkey)
      AND (k.confrelid = 'home'::regclass AND k.confkey[array_position(k.conkey, a.attnum)] = (
          SELECT attnum FROM pg_attribute WHERE attrelid = 'home'::regclass AND attname = 'id')
        OR k.confrelid = 'home_member'::regclass))) ORDER BY 1`;

/** Every column that a trigger looks at, by the arguments that it was given. */
const GUARDED = `SELECT n.nspname || '.' || c.relname || '.' || its.argument AS name FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL regexp_split_to_table(encode(t.tgargs, 'escape'), '\\\\000') AS its (argument)
  WHERE t.tgfoid = 'stay_out_of_closed_home'::regproc AND t.tgenabled = 'O' AND t.tgtype & 7 = 7 AND its.argument ~ '_id$|_home$'`;

/** Why nothing has to keep a closed home out of it. */
const NOT_GUARDED: Readonly<Record<string, string>> = {
  'public.certificate.home_id': 'it is that of its member, who is looked at',
  'public.claim.home_id': 'whoever claims holds the home, and looks whether it is open (test/home-ends.e2e-spec.ts)',
  'public.dispatch_line.home_id': 'what coordinators weigh, for twelve hours: applying it claims',
  'public.home_known_address.home_id': 'written by what a member is, with its row',
  'public.home_member.home_id': 'whoever joins holds the home, and looks whether it is open',
  'public.ledger_account.home_id':
    'opened under the lock of the pledge or claim that it is of, and forgotten after those',
  'public.notice.home_id': 'nobody reads it, and it is gone after 30 days',
  'public.occurrence.first_refusal_home_id': 'for 24 hours, and asked of a home that is open',
  'public.offer.home_id': 'whoever posts holds the home (test/home-ends.e2e-spec.ts); others are of a claim',
  'public.passkey_challenge.person_id': 'for minutes; what comes of it is a passkey',
  'public.person_session.member_id':
    'of a closed home it opens nothing; whoever takes members out waits for those who sign in',
  'public.report.home_id': 'what is reported of a home stays for coordinators, whether it closes or not',
  'sealed.person.person_id': 'an address has its person: below',
};

describe('every table that names a home or a member of one', () => {
  it('keeps closed ones out, or says why it need not', async () => {
    const guarded = (await stored<{ name: string }>(GUARDED)).map(({ name }) => name);
    expect(guarded.length).toBeGreaterThan(15);
    const columns = (await stored<{ name: string }>(COLUMNS)).map(({ name }) => name);
    expect(columns.filter((name) => !guarded.includes(name) && !(name in NOT_GUARDED))).toEqual([]);
    expect([...guarded, ...Object.keys(NOT_GUARDED)].filter((name) => !columns.includes(name))).toEqual([]);
  });
});

describe('whoever began before the home closed', () => {
  type Adding = (home: TestHome) => Promise<readonly [string, Json | null]> | readonly [string, Json | null];
  const adding: readonly (readonly [string, Adding])[] = [
    ['accepts the agreement', () => ['acceptAgreement', { version: 1 }]],
    ['makes a calendar', () => ['createCalendarLink', {}]],
    ['marks a step', () => ['markStep', { stepId, mark: 'DONE' }]],
    ['wants to be reminded', () => ['remindMe', { stepId, on: dateIn(world, 3) }]],
    ['declares', () => ['declareSanctuaryHome', null]],
    ['says that it employs somebody', () => ['setEmploysDomesticWorkers', { employs: true }]],
    ['shows itself on the map', () => ['showOnMap', { place: MAP_PLACE }]],
    ['signs up for a session', async () => ['signUpForSession', { sessionId: await aSession(world, coordinator) }]],
    ['joins an action', async () => ['joinAction', { actionId: await anAction(world, coordinator) }]],
    ['shows its code', () => ['createVouchCode', null]],
    ['invites a member', () => ['inviteMember', {}]],
    [
      'adds a passkey',
      async (home) => {
        const begun = await new Person(world, home).does<{ options: Options }>(
          'startPasskeyRegistration',
          { confirmation },
          '... on PasskeyCeremony { options }',
        );
        return ['finishPasskeyRegistration', { credential: new Authenticator().register(begun.options) }];
      },
    ],
  ];

  it.each(adding)('and %s is told that there is none', async (_, make) => {
    const home = await aVouchedHome(world);
    const [mutation, input] = await make(home);
    const answer = await whileClosing(home.homeId, () => new Person(world, home).isRefused(mutation, input));
    expect(answer?.code).toBe('NOT_FOUND');
  });

  it('and notes something about it is told so as well', async () => {
    const { homeId } = await aHome(world);
    const note = { kind: 'HOME_TO_VOUCH', subjectId: homeId, text: 'They came on Monday.' };
    const answer = await whileClosing(homeId, () => new Person(world, coordinator).isRefused('noteOnWaiting', note));
    expect(answer?.code).toBe('NOT_FOUND');
  });

  it('and adds what is true of others as well leaves the home out', async () => {
    const { homeId } = await aVouchedHome(world);
    const insert = `INSERT INTO earned_delivery (home_id, intake_digest, confirmed_on) VALUES ($1, $2, '2026-06-01')`;
    const digest = Buffer.alloc(32, 7);
    const added = await whileClosing(homeId, () => owner().query('earn', insert, [homeId, digest]));
    expect(added.rowCount).toBe(0);
    const open = await aVouchedHome(world);
    expect((await owner().query('earn', insert, [open.homeId, digest])).rowCount).toBe(1);
  });

  it('and takes attendance certifies the others', async () => {
    const sessionId = await aSession(world, coordinator);
    const [closes, stays] = [await aVouchedHome(world), await aVouchedHome(world)];
    for (const { token } of [closes, stays]) {
      await new Person(world, { token }).does(
        'signUpForSession',
        { sessionId },
        '... on SignedUp { signUp { standing } }',
      );
    }
    world.clock.advance({ days: 4 });
    const signUps = await stored<{ id: string; homeId: string }>(
      'SELECT s.id, m.home_id AS "homeId" FROM sign_up s JOIN home_member m ON m.id = s.member_id WHERE s.gathering_id = $1',
      [sessionId],
    );
    const attended = { sessionId, marks: signUps.map(({ id }) => ({ signUpId: id, attendance: 'ATTENDED' })) };
    const answer = await whileClosing(closes.homeId, () =>
      new Person(world, coordinator).isRefused('takeAttendance', attended),
    );
    world.clock.advance({ days: -4 });
    expect(answer).toBeNull();
    const certified = await stored<{ home: string }>('SELECT home_id AS home FROM certificate WHERE session_id = $1', [
      sessionId,
    ]);
    expect(certified).toEqual([{ home: stays.homeId }]);
  });
});

describe('a home that is erased', () => {
  it('leaves no address of a member who changed it in that moment', async () => {
    const { home, keeper, other } = await aHomeOfTwo(world);
    const members = await stored<{ id: string }>('SELECT id FROM home_member WHERE home_id = $1', [home.homeId]);
    const ids = members.map(({ id }) => id);
    const answers: Promise<{ code: string } | null>[] = [];
    await owner().transaction(async (tx) => {
      // Whoever waits for it first has it first.
      await tx.query(
        'hold-member',
        `SELECT FROM home_member WHERE id = ANY ($1::uuid[]) AND role = 'MEMBER' FOR UPDATE`,
        [ids],
      );
      answers.push(keeper.isRefused('eraseHome', { confirmation }));
      await soManyWait(world, 1);
      answers.push(other.isRefused('changePhone', { phone: '+1 917 555 0188' }));
      await soManyWait(world, 2);
    });
    expect((await Promise.all(answers)).map((answer) => answer?.code ?? null)).toEqual([null, 'NOT_FOUND']);
    expect(await stored('SELECT FROM sealed.person WHERE person_id = ANY ($1::uuid[])', [ids])).toEqual([]);
  });

  it('waits for a member who signs in, and ends that as well', async () => {
    const { home, keeper, other } = await aHomeOfTwo(world);
    const [member] = await stored<{ id: string }>(`SELECT id FROM home_member WHERE home_id = $1 AND role = 'MEMBER'`, [
      home.homeId,
    ]);
    let erasing: Promise<{ code: string } | null> | undefined;
    await owner().transaction(async (tx) => {
      await tx.query('sign-in-holds', 'SELECT FROM home_member WHERE id = $1 FOR SHARE', [member?.id]);
      erasing = keeper.isRefused('eraseHome', { confirmation });
      await soManyWait(world, 1);
      const insert = `INSERT INTO person_session (digest, member_id, expires_at) VALUES ($1, $2, '2100-01-01')`;
      await tx.query('session-is-there', insert, [Buffer.alloc(32, 9), member?.id]);
    });
    expect(await erasing).toBeNull();
    expect(await other.cannotRead('{ viewer { kind } }')).toBe('UNAUTHENTICATED');
  });

  it('leaves nothing of what its members add all the while', async () => {
    const { fundId, sessionId } = {
      fundId: await aFund(world, coordinator),
      sessionId: await aSession(world, coordinator),
    };
    const amount = { minor: 1_000, currency: 'USD' };
    for (let round = 0; round < 4; round += 1) {
      const { home, keeper, other } = await aHomeOfTwo(world);
      const members = await stored<{ id: string }>('SELECT id FROM home_member WHERE home_id = $1', [home.homeId]);
      const adds: readonly [string, Json | null][] = [
        ['showOnMap', { place: MAP_PLACE }],
        ['remindMe', { stepId, on: dateIn(world, 3) }],
        ['markStep', { stepId, mark: 'DONE' }],
        ['declareSanctuaryHome', null],
        ['signUpForSession', { sessionId }],
        ['createCalendarLink', {}],
        ['createVouchCode', null],
        ['makePledge', { to: { fundId }, amount, cadence: 'MONTHLY' }],
        ['changePhone', { phone: '+1 917 555 0189' }],
        ['signIn', { email: other.email, password: PASSWORD }],
      ];
      // In another order each time, and the erasure among them.
      const rotated = [...adds.slice(round * 3), ...adds.slice(0, round * 3)];
      const erasing = delay(round * 15).then(() => keeper.isRefused('eraseHome', { confirmation }));
      await Promise.all(rotated.map(([mutation, input]) => other.isRefused(mutation, input)));
      expect(await erasing).toBeNull();
      const left: string[] = [];
      for (const { name } of await stored<{ name: string }>(COLUMNS)) {
        const [schema, table, column] = name.split('.');
        const ids = /(member|person)_id$/.test(name) ? members.map(({ id }) => id) : [home.homeId];
        const text = `SELECT FROM ${schema}.${table} WHERE ${column} = ANY ($1::uuid[])`;
        if ((await owner().query(`left ${name}`.slice(0, 60), text, [ids])).rowCount > 0) left.push(name);
      }
      // That it agreed goes with its row.
      expect(left.filter((name) => name !== 'public.agreement_acceptance.home_id')).toEqual([]);
    }
  });

  it('or closed has no reminder left that changed meanwhile', async () => {
    const { keeper, other, home } = await aHomeOfTwo(world);
    const on = dateIn(world, 3);
    const reminds = () => other.isRefused('remindMe', { stepId, on, rhythm: 'WEEKLY' });
    expect(await reminds()).toBeNull();
    const [, ended] = await Promise.all([reminds(), keeper.isRefused('closeHome', { confirmation }), reminds()]);
    expect(ended).toBeNull();
    expect(await stored('SELECT FROM step_reminder WHERE home_id = $1', [home.homeId])).toEqual([]);
  });
});

describe('whoever changes an address or joins', () => {
  /** Codes of what the database ended because two waited for each other. A statement that failed so is tried again, and nobody is told. */
  const deadlocks: string[] = [];
  beforeAll(() => {
    const { query } = Transaction.prototype;
    jest.spyOn(Transaction.prototype, 'query').mockImplementation(async function (this: Transaction, ...its) {
      return query.apply(this, its).catch((error: unknown) => {
        if (databaseErrorCode(error) === '40P01') deadlocks.push(its[0]);
        throw error;
      });
    } as typeof query);
  });
  afterEach(() => expect(deadlocks.splice(0)).toEqual([]));
  afterAll(() => {
    jest.restoreAllMocks();
  });

  it('and whoever erases the home wait for each other in one order', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { keeper, other } = await aHomeOfTwo(world);
      const changes: readonly [string, Json][] = [
        ['changePhone', { phone: `+1 917 555 01${10 + round}` }],
        ['changeEmail', { email: anEmail(), confirmation }],
      ];
      const [mutation, input] = changes[round % 2] ?? ['', {}];
      const erasing = delay((round % 4) * 3).then(() => keeper.isRefused('eraseHome', { confirmation }));
      const [changed, own] = await Promise.all([
        other.isRefused(mutation, input),
        keeper.isRefused('changePhone', { phone: `+1 917 555 02${10 + round}` }),
      ]);
      for (const told of [changed, own]) expect([undefined, 'NOT_FOUND', 'WRONG_STATE']).toContain(told?.code);
      expect(await erasing).toBeNull();
    }
  });

  it('and whoever makes a keeper a member, whose invitations end, as well', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { home, keeper } = await aHomeOfTwo(world, 'KEEPER');
      const invitation = await invitationInto(world, home);
      const { homeMembers } = await keeper.reads<{ homeMembers: { id: string; isYou: boolean }[] }>(
        '{ homeMembers { id isYou } }',
      );
      const memberId = homeMembers.find(({ isYou }) => !isYou)?.id;
      const [joined, demoted] = await Promise.all([
        new Person(world).isRefused('joinHome', { invitation, email: anEmail(), password: PASSWORD }),
        delay((round % 4) * 3).then(() => keeper.isRefused('changeMemberRole', { memberId, role: 'MEMBER' })),
      ]);
      expect([undefined, 'INVITATION_INVALID']).toContain(joined?.code);
      expect(demoted).toBeNull();
    }
  });

  it('and whoever claims meanwhile for the home, from whose family it is hidden then', async () => {
    for (let round = 0; round < 12; round += 1) {
      const email = anEmail();
      const [claimed, wanted] = [
        await aRide(world, { hideFromHomes: [{ email }] }),
        await aRide(world, { hideFromHomes: [{ email }] }),
      ];
      const { home, claimId } = await aProposedClaim(world, { request: claimed });
      const keeper = new Person(world, { token: home.token });
      const [changed, placed] = await Promise.all([
        keeper.isRefused('changeEmail', { email, confirmation }),
        delay((round % 4) * 3).then(() => claimRequest(world, home, wanted.requestId)),
        move(world, 'retractClaim', home, claimId),
      ]);
      expect(changed).toBeNull();
      expect([undefined, 'NOT_FOUND']).toContain(placed.code);
      const alive = `SELECT FROM claim WHERE home_id = $1 AND status IN ('PROPOSED', 'ACCEPTED')`;
      expect(await stored(alive, [home.homeId])).toEqual([]);
    }
  });
});
